import type { OpportunityNeed, Scenario, Settings } from '../../model/index.ts';
import type { OpportunityType } from '../../protocol/vocabulary.ts';
import { need, scenario, type Cast, type Story } from './cast.ts';
import { coverOf, needed, transitionsOf } from './cover.ts';
import * as faults from './faults.ts';
import * as lives from './lives.ts';
import { fit, machinesIn, type TourScope } from './machines.ts';
import * as situations from './situations.ts';
import * as trespasses from './trespasses.ts';
import { stepsOf, walkOf } from './walks.ts';

export type { TourScope } from './machines.ts';

/**
 * The tour: scenarios that between them take every transition that an order can take, for every role × prepayment × flow,
 * and have every guard refuse at each call where it stands. The first round tells stories, each once; after it come walks
 * through each machine, and what its role and prepayment are checked by, as far as they cover something that nothing
 * else does.
 */

/**
 * A story, and of which machine it is best told; another one will do. `sharp`: of what has times and a number of places,
 * so that a refusal cannot be laid to a beginning or a capacity that is not known.
 */
type Turn = readonly [Story, Partial<Settings>?, 'sharp'?];

const SIMPLE = { flow: 'OpenBookingSimpleFlow' } as const;
const APPROVAL = { flow: 'OpenBookingApprovalFlow' } as const;
const agent = { brokerRole: 'AgentBroker', prepayment: 'Required' } as const;
const reseller = { brokerRole: 'ResellerBroker', prepayment: 'Optional' } as const;

/**
 * The first round: what tells most for its requests comes first, with roles, prepayments and flows in turn, so that
 * however short a campaign is, it has asked of everything.
 */
const FIRST_ROUND: readonly Turn[] = [
  [situations.tooMany, SIMPLE],
  [faults.peopleAndPaymentAtBooking, { ...agent, ...SIMPLE }],
  [lives.bookAndCancel, { ...reseller, ...SIMPLE }],
  [faults.peopleAndPaymentAtBooking, { brokerRole: 'NoBroker', prepayment: 'Free', ...APPROVAL }],
  [faults.peopleAndPaymentAtBooking, { ...reseller, ...APPROVAL }],
  [situations.tooLateToCancel, SIMPLE],
  [situations.inPast, { ...agent, ...SIMPLE }],
  [situations.oddCompany, SIMPLE],
  [lives.rejectByCustomer, { brokerRole: 'NoBroker', prepayment: 'Unavailable' }],
  [situations.otherContent, SIMPLE],
  [faults.peopleAndPaymentAtC2, { brokerRole: 'NoBroker', prepayment: 'Unavailable', ...SIMPLE }],
  [faults.proposals, agent],
  [trespasses.meddleWithOrder, SIMPLE],
  [lives.quotes, { ...agent, ...SIMPLE }, 'sharp'],
  [lives.propose, { brokerRole: 'AgentBroker', prepayment: 'Optional' }],
  [lives.cancelBySellerAndDelete, { ...agent, ...SIMPLE }],
  [situations.lastSpace, { ...reseller, ...SIMPLE }],
  [situations.notCancellable, SIMPLE],
  [lives.rejectBySeller, { brokerRole: 'ResellerBroker', prepayment: 'Required' }],
  [faults.orderAtC2, SIMPLE],
  [trespasses.sameUuid, { ...agent, ...SIMPLE }],
  [faults.peopleAndPaymentAtBooking, { ...agent, ...APPROVAL }],
  [trespasses.meddleWithProposal, agent],
  [situations.severalItems, { ...agent, ...SIMPLE }],
  [situations.attendees, { ...agent, ...SIMPLE }],
  [situations.intakeForms, { ...agent, ...SIMPLE }],
  [faults.cancellations, SIMPLE],
  [trespasses.unknownOrder, APPROVAL],
  [lives.deleteStanding, { ...agent, ...SIMPLE }],
  [faults.orderAtBooking, SIMPLE],
  [situations.noSpaces, SIMPLE],
  [situations.notYetOpen, SIMPLE],
  [faults.orderAtBooking, APPROVAL],
  [faults.orderAtC1, SIMPLE],
  [faults.peopleAndPaymentAtBooking, { brokerRole: 'NoBroker', prepayment: 'Unavailable', ...SIMPLE }],
  [lives.deleteProposals],
  [lives.cancelByBoth, { ...agent, ...SIMPLE }],
  [lives.acceptAfterRejecting, agent],
  [lives.bookProposalTwice, { brokerRole: 'NoBroker', prepayment: 'Required' }],
];

