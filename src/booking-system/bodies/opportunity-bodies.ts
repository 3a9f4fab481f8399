import type { JsonObject } from '../../protocol/json.ts';
import { WIRE_TYPES } from '../../protocol/test-interface.ts';
import { CONTEXT, iri } from '../../protocol/vocabulary.ts';
import { isSlot, PUBLICATIONS } from '../opportunity-types.ts';
import type { Offer, Opportunity } from '../records.ts';
import type { Urls } from '../urls.ts';
import { omit } from './omit.ts';
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
  return {
    ...offerBody(offer),
    ...(offer.requirements.length > 0 && { openBookingFlowRequirement: offer.requirements.map(iri) }),
  };
}

/** A day in ISO 8601. */
const day = (ms: number) => new Date(ms).toISOString().slice(0, 10);

/** When an opportunity is: a course over whole days, a video at any time. */
function times({ type, startsAt, endsAt }: Opportunity): JsonObject {
  if (startsAt === Infinity) return { duration: 'PT1H' };
  return type === 'CourseInstance'
    ? { startDate: day(startsAt), endDate: day(endsAt), duration: 'P1D' }
    : { startDate: instant(startsAt), endDate: instant(endsAt), duration: 'PT1H' };
}

const SCHEDULED = { eventStatus: 'https://schema.org/EventScheduled' };

/** What an opportunity is called, and where and what it is; its parent says it for it, if it has one. */
function description(urls: Urls, { type, number, name, online }: Opportunity): JsonObject {
  const who = { identifier: number, name, url: `https://example.com/activities/${String(number)}` };
  if (isSlot(type)) return { ...who, location: place(urls), facilityType: [SQUASH_COURT] };
  if (type === 'OnDemandEvent') return { ...who, activity: [RUNNING] };
  const mode = online ? 'MixedEventAttendanceMode' : 'OfflineEventAttendanceMode';
  return {
    ...who,
    location: place(urls),
    activity: [RUNNING],
    eventAttendanceMode: `https://schema.org/${mode}`,
    ...SCHEDULED,
  };
}

/** What each kind of parent says beside that. */
function parentTimes(type: string, { startsAt, endsAt }: Opportunity): JsonObject {
  switch (type) {
    case 'SessionSeries':
      return { eventSchedule: [WEEKLY] };
    case 'CourseInstance':
      return { eventSchedule: [WEEKLY], startDate: day(startsAt), endDate: day(endsAt), duration: 'P1D' };
    case 'HeadlineEvent':
      return { startDate: instant(startsAt), endDate: instant(endsAt), duration: 'PT1H' };
    default:
      return {};
  }
}

/** The parent, with what else is said of it; of an IndividualFacilityUse, the FacilityUse too that it is part of. */
function parent(urls: Urls, opportunity: Opportunity, more: JsonObject): JsonObject {
  const type = WIRE_TYPES[opportunity.type].parent?.type ?? '';
  const facts = {
    '@type': type,
    '@id': opportunity.parentId ?? '',
    ...description(urls, opportunity),
    ...parentTimes(type, opportunity),
    ...more,
  };
  if (opportunity.type !== 'IndividualFacilityUseSlot') return facts;
  const aggregateFacilityUse = { ...facts, '@type': 'FacilityUse', '@id': urls.aggregate(opportunity.number) };
  return { ...facts, name: 'Court 1', aggregateFacilityUse };
}

const seller = (opportunity: Opportunity): JsonObject => ({
  [WIRE_TYPES[opportunity.type].seller]: publicSellerBody(opportunity.seller),
});

/** The item of the parent's open feed. */
export function parentItem(urls: Urls, opportunity: Opportunity): JsonObject {
  return {
    '@context': [CONTEXT],
    ...parent(urls, opportunity, seller(opportunity)),
    ...(PUBLICATIONS[opportunity.type].offersInherited && { offers: opportunity.offers.map(publicOfferBody) }),
  };
}

/** What open feeds and bookings say alike of an opportunity; `remaining` in spaces. */
function opportunityFacts(urls: Urls, opportunity: Opportunity, remaining: number): JsonObject {
  const { type, id, number, parentId, capacity } = opportunity;
  const { spaces } = PUBLICATIONS[type];
  return {
    '@type': WIRE_TYPES[type].type,
    '@id': id,
    ...(parentId === undefined ? description(urls, opportunity) : { identifier: number }),
    ...times(opportunity),
    ...(type === 'CourseInstance' && { eventSchedule: [WEEKLY] }),
    ...(parentId !== undefined && !isSlot(type) && SCHEDULED),
    ...(spaces && { [spaces[0]]: capacity, [spaces[1]]: remaining }),
  };
}

/** What an opportunity's open feed says of its parent. */
function reference(urls: Urls, opportunity: Opportunity): JsonObject {
  const { property } = WIRE_TYPES[opportunity.type].parent ?? {};
  const { embedded, holdsParent } = PUBLICATIONS[opportunity.type];
  if (property === undefined || embedded) return {};
  return { [property]: holdsParent ? omit(parentItem(urls, opportunity), '@context') : (opportunity.parentId ?? '') };
}

/** The item of the opportunity's open feed. */
export function opportunityItem(urls: Urls, opportunity: Opportunity, remaining: number): JsonObject {
  const { type, parentId, offers } = opportunity;
  return {
    '@context': [CONTEXT],
    ...opportunityFacts(urls, opportunity, remaining),
    ...reference(urls, opportunity),
    ...(parentId === undefined && seller(opportunity)),
    ...(!PUBLICATIONS[type].offersInherited && { offers: offers.map(publicOfferBody) }),
  };
}

/** The opportunity as booking responses show it (#opportunity-data-properties). */
export function opportunityBody(urls: Urls, opportunity: Opportunity, remaining: number): JsonObject {
  const { property } = WIRE_TYPES[opportunity.type].parent ?? {};
  return {
    ...opportunityFacts(urls, opportunity, remaining),
    ...(property && { [property]: parent(urls, opportunity, {}) }),
  };
}
