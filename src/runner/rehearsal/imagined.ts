import { readOpportunity, type OpportunityFacts, type OpportunityNeed, type Settings } from '../../model/index.ts';
import { sellerId, SELLERS, type SellerName } from '../../protocol/ids.ts';
import type { Criteria } from '../../protocol/test-interface.ts';
import { iri } from '../../protocol/vocabulary.ts';

/** A booking system that is only thought of: what its feeds would say. All of it stands at one moment. */

export const BASE_URL = 'https://imagined.example.com/api';

/** When everything in a rehearsal happens, in milliseconds since the epoch. */
export const NOW = Date.UTC(2030, 0, 7, 12);

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

export const sellerIri = (name: SellerName): string => `${BASE_URL}/sellers/${name}`;

/** What the sellers reconcile payments by. */
export const RECONCILIATION = { name: 'Points', accountId: 'SN1593', paymentProviderId: 'STRIPE' } as const;

/** The sellers as a configuration would name them. */
export const imaginedSellers = Object.fromEntries(
  SELLERS.map((name) => [
    name,
    {
      id: sellerId(sellerIri(name)),
      requestHeaders: {},
      taxMode: name === 'primary' ? 'TaxGross' : 'TaxNet',
      paymentReconciliationDetails: RECONCILIATION,
    } as const,
  ]),
);

const SPACES: Readonly<Partial<Record<Criteria, number>>> = {
  BookableNoSpaces: 0,
  BookableOneSpace: 1,
  BookableFiveSpaces: 5,
};

/** How far off the start is. */
const STARTS_IN: Readonly<Partial<Record<Criteria, number>>> = { BookableInPast: -2 * DAY };

const prepaymentOf = (criteria: Criteria): Settings['prepayment'] => {
  if (criteria.includes('PrepaymentOptional')) return 'Optional';
  if (criteria.includes('PrepaymentUnavailable')) return 'Unavailable';
  return criteria.startsWith('BookableFree') ? 'Free' : 'Required';
};

/** The currency of all that is imagined. */
export const CURRENCY = 'GBP';

function offerOf({ criteria, flow }: OpportunityNeed) {
  const prepayment = prepaymentOf(criteria);
  const requirements = [
    ...(flow === 'OpenBookingApprovalFlow' ? ['OpenBookingApproval'] : []),
    ...(criteria === 'BookableAttendeeDetails' ? ['OpenBookingAttendeeDetails'] : []),
    ...(criteria === 'BookableAdditionalDetails' ? ['OpenBookingIntakeForm'] : []),
  ];
  return {
    '@type': 'Offer',
    price: prepayment === 'Free' ? 0 : 10,
    priceCurrency: CURRENCY,
    ...(prepayment === 'Free' ? {} : { openBookingPrepayment: iri(prepayment) }),
    allowCustomerCancellationFullRefund: criteria !== 'BookableNotCancellable',
    ...(criteria === 'BookableCancellableOutsideWindow' ? { latestCancellationBeforeStartDate: 'P7D' } : {}),
    ...(criteria === 'BookableOutsideValidFromBeforeStartDate' ? { validFromBeforeStartDate: 'P1D' } : {}),
    ...(requirements.length > 0 ? { openBookingFlowRequirement: requirements.map(iri) } : {}),
  };
}

/** An opportunity that a need asks for, as the open feeds would publish it. `spaces`: other than the need would give. */
export function imagine(name: string, need: OpportunityNeed, spaces = SPACES[need.criteria] ?? 10): OpportunityFacts {
  const id = `${BASE_URL}/opportunities/${encodeURIComponent(name)}`;
  const starts = NOW + (STARTS_IN[need.criteria] ?? 3 * DAY);
  const facts = readOpportunity({
    '@type': 'ScheduledSession',
    '@id': id,
    startDate: new Date(starts).toISOString(),
    endDate: new Date(starts + HOUR).toISOString(),
    remainingAttendeeCapacity: spaces,
    organizer: {
      '@type': 'Organization',
      '@id': sellerIri(need.seller),
      taxMode: iri(need.seller === 'primary' ? 'TaxGross' : 'TaxNet'),
    },
    offers: [{ '@id': `${id}#/offers/1`, ...offerOf(need) }],
  });
  if (facts === undefined) throw new Error(`the opportunity ${name} has no id`);
  return facts;
}
