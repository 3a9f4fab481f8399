import { BOOKING_FLOWS, BROKER_ROLES, OPPORTUNITY_TYPES, PREPAYMENTS } from '../../../src/protocol/vocabulary.ts';
import type { TourScope } from '../../../src/runner/tour/index.ts';

/** A tour of a target that has everything. */
export const EVERYTHING: TourScope = {
  roles: BROKER_ROLES,
  prepayments: [...PREPAYMENTS, 'Free'],
  flows: BOOKING_FLOWS,
  opportunityTypes: OPPORTUNITY_TYPES,
  partners: 2,
  sellers: ['primary', 'secondary'],
  canWait: true,
};
