import type { Exchange } from '../protocol/exchange.ts';
import type { Json } from '../protocol/json.ts';
import type { RpdePage } from '../protocol/rpde.ts';
import type { LaneStep, Scenario, Step } from '../model/index.ts';
import type { RaceStory, Seen, Watch } from '../oracle/index.ts';
import type { Bindings } from './bindings.ts';
import type { Session } from './options.ts';

/** A scenario under way, and what its steps came to. */

/** One step of a lane as it went. The moments are counted, not timed: those of no two events of a race are equal. */
export interface LaneRun {
  readonly lane: number;
  readonly step: LaneStep;
  readonly exchange: Exchange;
  readonly called: number;
  readonly returned: number;
}

/** What lanes came to. */
export interface RaceRun {
  readonly calls: readonly LaneRun[];
  /** Why no order explains the answers, where none does. */
  readonly story: RaceStory | undefined;
}

/** What one step of a scenario came to. */
export interface StepRun {
  readonly step: Step;
  readonly seen: Seen;
  /** The exchange of a broker's step, a seller's or a stray request; undefined for a look at a feed, and for waiting. */
  readonly exchange: Exchange | undefined;
  /** In words, what came of a step without an exchange. */
  readonly outcome: string;
  /** The exchanges of lanes. */
  readonly race?: RaceRun;
  /** What a look at a feed has read: the data of its items. */
  readonly read?: readonly ReadItem[];
}

/** The data of an item of a feed. */
export interface ReadItem {
  readonly kind: 'orders feed' | 'order-proposals feed' | 'open feed';
  readonly data: Json;
}

/** What comes of a wait that was not made: it takes too long, or nothing is known of the lease whose end it is for. */
export const NOT_WAITED = 'not waited';
export const FEED_NOT_READ = 'the feed could not be read';

/** Every exchange of a step, in the order in which they began. */
export const exchangesOf = ({ exchange, race }: StepRun): readonly Exchange[] =>
  race ? race.calls.map((call) => call.exchange) : exchange ? [exchange] : [];

/** A reader of a feed who has followed `next` since the scenario began. */
export interface Follower {
  readonly pages: readonly RpdePage[];
  /** Where he reads on. */
  readonly position: string;
}

/** A scenario in the middle of its run. */
export interface Running {
  readonly scenario: Scenario;
  readonly session: Session;
  readonly bindings: Bindings;
  /** Where each feed of orders stood when the scenario began. */
  readonly starts: Map<string, string>;
  readonly earlier: Map<string, readonly RpdePage[]>;
  /** Who follows each feed of orders that was looked at. */
  readonly followers: Map<string, Follower>;
  watch: Watch;
  /** Whether lanes have run in it. */
  raced: boolean;
}
