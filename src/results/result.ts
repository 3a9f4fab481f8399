import type { Scenario } from '../model/scenario.ts';

/** What a campaign found out, as plain data: what people and machines read of it is made from this alone. */

export const RESULT_FORMAT = 'open-booking-fuzz/result@1';
export const REPRO_FORMAT = 'open-booking-fuzz/repro@1';

/** A rule, as a result names it. */
export interface RuleSummary {
  readonly id: string;
  readonly strength: 'must' | 'should';
  readonly sentence: string;
  readonly link: string;
  /** Clauses of the specification, as `section/n`. */
  readonly clauses: readonly string[];
  /** Where the specification is unclear: the reading under which this is a breach, and why it is unclear. */
  readonly unclear?: string;
}

/** What was expected and what came back, in words. */
export interface Breach {
  readonly rule: RuleSummary;
  /** Where it showed: a call's name, `open feed`, `orders feed`, `order-proposals feed`. */
  readonly call: string;
  readonly expected: string;
  readonly found: string;
}

/** Calls that were made at once, as one line of a conversation. */
export interface RaceLine {
  /** In the order in which they were sent. */
  readonly calls: readonly {
    /** From 0. */
    readonly lane: number;
    readonly step: string;
    readonly special: readonly string[];
    readonly answer: string;
    /** When it was sent and answered: moments of this race, counted from 1, no two of them the same. */
    readonly from: number;
    readonly to: number;
  }[];
  /** The lanes over time, drawn in characters, a line each. */
  readonly drawing: readonly string[];
  /** Where no order of the calls explains the answers: why, a sentence each. */
  readonly why: readonly string[];
}

/** One line of a repro as people read it. */
export interface ConversationLine {
  /** `C2 of order a by primary: 2 items`. */
  readonly step: string;
  /** What is special in it, one entry a mutation; empty where nothing is. */
  readonly special: readonly string[];
  /** `400 IncompleteCustomerDetailsError`; `no answer: …`. */
  readonly answer: string;
  /** Outcomes that the model admits of it. */
  readonly admitted: readonly string[];
  /** Where it is of calls that were made at once. */
  readonly race?: RaceLine;
}

/** How often what does not show each time did so when the same was tried several times. */
export interface Tries {
  readonly shown: number;
  readonly of: number;
}

/** The bodies of one request and its answer, with secrets masked. */
export interface ExchangeRecord {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly requestBody?: unknown;
  readonly status?: number;
  readonly responseBody?: unknown;
  readonly noAnswer?: string;
}

/** A rule broken by the target, told once however often it was seen. */
export interface Finding extends Breach {
  /** `must` and clear: the specification is broken. Unclear: only the strict reading is. */
  readonly kind: 'breaks the specification' | 'specification unclear here' | 'recommendation not followed';
  /** Breaches from the same cause, listed under it. */
  readonly alongside: readonly Breach[];
  /** HTTP requests of the campaign until it first showed. */
  readonly requestsToDetect: number;
  readonly requestsToShrink: number;
  /** How often it was seen in the campaign. */
  readonly sightings: number;
  /** `flaky`: it did not show again when the same scenario was run again. */
  readonly repeats: 'always' | 'flaky';
  /** Whether every smaller scenario was tried. */
  readonly complete: boolean;
  /** Of a finding that takes calls made at once, or was seen not to show each time: how often its scenario showed it. */
  readonly tries?: Tries;
  readonly conversation: readonly ConversationLine[];
  readonly scenario: Scenario;
  /** The repro's file, relative to the output directory. The command line writes it; the library writes no files. */
  readonly repro: string;
}

/** A repro's file: the minimal scenario, and what to look for in it. */
export interface Repro {
  readonly format: typeof REPRO_FORMAT;
  readonly version: string;
  readonly rule: RuleSummary;
  readonly call: string;
  readonly expected: string;
  readonly found: string;
  readonly conversation: readonly ConversationLine[];
  readonly scenario: Scenario;
  readonly exchanges: readonly ExchangeRecord[];
}

export interface Budgets {
  readonly seconds?: number;
  readonly scenarios?: number;
  readonly requests?: number;
}

/** How much of something was covered, and what was not, by name. */
export interface Part {
  readonly covered: number;
  readonly total: number;
  readonly missed: readonly string[];
}

