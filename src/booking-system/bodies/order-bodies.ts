import type { CheckpointName } from '../../protocol/calls.ts';
import type { JsonObject } from '../../protocol/json.ts';
import { CONTEXT, iri } from '../../protocol/vocabulary.ts';
import type { Lease } from '../leases.ts';
import type { Line } from '../lines.ts';
import { TAX_RATE, totalsOf, type Totals } from '../pricing.ts';
import { itemError } from '../problems.ts';
import type { Given, Offer, Order, OrderedItem, Proposal, Seller } from '../records.ts';
import { remaining } from '../spaces.ts';
import { taxOnLine, type Submission } from '../submission.ts';
import type { System } from '../system.ts';
import { omit } from './omit.ts';
import { instant, offerBody, opportunityBody } from './opportunity-bodies.ts';
import { BOOKING_SERVICE, sellerBody } from './people-bodies.ts';

const taxBody = (price: number): readonly JsonObject[] => [
  { '@type': 'TaxChargeSpecification', name: 'VAT at 20%', price, priceCurrency: 'GBP', rate: TAX_RATE },
];

/** `totalPaymentDue` and `totalPaymentTax`. */
function totalsBody({ due, tax, prepayment }: Totals): JsonObject {
  return {
    totalPaymentDue: {
      '@type': 'PriceSpecification',
      ...(prepayment && { openBookingPrepayment: iri(prepayment) }),
      price: due,
      priceCurrency: 'GBP',
    },
    ...(tax !== undefined && { totalPaymentTax: taxBody(tax) }),
  };
}

/** What surrounds the items in the responses to C1, C2, P and B. */
function partiesBody(system: System, given: Given, seller: Seller): JsonObject {
  return {
    bookingService: BOOKING_SERVICE,
    ...given,
    ...(!system.seams.pricing.calculatesTax(given, seller.taxMode) && { taxCalculationExcluded: true }),
    seller: sellerBody(seller),
  };
}

const acceptedOfferBody = (system: System, offer: Offer) => offerBody(offer, system.seams.pricing.acceptedPrice(offer));

const unitTaxBody = (tax: number | undefined): JsonObject =>
  tax === undefined ? {} : { unitTaxSpecification: taxBody(tax) };

const positionBody = (position: number | undefined): JsonObject => (position === undefined ? {} : { position });

function lineOpportunity(system: System, line: Line, holder: string): JsonObject {
  if (line.opportunity) {
    return opportunityBody(system.urls, line.opportunity, remaining(system, line.opportunity, holder));
  }
  return { ...(line.opportunityType && { '@type': line.opportunityType }), '@id': line.opportunityRef ?? '' };
}

function lineBody(system: System, line: Line, { given, holder }: Submission): JsonObject {
  const offer = line.offer ? acceptedOfferBody(system, line.offer) : { '@type': 'Offer', '@id': line.offerRef ?? '' };
  return {
    '@type': 'OrderItem',
    ...positionBody(line.position),
    ...(line.offerRef !== undefined && { acceptedOffer: offer }),
    ...(line.opportunityRef !== undefined && { orderedItem: lineOpportunity(system, line, holder) }),
    ...(line.offer && system.seams.details.asked(system.urls, line.offer.details, line.details)),
    ...system.seams.details.reflected(line.details),
    ...unitTaxBody(taxOnLine(system, line, given)),
    ...(line.problems.length > 0 && { error: line.problems.map(itemError) }),
  };
}

/** The items of a submission as a response shows them. */
export const linesBody = (system: System, submission: Submission) =>
  submission.lines.map((line) => lineBody(system, line, submission));

function withoutIdentifier(given: Given): Given {
  return given.payment ? { ...given, payment: omit(given.payment, 'identifier') } : given;
}

