import type { OpportunityId } from '../protocol/ids.ts';
import type { NoAnswer } from '../protocol/exchange.ts';
import { readOpportunity, type OpportunityFacts, type OpportunityNeed, type Scenario } from '../model/index.ts';
import type { Session } from './options.ts';

/** Opportunities as scenarios need them: asked of the test interface ahead of their use, and looked up in the open feeds. */
export interface OpportunityPool {
  /** Asks for what some scenarios need, all at once, so that the feeds are read once for all of them. */
  prepare(scenarios: readonly Scenario[]): Promise<void>;
  /** The opportunities of one scenario, each used by it alone; or why they cannot be had. */
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

export function opportunityPool(session: Pick<Session, 'target' | 'clock'>): OpportunityPool {
  const { target, clock } = session;
  const ready = new Map<string, OpportunityId[]>();
  const refused = new Map<string, string>();
  /** An opportunity of each type that was seen before: it tells in which feeds the next one will come. */
  const example = new Map<string, OpportunityId>();
  let unanswered: NoAnswer | undefined;

  async function create(need: OpportunityNeed): Promise<void> {
    const key = keyOf(need);
    if (refused.has(key)) return;
    const made = await target.createOpportunity(need);
    if (made.kind === 'created') ready.set(key, [...(ready.get(key) ?? []), made.id]);
    else if (made.kind === 'refused') refused.set(key, `${need.criteria} ${need.type}: ${made.detail}`);
    else unanswered = made;
  }

  async function prepare(scenarios: readonly Scenario[]): Promise<void> {
    const types = new Set<string>();
    unanswered = undefined;
    for (const [key, { need, count }] of needsOf(scenarios)) {
      for (let missing = count - (ready.get(key)?.length ?? 0); missing > 0; missing -= 1) {
        await create(need);
        types.add(need.type);
      }
    }
    await show([...types]);
  }

  /** Reads the open feeds until they show what was made: first those in which such opportunities came before. */
  async function show(types: readonly string[]): Promise<void> {
    const missing = () => [...ready.values()].flat().filter((id) => bookableFacts(session, id) === undefined);
    if (missing().length === 0) return;
    const examples = types.map((type) => example.get(type));
    if (examples.every((id) => id !== undefined)) await target.opportunities.refresh(examples);
    for (const wait of [0, ...LOOK_AGAIN_MS]) {
      if (missing().length === 0) break;
      if (wait > 0) await clock.sleep(wait);
      await target.opportunities.refresh();
    }
    for (const [key, ids] of ready) {
      const type = key.split(' ')[1];
      const seen = ids.find((id) => bookableFacts(session, id) !== undefined);
      if (type !== undefined && seen !== undefined) example.set(type, seen);
    }
  }

  async function take(scenario: Scenario): Promise<Taken> {
    await prepare([scenario]);
    const opportunities = new Map<string, OpportunityFacts>();
    for (const [name, need] of Object.entries(scenario.opportunities)) {
      const key = keyOf(need);
      const reason = refused.get(key);
      if (reason !== undefined) return { kind: 'impossible', reason };
      const [id, ...rest] = ready.get(key) ?? [];
      if (id === undefined) {
        return unanswered
          ? { kind: 'no answer', answer: unanswered }
          : { kind: 'impossible', reason: `${key}: the test interface gave none` };
      }
      ready.set(key, rest);
      const facts = bookableFacts(session, id);
      if (facts === undefined) return { kind: 'impossible', reason: `${key}: made, but not in the open feeds` };
      opportunities.set(name, facts);
    }
    return { kind: 'taken', opportunities };
  }

  return { prepare, take, forget: () => ready.clear() };
}
