import { criteriaInUse } from '../generators/index.ts';
import {
  meeting,
  opportunityTypeOf,
  readOpportunity,
  type OpportunityFacts,
  type OpportunityNeed,
} from '../model/index.ts';
import { SELLERS, sellerId } from '../protocol/ids.ts';
import { BOOKING_FLOWS, OPPORTUNITY_TYPES, type OpportunityType } from '../protocol/vocabulary.ts';
import type { Session } from './options.ts';

/** What a campaign can have of the open feeds: no scenario is drawn that needs something else. */

/** Of large feeds so many are looked at, from their beginning to their end. */
const MOST_LOOKED_AT = 8_000;
/** And so many of one type. */
const MOST_OF_A_TYPE = 1_000;

/** So many of a list, spread evenly over it. */
function spread<Value>(all: readonly Value[], most: number): readonly Value[] {
  const stride = Math.max(1, Math.ceil(all.length / most));
  return all.filter((_, index) => index % stride === 0);
}

function factsByType({ target }: Pick<Session, 'target'>): ReadonlyMap<OpportunityType, readonly OpportunityFacts[]> {
  const found = new Map<OpportunityType, OpportunityFacts[]>(OPPORTUNITY_TYPES.map((type) => [type, []]));
  for (const id of spread([...target.opportunities.ids()], MOST_LOOKED_AT)) {
    const seen = target.opportunities.get(id);
    const type = seen?.state === 'updated' ? opportunityTypeOf(seen.data) : undefined;
    const facts = seen && type && readOpportunity(seen.data);
    if (facts) found.get(type)?.push(facts);
  }
  return found;
}

/** Every need that something in the open feeds meets now. */
export async function obtainableFrom(
  session: Pick<Session, 'target' | 'clock' | 'sellers'>,
): Promise<readonly OpportunityNeed[]> {
  const { target, clock, sellers } = session;
  await target.opportunities.refresh();
  const found: OpportunityNeed[] = [];
  for (const [type, all] of factsByType(session)) {
    const some = spread(all, MOST_OF_A_TYPE);
    for (const seller of SELLERS) {
      const id = sellers[seller]?.id;
      if (id === undefined) continue;
      for (const flow of BOOKING_FLOWS) {
        for (const criteria of criteriaInUse()) {
          const wanted = { criteria, flow, seller: sellerId(id) };
          if (some.some((facts) => meeting(facts, wanted, clock.now()) !== undefined))
            found.push({ type, criteria, seller, flow });
        }
      }
    }
  }
  return found;
}