/** The OrderQuote that answers a C1 or C2. */
export function quoteBody(
  system: System,
  submission: Submission,
  seller: Seller,
  lease: Lease | undefined,
): JsonObject {
  return {
    '@context': CONTEXT,
    '@type': 'OrderQuote',
    '@id': system.urls.quote(submission.uuid),
    ...(lease && { lease: { '@type': 'Lease', leaseExpires: instant(lease.expires) } }),
    orderRequiresApproval: submission.lines.some(({ offer }) => offer?.needsApproval === true),
    ...partiesBody(system, withoutIdentifier(submission.given), seller),
    orderedItem: linesBody(system, submission),
    ...totalsBody(submission.totals),
  };
}

function itemState(system: System, uuid: string, item: OrderedItem, place: 'answer' | 'feed'): JsonObject {
  return {
    '@type': 'OrderItem',
    '@id': system.seams.shape.itemId(system.urls, uuid, item.number, place),
    orderItemStatus: iri(item.status),
    acceptedOffer: acceptedOfferBody(system, item.offer),
    ...unitTaxBody(item.tax),
    ...(item.status !== 'OrderItemProposed' && {
      accessCode: [{ '@type': 'PropertyValue', name: 'Pin Code', description: String(item.number).padStart(6, '0') }],
    }),
    ...(item.cancellationMessage !== undefined && { cancellationMessage: item.cancellationMessage }),
    ...(item.customerNotice !== undefined && { customerNotice: item.customerNotice }),
  };
}

/** What an order or a proposal costs as it stands. */
export function recordTotals(system: System, { items, prepayment, seller }: Order | Proposal): Totals {
  const { pricing } = system.seams;
  const totals = totalsOf(pricing, pricing.countsInOrder(items), seller.taxMode);
  const vanished = totals.due === 0 && prepayment !== 'Unavailable';
  return { ...totals, prepayment: vanished ? undefined : prepayment };
}

function proposalBody(system: System, { uuid, status, version }: Proposal): JsonObject {
  return {
    orderProposalStatus: iri(status),
    orderProposalVersion: `${system.urls.proposal(uuid)}/versions/${version}`,
  };
}

function headBody(system: System, record: Order | Proposal): JsonObject {
  const { urls } = system;
  return record.kind === 'order'
    ? { '@context': CONTEXT, '@type': 'Order', '@id': urls.order(record.uuid), identifier: record.uuid }
    : {
        '@context': CONTEXT,
        '@type': 'OrderProposal',
        '@id': urls.proposal(record.uuid),
        identifier: record.uuid,
        ...proposalBody(system, record),
      };
}

function recordItem(system: System, record: Order | Proposal, item: OrderedItem, remainingNow: number): JsonObject {
  return {
    ...itemState(system, record.uuid, item, 'answer'),
    ...system.seams.details.reflected(item.details),
    orderedItem: opportunityBody(system.urls, item.opportunity, remainingNow),
  };
}

/** An order or a proposal in full: what answers P and B (with positions) and what GET gives (without). */
export function recordBody(system: System, record: Order | Proposal, kind: CheckpointName | 'status'): JsonObject {
  const items = record.items.map((item) => ({
    ...(kind !== 'status' && positionBody(item.position)),
    ...recordItem(system, record, item, remaining(system, item.opportunity)),
  }));
  return {
    ...headBody(system, record),
    ...partiesBody(system, record.given, record.seller),
    orderedItem: items,
    ...totalsBody(recordTotals(system, record)),
  };
}

/** An order or a proposal as the orders feed shows it: no people, no payment, opportunities as references only. */
export function recordFeedBody(system: System, record: Order | Proposal): JsonObject {
  return {
    ...headBody(system, record),
    ...(!system.seams.pricing.calculatesTax(record.given, record.seller.taxMode) && { taxCalculationExcluded: true }),
    orderedItem: record.items.map((item) => ({
      ...itemState(system, record.uuid, item, 'feed'),
      orderedItem: item.opportunity.id,
    })),
    ...totalsBody(recordTotals(system, record)),
  };
}
