import { setImmediate } from 'node:timers/promises';
import { sellerId, type OpportunityId } from '../protocol/ids.ts';
import { OPPORTUNITY_TYPES, type OpportunityType } from '../protocol/vocabulary.ts';
import {
  meeting,
  opportunityTypeOf,
  readOpportunity,
  type OpportunityFacts,
  type OpportunityNeed,
  type Scenario,
} from '../model/index.ts';
import type { OpportunityPool, Taken } from './opportunity-pool.ts';
import type { Session } from './options.ts';

/** Opportunities that are in the open feeds, where others book them too: looked for by the test interface's criteria. */

/** Feeds are read on when so many scenarios have taken opportunities. */
const READ_ON_EVERY = 50;
/** After so many that were looked at, others have their turn. */
const LOOKS_IN_A_TURN = 500;

/** The search for what meets one need: where it stands, and what met it. */
interface Search {
  next: number;
  readonly met: OpportunityId[];
}

const keyOf = ({ type, criteria, seller, flow }: OpportunityNeed): string => `${criteria} ${type} ${seller} ${flow}`;

const noneFor = ({ type, criteria, flow }: OpportunityNeed) => ({
  kind: 'impossible' as const,
  reason: `${criteria} ${type} for ${flow}: none in the open feeds meets it`,
});

export function foundOpportunities(session: Pick<Session, 'target' | 'clock' | 'sellers'>): OpportunityPool {
  const { target, clock, sellers } = session;
  const byType = new Map<OpportunityType, OpportunityId[]>(OPPORTUNITY_TYPES.map((type) => [type, []]));
  const known = new Set<OpportunityId>();
  const searches = new Map<string, Search>();
  /** How often each was used: those that were used least are given first. */
  const uses = new Map<OpportunityId, number>();
  const usesOf = (id: OpportunityId) => uses.get(id) ?? 0;
  let taken = 0;

  /** Reads the feeds on, and sorts what is new in them. */
  async function read(): Promise<void> {
    await target.opportunities.refresh();
    for (const id of target.opportunities.ids()) {
      if (known.has(id)) continue;
      known.add(id);
      const type = opportunityTypeOf(target.opportunities.get(id)?.data ?? {});
      if (type !== undefined) byType.get(type)?.push(id);
    }
  }
  const firstRead = read();

  function factsFor(need: OpportunityNeed, id: OpportunityId): OpportunityFacts | undefined {
    const seen = target.opportunities.get(id);
    const facts = seen?.state === 'updated' ? readOpportunity(seen.data) : undefined;
    const seller = sellers[need.seller]?.id;
    const wanted = { ...need, seller: seller === undefined ? undefined : sellerId(seller) };
    return facts && meeting(facts, wanted, clock.now());
  }

  /** One that meets a need and is not given yet: a fresh one if there is any, or else the one that was used least. */
  async function choose(need: OpportunityNeed, given: ReadonlySet<string>): Promise<OpportunityFacts | undefined> {
    const search = searches.get(keyOf(need)) ?? { next: 0, met: [] };
    searches.set(keyOf(need), search);
    const all = byType.get(need.type) ?? [];
    const fresh = search.met.filter((id) => usesOf(id) === 0 && !given.has(id));
    for (const id of fresh) {
      const facts = factsFor(need, id);
      if (facts) return facts;
    }
    for (let looks = 1; search.next < all.length; looks += 1) {
      const id = all[search.next];
      search.next += 1;
      const facts = id === undefined ? undefined : factsFor(need, id);
      if (id !== undefined && facts !== undefined) {
        search.met.push(id);
        if (usesOf(id) === 0 && !given.has(id)) return facts;
      }
      if (looks % LOOKS_IN_A_TURN === 0) await setImmediate();
    }
    const used = search.met.filter((id) => !given.has(id)).sort((one, other) => usesOf(one) - usesOf(other));
    return used.map((id) => factsFor(need, id)).find((facts) => facts !== undefined);
  }

  async function choices(scenario: Scenario): Promise<Taken> {
    await firstRead;
    const opportunities = new Map<string, OpportunityFacts>();
    for (const [name, need] of Object.entries(scenario.opportunities)) {
      const chosen = await choose(need, new Set([...opportunities.values()].map(({ id }) => id)));
      if (chosen === undefined) {
        return noneFor(need);
      }
      uses.set(chosen.id, usesOf(chosen.id) + 1);
      opportunities.set(name, chosen);
    }
    return { kind: 'taken', opportunities };
  }

  let turn: Promise<unknown> = firstRead;
  function take(scenario: Scenario): Promise<Taken> {
    taken += 1;
    if (taken % READ_ON_EVERY === 0) void read();
    const mine = turn.then(() => choices(scenario));
    turn = mine;
    return mine;
  }

  return { prepare: () => Promise.resolve(), take, forget: () => undefined };
}
