import { sellerId, type OpportunityId } from '../protocol/ids.ts';
import { get, getString, idOf, isObject, type JsonObject } from '../protocol/json.ts';
import { TAX_MODES, termOf } from '../protocol/vocabulary.ts';
import { openDataOf, type Ground, type OpportunityFacts, type SellerFacts } from '../model/index.ts';
import type { RecordingFacts } from './logged.ts';
import type { OpportunityBook } from './opportunities.ts';

/** What a recording has told of what is the same in all worlds: opportunities, and the sellers' tax modes. */
export interface Knowledge {
  /** Notes the seller that an answer shows. */
  learnSeller(order: JsonObject): void;
  /** What is known of some opportunities and the sellers that matter for them. */
  ground(
    opportunities: readonly OpportunityId[],
    sellers: readonly (string | undefined)[],
    at: number | undefined,
  ): Ground;
}

/** More sellers than this are not remembered. */
const MOST_SELLERS = 5_000;

export function knowledgeOf(book: OpportunityBook, facts: RecordingFacts): Knowledge {
  const sellers = new Map<string, SellerFacts>();

  function learn(id: string, mode: SellerFacts['taxMode']): void {
    if (mode === undefined || sellers.get(id)?.taxMode === mode) return;
    if (sellers.size >= MOST_SELLERS) sellers.clear();
    sellers.set(id, { id: sellerId(id), name: 'primary', taxMode: mode, reconciliation: undefined });
  }

  return {
    learnSeller: (order) => {
      const seller = get(order, 'seller');
      const id = idOf(seller);
      if (isObject(seller) && id !== undefined) learn(id, termOf(getString(seller, 'taxMode'), TAX_MODES));
    },
    ground: (opportunities, named, at) => {
      const known = opportunities
        .map((id) => book.facts(id, at))
        .filter((each): each is OpportunityFacts => each !== undefined);
      for (const { seller, taxMode } of known) if (seller !== undefined) learn(seller, taxMode);
      const ids = new Set([...named, ...known.map(({ seller }) => seller)]);
      return {
        openData: openDataOf(known, false),
        sellers: [...ids].map((id) => sellers.get(id ?? '')).filter((seller) => seller !== undefined),
        features: facts.features,
        strict: false,
        clockSlackMs: facts.clockSlackMs,
      };
    },
  };
}
