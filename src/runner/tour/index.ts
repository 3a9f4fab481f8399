import type { GeneratorOptions } from '../../generators/index.ts';
import type { Scenario, Settings } from '../../model/index.ts';
import type { Story } from './cast.ts';
import * as faults from './faults.ts';
import * as lives from './lives.ts';
import * as situations from './situations.ts';
import * as trespasses from './trespasses.ts';

/**
 * The tour: scenarios that between them take every transition that an order can take, for every role × prepayment × flow,
 * and have every guard refuse at each call where it stands. The first round tells each story once; after it, what
 * depends on the machine is told of each of the others.
 */

/** A story, and of which machine it is best told; another one will do. */
type Turn = readonly [Story, Partial<Settings>?];

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
  [lives.quotes, { ...agent, ...SIMPLE }],
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
];

/** What of every machine is told after that. */
const EACH: readonly Story[] = [
  lives.bookAndCancel,
  faults.peopleAndPaymentAtBooking,
  lives.propose,
  lives.cancelBySellerAndDelete,
  lives.rejectBySeller,
  faults.peopleAndPaymentAtC2,
  lives.rejectByCustomer,
  lives.deleteStanding,
  faults.peopleAndPaymentAtC1,
  lives.deleteProposals,
  lives.quotes,
];

export type TourScope = Omit<GeneratorOptions, 'coverage'>;

/** A machine's settings, alone and in pairs. */
const aspectsOf = ({ brokerRole, prepayment, flow }: Settings): readonly string[] => [
  brokerRole,
  prepayment,
  flow,
  `${brokerRole} ${prepayment}`,
  `${brokerRole} ${flow}`,
  `${prepayment} ${flow}`,
];

/** Every machine in scope, so ordered that the first ones have as many settings and pairs of settings as can be. */
function machinesIn({ roles, prepayments, flows }: TourScope): readonly Settings[] {
  const left = roles.flatMap((brokerRole) =>
    prepayments.flatMap((prepayment) => flows.map((flow): Settings => ({ brokerRole, prepayment, flow }))),
  );
  const seen = new Set<string>();
  const ordered: Settings[] = [];
  while (left.length > 0) {
    const news = left.map((machine) => aspectsOf(machine).filter((aspect) => !seen.has(aspect)).length);
    const [next] = left.splice(news.indexOf(Math.max(...news)), 1);
    if (next === undefined) break;
    ordered.push(next);
    for (const aspect of aspectsOf(next)) seen.add(aspect);
  }
  return ordered;
}

/** How many of the settings that are wished for a machine has. */
const fit = (machine: Settings, wish: Partial<Settings>): number =>
  (['flow', 'brokerRole', 'prepayment'] as const).filter((key) => machine[key] === wish[key]).length;

/** Whether all that a scenario needs is asked for. */
const isInScope = ({ opportunities }: Scenario, { criteria }: TourScope): boolean =>
  Object.values(opportunities).every((need) => criteria?.includes(need.criteria) ?? true);

/** The scenarios of the tour, in their order: the same for the same scope. */
export function* tourOf(scope: TourScope): Generator<Scenario, void> {
  const { opportunityTypes, partners, sellers, canWait } = scope;
  const machines = machinesIn(scope);
  const done = new Map<Story, Set<Settings>>();
  let told = 0;
  const tell = (story: Story, settings: Settings): Scenario | undefined => {
    const type = opportunityTypes[told % opportunityTypes.length];
    const before = done.get(story) ?? new Set();
    const scenario =
      type === undefined || before.has(settings) ? undefined : story({ settings, type, partners, sellers, canWait });
    if (scenario === undefined || !isInScope(scenario, scope)) return undefined;
    done.set(story, before.add(settings));
    told += 1;
    return scenario;
  };
  for (const [story, wish = {}] of FIRST_ROUND) {
    const fitting = machines.toSorted((one, other) => fit(other, wish) - fit(one, wish));
    for (const machine of fitting) {
      const scenario = tell(story, machine);
      if (scenario === undefined) continue;
      yield scenario;
      break;
    }
  }
  for (const machine of machines) {
    for (const story of EACH) {
      const scenario = tell(story, machine);
      if (scenario) yield scenario;
    }
  }
}
