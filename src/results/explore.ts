import type { Settings } from '../model/scenario.ts';
import type { Finding } from './result.ts';

/** What an exploration found out, as plain data. */

export const EXPLORE_FORMAT = 'open-booking-fuzz/explore@1';

/** How far an exploration reaches. */
export interface Bounds {
  /** How many calls, acts of the seller and waits a conversation may have. */
  readonly depth: number;
  /** How many orders there may be at once. */
  readonly orders: number;
  /** How many booking partners there are to make them. */
  readonly partners: number;
}

/** Why an exploration ended. */
export type ExploreEnding = 'depth reached' | 'rule broken' | 'interrupted' | 'target lost' | 'impossible';

/** One exploration: of one role × prepayment × flow, with so many spaces. */
export interface Exploration {
  readonly settings: Settings;
  readonly spaces: number;
  readonly endedBy: ExploreEnding;
  /** Why it could not be made, or went no further. */
  readonly reason?: string;
  /** The depth up to which everything was tried in every state. */
  readonly depth: number;
  /** What is tried in each state. */
  readonly letters: number;
  /** States of the model, by the number of letters in which they are first reached; the first is the beginning. */
  readonly statesByDepth: readonly number[];
  readonly transitions: number;
  /** How often two ways led to one state, and the answers to the same questions were compared. */
  readonly compared: number;
  /** States to which the same way did not lead a second time, so that they were not left by every letter. */
  readonly strayed: number;
}

export interface ExploreResult {
  readonly format: typeof EXPLORE_FORMAT;
  readonly version: string;
  readonly target: string;
  readonly strict: boolean;
  readonly bounds: Bounds;
  readonly endedBy: ExploreEnding;
  readonly seconds: number;
  readonly requests: number;
  /** The depth that every exploration has reached. */
  readonly depth: number;
  readonly states: number;
  readonly transitions: number;
  readonly explorations: readonly Exploration[];
  /** The first is that which ended the exploration, if one did. */
  readonly findings: readonly Finding[];
}
