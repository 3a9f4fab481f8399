import type { JsonObject } from '../../protocol/json.ts';
import { WIRE_TYPES } from '../../protocol/test-interface.ts';
import { CONTEXT, iri } from '../../protocol/vocabulary.ts';
import type { Offer, Opportunity } from '../records.ts';
import type { Urls } from '../urls.ts';
import { publicSellerBody } from './people-bodies.ts';

/** An instant in ISO 8601, to the second. */
export const instant = (ms: number) => `${new Date(ms).toISOString().slice(0, 19)}Z`;

const RUNNING = {
  '@type': 'Concept',
  '@id': 'https://openactive.io/activity-list#72ddb2dc-7d75-424e-880a-d90eabe91381',
  prefLabel: 'Running',
  inScheme: 'https://openactive.io/activity-list',
};

const WEEKLY = { '@type': 'PartialSchedule', repeatFrequency: 'P1W' };

const SQUASH_COURT = {
  '@type': 'Concept',
  '@id': 'https://openactive.io/facility-types#a1f82b7a-1258-4d9a-8dc5-bfc2ae961651',
  prefLabel: 'Squash Court',
  inScheme: 'https://openactive.io/facility-types',
};

function place(urls: Urls): JsonObject {
  return {
    '@type': 'Place',
    '@id': urls.place(1),
    identifier: 1,
    name: 'Post-ercise Plaza',
    description: 'A hall, two courts and a pool in the middle of Oxford.',
    url: 'https://example.com/places/1',
    telephone: '01865 000001',
    address: {
      '@type': 'PostalAddress',
      streetAddress: 'Kings Mead House',
      addressLocality: 'Oxford',
      addressRegion: 'Oxfordshire',
      postalCode: 'OX1 1AA',
      addressCountry: 'GB',
    },
    geo: { '@type': 'GeoCoordinates', latitude: 51.7502, longitude: -1.2674 },
    amenityFeature: [
      { '@type': 'ChangingFacilities', name: 'Changing Facilities', value: true },
      { '@type': 'Showers', name: 'Showers', value: true },
      { '@type': 'Towels', name: 'Towels', value: false },
    ],
  };
}

/** An offer as booking responses show it: without what only the open feeds say. */
export function offerBody(offer: Offer, price: number = offer.price): JsonObject {
  return {
    '@type': 'Offer',
    '@id': offer.id,
    name: offer.name,
    ageRestriction: { '@type': 'QuantitativeValue', ...offer.ages },
    allowCustomerCancellationFullRefund: offer.cancellable,
    ...(offer.latestCancellation && { latestCancellationBeforeStartDate: offer.latestCancellation.text }),
    ...(offer.validFrom && { validFromBeforeStartDate: offer.validFrom.text }),
    ...(offer.prepayment && { openBookingPrepayment: iri(offer.prepayment) }),
    price,
    priceCurrency: 'GBP',
  };
}

/** An offer as the open feeds publish it. */
function publicOfferBody(offer: Offer): JsonObject {
  return offer.needsApproval
    ? { ...offerBody(offer), openBookingFlowRequirement: [iri('OpenBookingApproval'), iri('OpenBookingNegotiation')] }
    : offerBody(offer);
}

/** Series and facility uses hold what their sessions and slots share. */
function parentFacts(urls: Urls, opportunity: Opportunity): JsonObject {
  const isSession = opportunity.type === 'ScheduledSession';
  return {
    '@type': WIRE_TYPES[opportunity.type].parentType,
    '@id': opportunity.parentId,
    identifier: opportunity.number,
    name: opportunity.name,
    url: `https://example.com/activities/${String(opportunity.number)}`,
    location: place(urls),
    ...(isSession
      ? {
          activity: [RUNNING],
          eventSchedule: [WEEKLY],
          eventAttendanceMode: 'https://schema.org/OfflineEventAttendanceMode',
          eventStatus: 'https://schema.org/EventScheduled',
        }
      : { facilityType: [SQUASH_COURT] }),
  };
}

/** The parent, with what else is said of it; of an IndividualFacilityUse, the FacilityUse too that it is part of. */
function parent(urls: Urls, opportunity: Opportunity, more: JsonObject): JsonObject {
  const facts = { ...parentFacts(urls, opportunity), ...more };
  if (opportunity.type !== 'IndividualFacilityUseSlot') return facts;
  const aggregateFacilityUse = { ...facts, '@type': 'FacilityUse', '@id': urls.aggregate(opportunity.number) };
  return { ...facts, name: 'Court 1', aggregateFacilityUse };
}

/** The item of the parent's open feed. */
export function parentItem(urls: Urls, opportunity: Opportunity): JsonObject {
  const { seller } = WIRE_TYPES[opportunity.type];
  return {
    '@context': [CONTEXT],
    ...parent(urls, opportunity, { [seller]: publicSellerBody(opportunity.seller) }),
    ...(opportunity.type === 'ScheduledSession' && { offers: opportunity.offers.map(publicOfferBody) }),
  };
}

/** What open feeds and bookings say alike of an opportunity; `remaining` in spaces. */
function opportunityFacts(opportunity: Opportunity, remaining: number): JsonObject {
  const isSession = opportunity.type === 'ScheduledSession';
  return {
    '@type': WIRE_TYPES[opportunity.type].type,
    '@id': opportunity.id,
    identifier: opportunity.number,
    startDate: instant(opportunity.startsAt),
    endDate: instant(opportunity.endsAt),
    duration: 'PT1H',
    ...(isSession
      ? {
          eventStatus: 'https://schema.org/EventScheduled',
          maximumAttendeeCapacity: opportunity.capacity,
          remainingAttendeeCapacity: remaining,
        }
      : { maximumUses: opportunity.capacity, remainingUses: remaining }),
  };
}

/** The item of the opportunity's open feed. */
export function opportunityItem(opportunity: Opportunity, remaining: number): JsonObject {
  return {
    '@context': [CONTEXT],
    ...opportunityFacts(opportunity, remaining),
    [WIRE_TYPES[opportunity.type].parentProperty]: opportunity.parentId,
    ...(opportunity.type !== 'ScheduledSession' && { offers: opportunity.offers.map(publicOfferBody) }),
  };
}

/** The opportunity as booking responses show it (#opportunity-data-properties). */
export function opportunityBody(urls: Urls, opportunity: Opportunity, remaining: number): JsonObject {
  return {
    ...opportunityFacts(opportunity, remaining),
    [WIRE_TYPES[opportunity.type].parentProperty]: parent(urls, opportunity, {}),
  };
}
