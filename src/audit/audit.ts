import type { BreachSeen, Seen } from '../oracle/index.ts';
import type { RpdePage } from '../protocol/rpde.ts';
import type { Knowledge } from './knowledge.ts';
import type { Logged, RecordingFacts } from './logged.ts';
import type { OpportunityBook } from './opportunities.ts';
import type { Partners } from './partners.ts';
import { perhapsLater, type Talk } from './talk.ts';
import type { Talks } from './talks.ts';
import type { Tally } from './tally.ts';

/** A breach, the exchange that shows it, and the talk to which that belongs. */
export interface Found {
  readonly breach: BreachSeen;
  readonly logged: Logged;
  /** What else the exchange breaks from the same cause. */
  readonly alongside: readonly BreachSeen[];
  /** Undefined where a page of a feed breaks a rule by itself. */
  readonly talk: Talk | undefined;
}

/** What is known in the midst of a recording. */
export interface Audit {
  readonly facts: RecordingFacts;
  readonly strict: boolean;
  readonly book: OpportunityBook;
  readonly knowledge: Knowledge;
  readonly partners: Partners;
  readonly talks: Talks;
  readonly tally: Tally;
  /** Of each feed the last page that was read, after the empty ones that led to it, so that those in a row can be compared. */
  readonly lastPages: Map<string, readonly RpdePage[]>;
  /** Calls that were judged before their turn, with one that was under way at the same time. */
  readonly judged: WeakSet<Logged>;
  /** Takes in what a look came to, and gives the watch that follows. */
  take(seen: Seen, logged: Logged, talk: Talk | undefined): void;
}

/** When an exchange was over; where the recording does not tell, as late as the talk knows. */
export const timeOf = ({ receivedAt, sentAt }: Logged, talk?: Talk): number =>
  Math.max(receivedAt ?? sentAt ?? 0, talk?.watch.at ?? 0);

/** Brings a talk up to the time of an exchange, as far as that is known. */
export function bringUp({ facts }: Pick<Audit, 'facts'>, talk: Talk, at: number): void {
  const belief = perhapsLater(talk.watch.belief, at, facts.clockSlackMs);
  if (belief !== talk.watch.belief) talk.watch = { ...talk.watch, belief };
}
