/** Identifiers that must not be mixed up, as branded strings. */

declare const brand: unique symbol;
type Branded<Base, Name extends string> = Base & { readonly [brand]: Name };

/** The UUID that a broker gives to an order, unique within one booking partner's credentials only. */
export type OrderUuid = Branded<string, 'OrderUuid'>;
/** The `@id` of an opportunity: an absolute URI of the booking system's. */
export type OpportunityId = Branded<string, 'OpportunityId'>;
/** The `@id` of an offer. */
export type OfferId = Branded<string, 'OfferId'>;
/** The `@id` of a seller. */
export type SellerId = Branded<string, 'SellerId'>;
/** The `@id` of an OrderItem, given by the booking system at P or B. */
export type OrderItemId = Branded<string, 'OrderItemId'>;

export const orderUuid = (text: string) => text as OrderUuid;
export const opportunityId = (text: string) => text as OpportunityId;
export const offerId = (text: string) => text as OfferId;
export const sellerId = (text: string) => text as SellerId;
export const orderItemId = (text: string) => text as OrderItemId;

export const PARTNERS = ['primary', 'secondary'] as const;
/** A booking partner: one set of credentials, by the Test Suite's names. */
export type PartnerName = (typeof PARTNERS)[number];

/**
 * The partner in a place of the order in which they are met, from 0. A configuration names two; recorded traffic may
 * have more, which are told apart all the same.
 */
export const partnerNumbered = (place: number): PartnerName =>
  PARTNERS[place] ?? (`partner-${String(place + 1)}` as PartnerName);

export const SELLERS = ['primary', 'secondary'] as const;
/** A seller, by the Test Suite's names. */
export type SellerName = (typeof SELLERS)[number];

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Whether a text is a UUID in the form of RFC 4122. */
export const isUuid = (text: string) => UUID.test(text);
