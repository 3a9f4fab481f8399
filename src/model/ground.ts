import type { SellerId, SellerName } from '../protocol/ids.ts';
import type { JsonObject } from '../protocol/json.ts';
import type { TaxMode } from '../protocol/vocabulary.ts';
import type { OpenData } from './open-data.ts';

/** A seller that the booking partners may book with. */
export interface SellerFacts {
  readonly id: SellerId;
  readonly name: SellerName;
  readonly taxMode: TaxMode | undefined;
  /** The payment details that the seller reconciles by, where the target is known to check them. */
  readonly reconciliation: JsonObject | undefined;
}

/** What is the same in all worlds: what the open feeds say, and what is known of the target. */
export interface Ground {
  readonly openData: OpenData;
  readonly sellers: readonly SellerFacts[];
  /** The Test Suite's feature names, each said to be implemented or not; a name that is not here is not known. */
  readonly features: Readonly<Record<string, boolean>>;
  /** Whether unclear clauses are read strictly. */
  readonly strict: boolean;
  /** How far the clock here may be off the booking system's, beyond what clocks usually are. */
  readonly clockSlackMs?: number;
}
