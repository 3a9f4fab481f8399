import type { OfferId, OpportunityId, PartnerName, SellerId, SellerName } from '../protocol/ids.ts';
import type { JsonObject } from '../protocol/json.ts';
import type { ItemDetails, OfferDetails } from './details.ts';
import type { OpportunityType, OrderItemStatus, Prepayment, ProposalStatus, TaxMode } from '../protocol/vocabulary.ts';

/** A length of time, as published and as reckoned with. */
export interface Period {
  /** ISO 8601: `P1D`. */
  readonly text: string;
  readonly ms: number;
}

/** Who provides the opportunities. */
export interface Seller {
  readonly name: SellerName;
  readonly id: SellerId;
  readonly taxMode: TaxMode;
  readonly tradingName: string;
}

/** An offer; it belongs to one opportunity, though a session publishes it with its series. */
export interface Offer {
  readonly id: OfferId;
  readonly name: string;
  readonly ages: { readonly minValue?: number; readonly maxValue?: number };
  /** In pounds; what it contains of tax depends on the seller's tax mode. */
  readonly price: number;
  /** Undefined: not published, so Required when the price is not 0. */
  readonly prepayment: Prepayment | undefined;
  readonly needsApproval: boolean;
  readonly details: OfferDetails;
  /** What the open feeds say that a broker has to be able to do (`openBookingFlowRequirement`). */
  readonly requirements: readonly string[];
  readonly cancellable: boolean;
  /** How long before the start it can last be cancelled. */
  readonly latestCancellation: Period | undefined;
  /** How long before the start it can first be booked. */
  readonly validFrom: Period | undefined;
}

/** A bookable opportunity and how many of its spaces are gone. */
export interface Opportunity {
  readonly id: OpportunityId;
  /** Part of every id that belongs to this opportunity. */
  readonly number: number;
  readonly type: OpportunityType;
  /** The test interface's dataset that it was created in. */
  readonly dataset: string;
  readonly seller: Seller;
  /** Undefined where it stands by itself. */
  readonly parentId: string | undefined;
  readonly name: string;
  /** Whether it can be attended from afar too. */
  readonly online: boolean;
  readonly offers: readonly Offer[];
  /** In milliseconds since the epoch; Infinity where it can be had at any time. */
  readonly startsAt: number;
  readonly endsAt: number;
  /** Infinity where it has no limit. */
  readonly capacity: number;
  /** Spaces that orders have taken. */
  booked: number;
  /** Spaces that leases and open proposals hold, by holder. */
  readonly holds: Map<string, number>;
}

/** One item of a proposal or an order. */
export interface OrderedItem {
  /** Unique in the booking system; the last part of its `@id`. */
  readonly number: number;
  readonly position: number | undefined;
  readonly opportunity: Opportunity;
  readonly offer: Offer;
  /** In pounds, for one unit; undefined where tax is not calculated. */
  readonly tax: number | undefined;
  readonly details: ItemDetails;
  status: OrderItemStatus;
  cancellationMessage?: string;
  customerNotice?: string;
}

/** What the broker said of the people and the payment, as far as it is kept and reflected. */
export interface Given {
  readonly brokerRole?: string;
  readonly broker?: JsonObject;
  readonly customer?: JsonObject;
  readonly payment?: JsonObject;
}

/** An order or a proposal: a UUID is one of the two, never both. */
export interface OrderRecord {
  readonly partner: PartnerName;
  readonly uuid: string;
  readonly seller: Seller;
  /** Equal for the same items and customer. */
  readonly fingerprint: string;
  readonly given: Given;
  readonly items: readonly OrderedItem[];
  /** `openBookingPrepayment` of the total as it was made; undefined where it is not published. */
  readonly prepayment: Prepayment | undefined;
}

/** A stored proposal. */
export interface Proposal extends OrderRecord {
  readonly kind: 'proposal';
  status: ProposalStatus;
  /** The UUID of its newest version. */
  version: string;
}

/** A stored order. */
export interface Order extends OrderRecord {
  readonly kind: 'order';
  /** The version of the proposal that it confirmed. */
  readonly confirmedVersion: string | undefined;
}

/** What stays of a deleted order, so that its UUID is not used again. */
export interface DeletedOrder {
  readonly kind: 'deleted';
  readonly partner: PartnerName;
  readonly uuid: string;
}

export type Stored = Proposal | Order | DeletedOrder;
