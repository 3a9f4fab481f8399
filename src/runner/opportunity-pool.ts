import pLimit from 'p-limit';
import type { OpportunityId } from '../protocol/ids.ts';
import type { NoAnswer } from '../protocol/exchange.ts';
import { readOpportunity, type OpportunityFacts, type OpportunityNeed, type Scenario } from '../model/index.ts';
import type { Session } from './options.ts';
import type { Lags } from './patience.ts';

/** Opportunities as scenarios need them: asked of the test interface ahead of their use, and looked up in the open feeds. */
export interface OpportunityPool {
  /** Asks for what some scenarios need, all at once, so that the feeds are read once for all of them. */
  prepare(scenarios: readonly Scenario[]): Promise<void>;
  /** The opportunities of one scenario, each used by it alone, given out in the order of the calls; or why they cannot be had. */
  take(scenario: Scenario): Promise<Taken>;
  /** Forgets all that is prepared: the dataset was deleted. */
  forget(): void;
}

export type Taken =
  | { readonly kind: 'taken'; readonly opportunities: ReadonlyMap<string, OpportunityFacts> }
  | { readonly kind: 'impossible'; readonly reason: string }
  | { readonly kind: 'no answer'; readonly answer: NoAnswer };

const keyOf = ({ type, criteria, seller, flow }: OpportunityNeed): string => `${criteria} ${type} ${seller} ${flow}`;

/** How long to wait before each further look at feeds that do not show a new opportunity yet. */
const LOOK_AGAIN_MS = [200, 800, 3_000, 6_000, 15_000, 30_000];
const LONGEST_WAIT_MS = 30_000;

const total = (waits: readonly number[]): number => waits.reduce((sum, wait) => sum + wait, 0);

/** As long as feeds may take to show any other change, they may take to show a new opportunity. */
function waitsFor(lookAgainMs: readonly number[]): readonly number[] {
  const waits = [...LOOK_AGAIN_MS];
  for (let left = total(lookAgainMs) - total(waits); left > 0; left -= LONGEST_WAIT_MS)
    waits.push(Math.min(left, LONGEST_WAIT_MS));
  return waits;
}

/** The facts of an opportunity that the open feeds show with an offer. */
function bookableFacts({ target }: Pick<Session, 'target'>, id: OpportunityId): OpportunityFacts | undefined {
  const seen = target.opportunities.get(id);
  const facts = seen?.state === 'updated' ? readOpportunity(seen.data) : undefined;
  return facts !== undefined && facts.offers.length > 0 ? facts : undefined;
}

/** How many opportunities of each kind some scenarios need. */
function needsOf(
  scenarios: readonly Scenario[],
): ReadonlyMap<string, { readonly need: OpportunityNeed; readonly count: number }> {
  const wanted = new Map<string, { readonly need: OpportunityNeed; readonly count: number }>();
  for (const scenario of scenarios) {
    for (const need of Object.values(scenario.opportunities)) {
      const key = keyOf(need);
      wanted.set(key, { need, count: (wanted.get(key)?.count ?? 0) + 1 });
    }
  }
  return wanted;
}

/** An opportunity that was asked for. */
interface Asked {
  readonly need: OpportunityNeed;
  /** Resolves to its id, or to why there is none. */
  readonly made: Promise<OpportunityId | NoAnswer | Refusal>;
  /** Resolves once the open feeds show it, or will not. */
  readonly shown: Promise<void>;
}

interface Refusal {
  readonly kind: 'refused';
  readonly reason: string;
}

export interface PoolOptions {
  /** How many opportunities are asked for at once. */
  readonly atOnce?: number;
  /** Waits with so many who need opportunities; false where the campaign ends first. */
  readonly pause?: (ms: number, waiting: number) => Promise<boolean>;
  /** Learns how long the open feeds take to show what was made. */
  readonly lags?: Lags;
}

const pausing = (clock: Session['clock']) => async (ms: number) => {
  await clock.sleep(ms);
  return true;
};

type Made = readonly { readonly id: OpportunityId; readonly type: string }[];

