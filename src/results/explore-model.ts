import type { Settings, Step } from '../model/scenario.ts';
import type { Bounds } from './explore.ts';

/** What an exploration of the model itself found out, as plain data. */

export const MODEL_FORMAT = 'open-booking-fuzz/explore-model@1';

/** How much of one order machine an order alone can take. */
export interface MachineCoverage {
  /** `AgentBroker × Required × OpenBookingSimpleFlow`. */
  readonly machine: string;
  readonly transitions: number;
  readonly reached: number;
  /** Of the others, those guarded by a rule that nothing in a scenario breaks. */
  readonly beyond: number;
  /** The rest, by name. */
  readonly unreached: readonly string[];
}

/** Several orders together, of one role × prepayment × flow. */
export interface ModelExploration {
  readonly settings: Settings;
  readonly spaces: number;
  readonly depth: number;
  readonly statesByDepth: readonly number[];
  readonly states: number;
  /** Outcomes of letters in states. */
  readonly transitions: number;
  /** Whether there are no more states, however deep one looks. */
  readonly complete: boolean;
  readonly letters: number;
  /** Where an order can stand, as far as the model tells it apart. */
  readonly standings: number;
  readonly seconds: number;
  readonly transitionsPerSecond: number;
}

/** Something that must hold of the model and does not. */
export interface InvariantBroken {
  readonly invariant: string;
  readonly sentence: string;
  readonly path: readonly Step[];
}

/** The shortest way to something. */
export interface PathFound {
  readonly settings: Settings;
  readonly spaces: number;
  /** How many calls, acts of the seller and waits it takes. */
  readonly calls: number;
  /** With the looks that show it. */
  readonly path: readonly Step[];
}

export interface ModelResult {
  readonly format: typeof MODEL_FORMAT;
  readonly version: string;
  readonly bounds: Bounds;
  readonly endedBy: 'depth reached' | 'interrupted';
  readonly seconds: number;
  readonly machines: readonly MachineCoverage[];
  /** Rules that nothing in a scenario breaks, each with the reason. */
  readonly beyond: readonly { readonly rule: string; readonly reason: string }[];
  readonly explorations: readonly ModelExploration[];
  readonly broken: readonly InvariantBroken[];
}
