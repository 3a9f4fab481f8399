import type { CallName } from '../protocol/calls.ts';
import type { Response } from '../protocol/exchange.ts';
import type { OpportunityId, PartnerName } from '../protocol/ids.ts';
import type { JsonObject } from '../protocol/json.ts';
import type { RpdePage } from '../protocol/rpde.ts';
import type {
  CallRequest,
  Examination,
  Ground,
  Observed,
  OpportunityFacts,
  OrderRecord,
  StrayRequest,
  World,
} from '../model/index.ts';

import type { QuoteSeen, RefusalSeen } from './memory.ts';

/** What a check says of what it was shown. Anything but `passed` carries a reason. */
export type Verdict =
  | { readonly kind: 'passed' }
  | { readonly kind: 'violated'; readonly expected: string; readonly found: string }
  | { readonly kind: 'not applicable'; readonly reason: string }
  | { readonly kind: 'inconclusive'; readonly reason: string };

export const PASSED: Verdict = { kind: 'passed' };
export const violated = (expected: string, found: string): Verdict => ({ kind: 'violated', expected, found });
export const notApplicable = (reason: string): Verdict => ({ kind: 'not applicable', reason });
export const inconclusive = (reason: string): Verdict => ({ kind: 'inconclusive', reason });

/** Passed where `holds`, and otherwise violated. */
export const expect = (holds: boolean, expected: string, found: string): Verdict =>
  holds ? PASSED : violated(expected, found);

/** A call and its answer, as the checks of answers see it. */
export interface AnswerSighting {
  readonly request: CallRequest;
  readonly response: Response;
  readonly observed: Extract<Observed, { kind: 'accepted' | 'refused' }>;
  /** The answer's body, where it is a JSON object; an empty object otherwise. */
  readonly body: JsonObject;
  readonly examination: Examination;
  /** The order before and after, in a world that fits. */
  readonly before: OrderRecord;
  readonly after: OrderRecord;
  /** Every world that fits after the answer. */
  readonly worlds: readonly World[];
  readonly ground: Ground;
  /** The base URI of the API, without a slash at its end. */
  readonly baseUrl: string;
  /** When the answer came, in milliseconds since the epoch. */
  readonly now: number;
  /** What was quoted before in this conversation, in answers that broke no rule. */
  readonly quotes: readonly QuoteSeen[];
  /** The P or B that was refused for its items, where nothing has happened since. */
  readonly refusal: RefusalSeen | undefined;
}

/** A request that is no call of the API, and its answer. */
export interface StraySighting {
  readonly request: StrayRequest;
  readonly response: Response;
  readonly body: JsonObject;
}

/**
 * What was read of a partner's orders feed or proposals feed since the scenario began. The pages are in the order in
 * which they were read; an item that changed meanwhile may stand in several.
 */
export interface FeedSighting {
  readonly partner: PartnerName;
  readonly feed: 'orders' | 'order-proposals';
  /** Whether the target has one feed for orders and proposals. */
  readonly shared: boolean;
  readonly pages: readonly RpdePage[];
  /** The last page's URL read again straight away; undefined where it was not. */
  readonly lastPageAgain: RpdePage | undefined;
  /**
   * Everything that a reader has got who has followed `next` since the scenario began, a while after `pages` were read
   * from the beginning; undefined where nobody has.
   */
  readonly followed: readonly RpdePage[] | undefined;
  /** What the same feed held when the partner looked at it before in this scenario, by RPDE id. */
  readonly earlier: readonly RpdePage[];
  readonly worlds: readonly World[];
  /** The orders of the other partner, in a world that fits. */
  readonly ground: Ground;
  readonly baseUrl: string;
  /** Answers that P and B gave in this scenario, by order key and call. */
  readonly answers: ReadonlyMap<string, JsonObject>;
}

/** What the open feeds say of an opportunity now. */
export interface SpacesSighting {
  readonly opportunity: OpportunityId;
  readonly seen: OpportunityFacts;
  readonly ground: Ground;
}

/** How a rule is checked. */
export type Check =
  /** By the model: the guard of the same id decides which calls may be accepted or refused. */
  | { readonly by: 'model' }
  /** By an answer to a call. */
  | {
      readonly by: 'answer';
      readonly calls: readonly CallName[];
      readonly outcome: 'accepted' | 'refused' | 'any';
      readonly check: (sighting: AnswerSighting) => Verdict;
    }
  | { readonly by: 'stray'; readonly check: (sighting: StraySighting) => Verdict }
  /** By a reading of the orders feed or the proposals feed. */
  | { readonly by: 'feed'; readonly check: (sighting: FeedSighting) => Verdict }
  /** By the oracle itself, which explains what no admissible outcome fits; see explain.ts and spaces.ts. */
  | { readonly by: 'explanation' };

/** A reading of an unclear clause, strict and lenient, and why it is unclear. */
export interface Readings {
  readonly strict: string;
  readonly lenient: string;
  readonly note: string;
}

export const TOPICS = [
  'calls',
  'broker-role',
  'prepayment',
  'totals',
  'shape',
  'items',
  'order-level',
  'lifecycle',
  'patch',
  'cancellation',
  'state',
  'isolation',
  'feeds',
] as const;
export type Topic = (typeof TOPICS)[number];

/** A clause of the specification that a booking system must or should keep. */
export interface Rule<Id extends string = string> {
  /** Fixed words by topic: `broker-role/reseller-broker-required`. */
  readonly id: Id;
  readonly strength: 'must' | 'should';
  /** The clauses of the specification that it checks, as `section/n`; the first is the one that it links to. */
  readonly clauses: readonly [`${string}/${number}`, ...`${string}/${number}`[]];
  /** One plain sentence: what a booking system does. */
  readonly sentence: string;
  /** The Test Suite features that it serves. */
  readonly features: readonly string[];
  /** Rules that are broken too where this one is, from the same cause: they are listed under it. */
  readonly implies?: readonly string[];
  readonly readings?: Readings;
  readonly check: Check;
}

/** The specification's section that a rule comes from. */
export const linkOf = (rule: Pick<Rule, 'clauses'>): string =>
  `https://openactive.io/open-booking-api/EditorsDraft/#${rule.clauses[0].split('/')[0] ?? ''}`;

/** The topic of a rule: the part of its id before the slash. */
export const topicOf = (rule: Pick<Rule, 'id'>): string => rule.id.split('/')[0] ?? '';