/** What of every machine is told beside walks through it. */
const EACH: readonly Story[] = [
  faults.peopleAndPaymentAtBooking,
  faults.peopleAndPaymentAtC2,
  faults.peopleAndPaymentAtC1,
];

/** A story of a machine. */
interface Telling {
  readonly story: Story;
  readonly settings: Settings;
  readonly sharp?: boolean;
}

type Tell = (telling: Telling, number: number) => Scenario | undefined;

const sameNeed = (one: OpportunityNeed, other: OpportunityNeed): boolean =>
  one.criteria === other.criteria && one.type === other.type && one.seller === other.seller && one.flow === other.flow;

/** Whether all that a scenario needs is asked for, and can be had. */
const isInScope = ({ opportunities }: Scenario, { criteria, obtainable }: TourScope): boolean =>
  Object.values(opportunities).every(
    (need) => (criteria?.includes(need.criteria) ?? true) && (obtainable?.some((each) => sameNeed(each, need)) ?? true),
  );

/** What is commonly published with days alone, or has neither times nor places. */
const VAGUE: readonly OpportunityType[] = ['CourseInstance', 'CourseInstanceSubEvent', 'OnDemandEvent'];

/** What tells stories with what a scope has, of each type of opportunity in turn. */
const teller =
  (scope: TourScope): Tell =>
  ({ story, settings, sharp = false }, number) => {
    const { partners, sellers, canWait } = scope;
    const known = scope.opportunityTypes.filter((type) => !VAGUE.includes(type));
    const opportunityTypes = sharp && known.length > 0 ? known : scope.opportunityTypes;
    for (let turn = 0; turn < opportunityTypes.length; turn += 1) {
      const type = opportunityTypes[(number + turn) % opportunityTypes.length];
      const told = type === undefined ? undefined : story({ settings, type, partners, sellers, canWait });
      if (told !== undefined && isInScope(told, scope)) return told;
      // Where everything can be made, what cannot be had of one type cannot be had of another.
      if (scope.obtainable === undefined) return undefined;
    }
    return undefined;
  };

/** The first round: each story once, of the machine that it is best told of. */
function firstRound(machines: readonly Settings[], tell: Tell): readonly Telling[] {
  const told = new Map<Story, Set<Settings>>();
  return FIRST_ROUND.flatMap(([story, wish = {}, sharp]) => {
    const before = told.get(story) ?? new Set();
    const settings = machines
      .toSorted((one, other) => fit(other, wish) - fit(one, wish))
      .find((machine) => !before.has(machine) && tell({ story, settings: machine }, 0) !== undefined);
    if (settings === undefined) return [];
    told.set(story, before.add(settings));
    return [{ story, settings, sharp: sharp !== undefined }];
  });
}

/** Everything that may be told after it, of each machine: what its guards check, and a walk through what is left of it. */
function afterwards(machines: readonly Settings[], scope: TourScope, told: readonly Scenario[]): readonly Telling[] {
  return machines.flatMap((settings, turn) => {
    const cast: Cast = { ...scope, settings, type: 'ScheduledSession' };
    const setting = { settings, opportunities: { o1: need(cast) } };
    const own = told.filter((each) => each.settings === settings).flatMap(transitionsOf);
    const walking = walkOf(setting, scope.canWait, new Set(own)).map(
      (part): Story =>
        (each) =>
          scenario(each, { o1: need(each) }, stepsOf(part, turn)),
    );
    const [first, ...rest] = EACH;
    return [first, ...walking, ...rest].flatMap((story) => (story ? [{ story, settings }] : []));
  });
}

/** The scenarios of the tour, in their order: the same for the same scope. */
export function* tourOf(scope: TourScope): Generator<Scenario, void> {
  const tell = teller(scope);
  const machines = machinesIn(scope);
  const first = firstRound(machines, tell);
  const stories: Scenario[] = [];
  for (const [number, telling] of first.entries()) {
    const told = tell(telling, number);
    if (told === undefined) continue;
    stories.push(told);
    yield told;
  }
  const coverOfTold = (telling: Telling): ReadonlySet<string> => {
    const told = tell(telling, 0);
    return told === undefined ? new Set() : coverOf(told);
  };
  const rest = needed(afterwards(machines, scope, stories), coverOfTold, stories.map(coverOf));
  for (const [number, telling] of rest.entries()) {
    const told = tell(telling, first.length + number);
    if (told !== undefined) yield told;
  }
}
