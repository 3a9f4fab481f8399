import type { OpportunityType } from '../protocol/vocabulary.ts';

/** Where an opportunity stands, and its parent, if it has one; `N` is its number. */
const OPPORTUNITY_PATHS: Record<OpportunityType, { readonly parent?: string; readonly id: string }> = {
  ScheduledSession: { parent: 'session-series/N', id: 'scheduled-sessions/N/events/N' },
  FacilityUseSlot: { parent: 'facility-uses/N', id: 'facility-uses/N/slots/N' },
  IndividualFacilityUseSlot: {
    parent: 'facility-uses/N/individual-facility-uses/1',
    id: 'facility-uses/N/individual-facility-uses/1/slots/N',
  },
  CourseInstance: { id: 'course-instances/N' },
  CourseInstanceSubEvent: { parent: 'course-instances/N', id: 'course-instances/N/events/N' },
  HeadlineEvent: { id: 'headline-events/N' },
  HeadlineEventSubEvent: { parent: 'headline-events/N', id: 'headline-events/N/events/N' },
  Event: { id: 'events/N' },
  OnDemandEvent: { id: 'on-demand-events/N' },
};

const EVENT = '(course-instances|headline-events|events|on-demand-events)/\\d+';
const SLOT = 'facility-uses/\\d+(/individual-facility-uses/\\d+)?/slots/\\d+';
const OPPORTUNITY_ID = new RegExp(`^(scheduled-sessions/\\d+/events/\\d+|${SLOT}|${EVENT}(/events/\\d+)?)$`);
const OFFER_ID = new RegExp(`^(session-series/\\d+|${SLOT}|${EVENT}(/events/\\d+)?)#/offers/\\d+$`);

/** The base URI of the API, relative to the dataset site. */
export const API_PATH = '/api/openbooking';

/** Every URL and `@id` of one booking system, whose origin is `http://127.0.0.1:{port}`. */
export function createUrls(origin: string) {
  const base = origin + API_PATH;
  const identifiers = `${origin}/api/identifiers/`;
  const has = (pattern: RegExp, id: string) => id.startsWith(identifiers) && pattern.test(id.slice(identifiers.length));
  return {
    datasetSite: `${origin}/`,
    base,
    feed: (name: string) => `${origin}/feeds/${name}`,
    opportunity: (type: OpportunityType, number: number) =>
      identifiers + OPPORTUNITY_PATHS[type].id.replaceAll('N', String(number)),
    parent: (type: OpportunityType, number: number) => {
      const path = OPPORTUNITY_PATHS[type].parent;
      return path === undefined ? undefined : identifiers + path.replaceAll('N', String(number));
    },
    /** The FacilityUse that an IndividualFacilityUse is part of. */
    aggregate: (number: number) => `${identifiers}facility-uses/${String(number)}`,
    place: (number: number) => `${identifiers}places/${String(number)}`,
    quote: (uuid: string) => `${base}/order-quotes/${uuid}`,
    proposal: (uuid: string) => `${base}/order-proposals/${uuid}`,
    order: (uuid: string) => `${base}/orders/${uuid}`,
    /** Whether an id has the form of this system's opportunity ids; it need not exist. */
    isOpportunityForm: (id: string) => has(OPPORTUNITY_ID, id),
    /** Whether an id has the form of this system's offer ids; it need not exist. */
    isOfferForm: (id: string) => has(OFFER_ID, id),
  };
}
export type Urls = ReturnType<typeof createUrls>;
