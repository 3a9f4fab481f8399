import { soundCancellation, type CancellationSeam } from './cancellation.ts';
import { soundChecks, type CheckSeam } from './checks.ts';
import { soundCriteria, type CriteriaSeam } from './criteria.ts';
import { soundDetails, type DetailsSeam } from './details.ts';
import { soundIsolation, type IsolationSeam } from './isolation.ts';
import { soundLeases, type LeaseSeam } from './leases.ts';
import { soundLifecycle, type LifecycleSeam } from './lifecycle.ts';
import { soundItems, type ItemSeam } from './lines.ts';
import { soundOpenFeeds, type OpenFeedSeam } from './open-feeds.ts';
import { soundOrderFeeds, type OrderFeedSeam } from './order-feeds.ts';
import { soundPayment, type PaymentSeam } from './payment.ts';
import { soundPeople, type PeopleSeam } from './people.ts';
import { soundPricing, type PricingSeam } from './pricing.ts';
import { soundProposals, type ProposalSeam } from './proposals.ts';
import { soundRpde, type RpdeSeam } from './rpde.ts';
import { soundShape, type ShapeSeam } from './shape.ts';
import { soundSpaces, type SpaceSeam } from './spaces.ts';
import { soundTurns, type TurnSeam } from './turns.ts';

/**
 * Every place where a defect or a variation may change the booking system: each seam is a handful of decisions that
 * the sound code asks for by name.
 */
export interface Seams {
  readonly cancellation: CancellationSeam;
  readonly checks: CheckSeam;
  readonly criteria: CriteriaSeam;
  readonly details: DetailsSeam;
  readonly isolation: IsolationSeam;
  readonly items: ItemSeam;
  readonly leases: LeaseSeam;
  readonly lifecycle: LifecycleSeam;
  readonly openFeeds: OpenFeedSeam;
  readonly orderFeeds: OrderFeedSeam;
  readonly payment: PaymentSeam;
  readonly people: PeopleSeam;
  readonly pricing: PricingSeam;
  readonly proposals: ProposalSeam;
  readonly rpde: RpdeSeam;
  readonly shape: ShapeSeam;
  readonly spaces: SpaceSeam;
  readonly turns: TurnSeam;
}

/** The decisions that are made otherwise. */
export type SeamChanges = { readonly [Name in keyof Seams]?: Partial<Seams[Name]> };

/** What a defect or a variation does: given what is decided so far, what is decided otherwise. */
export type Change = (before: Seams) => SeamChanges;

/** How a sound booking system decides. A function, since the rooms' modules refer to each other. */
const sound = (): Seams => ({
  cancellation: soundCancellation,
  checks: soundChecks,
  criteria: soundCriteria,
  details: soundDetails,
  isolation: soundIsolation,
  items: soundItems,
  leases: soundLeases,
  lifecycle: soundLifecycle,
  openFeeds: soundOpenFeeds,
  orderFeeds: soundOrderFeeds,
  payment: soundPayment,
  people: soundPeople,
  pricing: soundPricing,
  proposals: soundProposals,
  rpde: soundRpde,
  shape: soundShape,
  spaces: soundSpaces,
  turns: soundTurns,
});

function changed(before: Seams, change: Change): Seams {
  const changes = change(before);
  return {
    cancellation: { ...before.cancellation, ...changes.cancellation },
    checks: { ...before.checks, ...changes.checks },
    criteria: { ...before.criteria, ...changes.criteria },
    details: { ...before.details, ...changes.details },
    isolation: { ...before.isolation, ...changes.isolation },
    items: { ...before.items, ...changes.items },
    leases: { ...before.leases, ...changes.leases },
    lifecycle: { ...before.lifecycle, ...changes.lifecycle },
    openFeeds: { ...before.openFeeds, ...changes.openFeeds },
    orderFeeds: { ...before.orderFeeds, ...changes.orderFeeds },
    payment: { ...before.payment, ...changes.payment },
    people: { ...before.people, ...changes.people },
    pricing: { ...before.pricing, ...changes.pricing },
    proposals: { ...before.proposals, ...changes.proposals },
    rpde: { ...before.rpde, ...changes.rpde },
    shape: { ...before.shape, ...changes.shape },
    spaces: { ...before.spaces, ...changes.spaces },
    turns: { ...before.turns, ...changes.turns },
  };
}

/** The seams of a booking system with all the changes, each on top of those before it. */
export const createSeams = (changes: readonly Change[]): Seams => changes.reduce(changed, sound());