export interface Coverage {
  /** Of those that the target can show: what it cannot is named apart, and why. */
  readonly transitions: Part & {
    readonly notShown: readonly { readonly transition: string; readonly reason: string }[];
  };
  /** Guards at the calls that they guard: each kept by a call that was accepted, and the reason that one was refused for. */
  readonly guards: {
    readonly total: number;
    readonly kept: number;
    readonly refused: number;
    readonly neverKept: readonly string[];
    readonly neverRefused: readonly string[];
  };
  /** Mutations at the calls at which they make sense. */
  readonly mutations: Part;
  /** Pairs of a role, a prepayment and a flow. */
  readonly pairs: Part;
  readonly rules: { readonly judged: number; readonly total: number; readonly never: readonly string[] };
  /** How often each rule was judged: passed or violated. */
  readonly judgedByRule: Readonly<Record<string, number>>;
}

/** What a campaign did for one feature of the Test Suite. */
export interface FeatureResult {
  readonly name: string;
  /** Scenarios and requests in which a rule that serves it could be judged. */
  readonly scenarios: number;
  readonly requests: number;
  /** Findings of rules that serve it. */
  readonly findings: number;
}

/** An order or proposal of the campaign's that may still stand. */
export interface Left {
  readonly url: string;
  /** The booking partner who made it. */
  readonly partner: string;
  readonly why: string;
}

/** How long changes took to show in feeds of one kind. */
export interface FeedLag {
  /** How many changes were seen to show. */
  readonly changes: number;
  /** The longest that one took. */
  readonly longestSeconds: number;
}

export type Ending = 'time' | 'scenarios' | 'requests' | 'interrupted' | 'target lost';

export interface CampaignResult {
  readonly format: typeof RESULT_FORMAT;
  readonly version: string;
  readonly target: string;
  readonly seed: number;
  readonly strict: boolean;
  readonly budgets: Budgets;
  readonly endedBy: Ending;
  readonly seconds: number;
  readonly requests: number;
  readonly scenarios: number;
  /** Whether so little could be put to the test that "nothing found" says nothing. */
  readonly provedNothing: boolean;
  readonly coverage: Coverage;
  /** The gravest first. */
  readonly findings: readonly Finding[];
  /** What was left out for this target, and why. */
  readonly switchedOff: readonly { readonly what: string; readonly reason: string }[];
  /** The Test Suite's features that were put to the test. */
  readonly features: readonly FeatureResult[];
  /** What became of the orders and proposals that the campaign made. */
  readonly bookings: { readonly made: number; readonly left: readonly Left[] };
  /** How long changes took to show in the feeds; of a kind of feed in which none was looked for, nothing. */
  readonly feedLag: { readonly open?: FeedLag; readonly orders?: FeedLag };
  /** What makes the result weaker than it looks, and what to do about it. */
  readonly health: readonly string[];
  /** Verdicts that could not be reached, by reason. */
  readonly inconclusive: Readonly<Record<string, number>>;
}

/** What the runner tells while it works; terminal and files only listen. */
export type CampaignEvent =
  | { readonly kind: 'started'; readonly target: string; readonly seed: number }
  | {
      readonly kind: 'progress';
      readonly seconds: number;
      readonly scenarios: number;
      readonly requests: number;
      readonly findings: number;
      readonly transitions: { readonly covered: number; readonly total: number };
      /** What is being done: `fuzzing`, `shrinking`, `replaying`. */
      readonly doing: string;
    }
  | { readonly kind: 'finding'; readonly finding: Finding; readonly exchanges: readonly ExchangeRecord[] }
  | { readonly kind: 'note'; readonly text: string }
  | { readonly kind: 'ended'; readonly result: CampaignResult };

/** An exchange of a replay. Where a header carries credentials, its value is words for whose they are. */
export interface ReplayExchange extends ExchangeRecord {
  /** What it was for: `C2 of order a by primary: 1 item`. */
  readonly step: string;
}

/** What a replay of a repro or a scenario showed. */
export interface ReplayResult {
  readonly verdict: 'reproduced' | 'not reproduced' | 'could not tell';
  /** Why it could not be told; or what was looked for. */
  readonly reason: string;
  /** Of a scenario with calls made at once: how often it was run, and what was looked for showed. */
  readonly tries?: Tries;
  readonly breaches: readonly Breach[];
  readonly conversation: readonly ConversationLine[];
  /** Those of the steps, after those that made their opportunities. */
  readonly exchanges: readonly ReplayExchange[];
}