/** Reads the open feeds until they show what was made: first those in which such opportunities came before. */
function showing(
  session: Pick<Session, 'target' | 'clock' | 'lookAgainMs'>,
  { pause = pausing(session.clock), lags }: PoolOptions,
): (made: Made) => Promise<void> {
  const { target, clock } = session;
  /** An opportunity of each type that was seen before: it tells in which feeds the next one will come. */
  const example = new Map<string, OpportunityId>();
  return async (made) => {
    const shown = new Set<OpportunityId>();
    const isMissing = ({ id }: Made[number]) => {
      if (!shown.has(id) && bookableFacts(session, id) !== undefined) shown.add(id);
      return !shown.has(id);
    };
    if (!made.some(isMissing)) return;
    const began = clock.now();
    const examples = [...new Set(made.map(({ type }) => type))].map((type) => example.get(type));
    if (examples.every((id) => id !== undefined)) await target.opportunities.refresh(examples);
    for (const wait of [0, ...waitsFor(session.lookAgainMs)]) {
      if (!made.some(isMissing)) break;
      if (wait > 0 && !(await pause(wait, made.length))) return;
      await target.opportunities.refresh();
    }
    for (const each of made) if (!isMissing(each)) example.set(each.type, each.id);
    if (!made.some(isMissing)) lags?.note('open', clock.now() - began);
  };
}

/** The opportunities of the test interface. */
export function opportunityPool(
  session: Pick<Session, 'target' | 'clock' | 'lookAgainMs'>,
  options: PoolOptions = {},
): OpportunityPool {
  const { target } = session;
  const limit = pLimit(options.atOnce ?? 1);
  const ready = new Map<string, Asked[]>();
  const refused = new Map<string, Refusal>();
  const show = showing(session, options);

  async function create(need: OpportunityNeed): Promise<OpportunityId | NoAnswer | Refusal> {
    const known = refused.get(keyOf(need));
    if (known !== undefined) return known;
    const made = await target.createOpportunity(need);
    if (made.kind === 'created') return made.id;
    if (made.kind !== 'refused') return made;
    const refusal: Refusal = {
      kind: 'refused',
      reason: `${need.criteria} ${need.type} for ${need.flow}: ${made.detail}`,
    };
    refused.set(keyOf(need), refusal);
    return refusal;
  }

  /** Asks for opportunities, all of which are then looked for together. */
  function ask(needs: readonly OpportunityNeed[]): readonly Asked[] {
    const made = needs.map((need) => limit(() => create(need)));
    const shown = Promise.all(made).then((all) =>
      show(all.flatMap((id, index) => (typeof id === 'string' ? [{ id, type: needs[index]?.type ?? '' }] : []))),
    );
    return needs.map((need, index) => ({ need, made: made[index] ?? create(need), shown }));
  }

  function prepare(scenarios: readonly Scenario[]): Promise<void> {
    const missing = [...needsOf(scenarios)].flatMap(([key, { need, count }]) =>
      Array.from({ length: Math.max(0, count - (ready.get(key)?.length ?? 0)) }, () => need),
    );
    const asked = ask(missing);
    for (const each of asked) ready.set(keyOf(each.need), [...(ready.get(keyOf(each.need)) ?? []), each]);
    return asked[0]?.shown ?? Promise.resolve();
  }

  function reserve(scenario: Scenario): readonly (readonly [name: string, asked: Asked | undefined])[] {
    void prepare([scenario]);
    return Object.entries(scenario.opportunities).map(([name, need]) => {
      const [asked, ...rest] = ready.get(keyOf(need)) ?? [];
      ready.set(keyOf(need), rest);
      return [name, asked] as const;
    });
  }

  async function take(scenario: Scenario): Promise<Taken> {
    const opportunities = new Map<string, OpportunityFacts>();
    const hopeless = Object.values(scenario.opportunities).map((need) => refused.get(keyOf(need)));
    const refusal = hopeless.find((each) => each !== undefined);
    if (refusal !== undefined) return { kind: 'impossible', reason: refusal.reason };
    for (const [name, asked] of reserve(scenario)) {
      const made = await asked?.made;
      await asked?.shown;
      if (made === undefined) return { kind: 'impossible', reason: `${name}: the test interface gave none` };
      if (typeof made !== 'string') {
        return made.kind === 'refused'
          ? { kind: 'impossible', reason: made.reason }
          : { kind: 'no answer', answer: made };
      }
      const facts = bookableFacts(session, made);
      if (facts === undefined) {
        const what = asked === undefined ? name : keyOf(asked.need);
        return { kind: 'impossible', reason: `${what}: made, but not in the open feeds` };
      }
      opportunities.set(name, facts);
    }
    return { kind: 'taken', opportunities };
  }

  return { prepare, take, forget: () => ready.clear() };
}
