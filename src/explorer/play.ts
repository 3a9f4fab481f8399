import { PLAIN_CRITERIA } from '../generators/index.ts';
import {
  orderKey,
  SCENARIO_FORMAT,
  type OpportunityFacts,
  type OpportunityNeed,
  type OrderState,
  type Scenario,
  type Settings,
  type Step,
} from '../model/index.ts';
import { PARTNERS } from '../protocol/ids.ts';
import type { OpportunityType } from '../protocol/vocabulary.ts';
import {
  beginScenario,
  canonicalOf,
  idsOf,
  takeStep,
  type Canonical,
  type Naming,
  type OpportunityPool,
  type Renaming,
  type Running,
  type Session,
  type StepRun,
} from '../runner/index.ts';
import { OPPORTUNITY, type Letter } from './alphabet.ts';
import type { Slot } from './slots.ts';

/** What is the same for all conversations of one exploration. */
export interface Stage {
  readonly session: Session;
  readonly pool: OpportunityPool;
  readonly settings: Settings;
  readonly opportunityType: OpportunityType;
  readonly spaces: number;
  readonly slots: readonly Slot[];
  /** How many of the slots may be in use at once. */
  readonly orders: number;
  readonly renamings: readonly Renaming[];
  readonly letters: readonly Letter[];
}

/** A conversation under way, with an opportunity that it has to itself. */
export interface Play {
  readonly running: Running;
  readonly naming: Naming;
  /** What was done before the first letter: others take the spaces that are too many. */
  readonly setUp: readonly Step[];
  /** Every step so far. */
  readonly runs: StepRun[];
  /** What the opportunity's first offer costs, in pennies. */
  readonly price: number;
}

/** The order by which spaces are taken that an exploration is not to have. */
const OTHERS = 'others';

/** More spaces than this are not taken away. */
const MOST_TO_FILL = 50;

/** The opportunity that is asked for. One space is asked for as such, where nothing else is asked of it. */
function needOf({ settings, opportunityType, spaces }: Stage): OpportunityNeed {
  const { prepayment, flow } = settings;
  const criteria = spaces === 1 && prepayment === 'Required' ? 'BookableOneSpace' : PLAIN_CRITERIA[prepayment];
  return { type: opportunityType, criteria, seller: 'primary', flow };
}

/** Takes the spaces that are too many. */
function setUpFor({ settings, spaces }: Stage, remaining: number): readonly Step[] {
  const name = { order: OTHERS, partner: PARTNERS[0] };
  const items = Array.from({ length: remaining - spaces }, () => ({ opportunity: OPPORTUNITY }));
  if (items.length === 0) return [];
  return settings.flow === 'OpenBookingSimpleFlow'
    ? [{ do: 'B', ...name, items }]
    : [
        { do: 'P', ...name, items },
        { do: 'seller', action: 'accept-proposal', ...name },
        { do: 'B after P', ...name },
      ];
}

/** The conversation that some steps make. */
export const scenarioOf = (stage: Stage, steps: readonly Step[]): Scenario => ({
  format: SCENARIO_FORMAT,
  settings: stage.settings,
  opportunities: { [OPPORTUNITY]: needOf(stage) },
  steps,
});

function namingOf(stage: Stage, { bindings }: Running, facts: OpportunityFacts): Naming {
  return {
    keys: stage.slots.map(({ partner, order }) => {
      const uuid = bindings.uuids.get(order);
      if (uuid === undefined) throw new Error(`the order ${order} has no UUID`);
      return orderKey(partner, uuid);
    }),
    orders: stage.slots.map(({ order }) => order),
    ids: idsOf(facts, OPPORTUNITY),
  };
}

/** How many conversations are provided for at once. */
const AHEAD = 40;
/** So many opportunities are used, and then deleted, so that the target does not fill up. */
const CLEAR_UP_EVERY = 480;

/** Begins conversations, each with an opportunity of its own. */
export function playsOf(stage: Stage): () => Promise<Play | { readonly impossible: string }> {
  const { session, pool } = stage;
  const base = scenarioOf(
    stage,
    stage.letters.map(({ step }) => step),
  );
  let taken = 0;
  return async () => {
    if (taken > 0 && taken % CLEAR_UP_EVERY === 0) {
      await session.target.deleteDataset();
      pool.forget();
    }
    if (taken % AHEAD === 0) await pool.prepare(Array.from({ length: AHEAD }, () => base));
    taken += 1;
    const found = await pool.take(base);
    if (found.kind === 'impossible') return { impossible: found.reason };
    if (found.kind === 'no answer') return { impossible: `no answer: ${found.answer.detail}` };
    const facts = found.opportunities.get(OPPORTUNITY);
    const remaining = facts?.remaining;
    if (
      facts === undefined ||
      remaining === undefined ||
      remaining < stage.spaces ||
      remaining - stage.spaces > MOST_TO_FILL
    ) {
      return {
        impossible: `an opportunity of ${String(remaining ?? 'an unknown number of')} spaces came, where ${String(stage.spaces)} are to be explored`,
      };
    }
    const setUp = setUpFor(stage, remaining);
    const scenario = { ...base, steps: [...setUp, ...base.steps] };
    const running = beginScenario(session, scenario, found.opportunities);
    const play: Play = {
      running,
      naming: namingOf(stage, running, facts),
      setUp,
      runs: [],
      price: facts.offers[0]?.price ?? 0,
    };
    for (const step of setUp) await act(play, step);
    return play;
  };
}

/** Does one thing more. */
export async function act(play: Play, step: Step): Promise<StepRun> {
  const run = await takeStep(play.running, step);
  play.runs.push(run);
  return run;
}

/** The model's state of a conversation. */
export const stateOf = ({ running, naming }: Play, { renamings }: Stage): Canonical =>
  canonicalOf(running.watch.belief, naming, renamings);

/** The slots in which there is, or was, an order. */
export function usedSlots({ running, naming }: Play): readonly number[] {
  const { worlds } = running.watch.belief;
  return [...naming.keys.keys()].filter((slot) => {
    const key = naming.keys[slot];
    return key !== undefined && worlds.some(({ orders }) => orders[key] !== undefined);
  });
}

/** Where the orders stand, slot by slot, as far as all worlds agree. */
export function standing({ running, naming }: Play): readonly (OrderState | undefined)[] {
  const { worlds } = running.watch.belief;
  return naming.keys.map((key) => {
    const states = new Set(worlds.map(({ orders }) => orders[key]?.state ?? 'absent'));
    return states.size === 1 ? [...states][0] : undefined;
  });
}
