import { getArray } from '../../../src/protocol/json.ts';
import { answers, call, none } from '../details.ts';
import { said, type Kit } from '../kit.ts';
import type { Row } from './row.ts';

/** How many errors a C2 without the details of the attendee gives. */
const errorsAtC2 = async (kit: Kit) => (await call(kit, 'BookableAttendeeDetails', 'C2', none)).errors.length;

export const DETAILS_ROWS: readonly Row[] = [
  {
    id: 'details-wanted-at-c1',
    talk: async (kit) => said((await call(kit, 'BookableAttendeeDetails', 'C1', none)).answer),
    usual: '200 OrderQuote',
    varied: '409 OrderQuote',
  },
  { id: 'first-missing-detail-only', talk: errorsAtC2, usual: 2, varied: 1 },
  {
    id: 'items-without-details-leased',
    talk: async (kit) => kit.shown((await call(kit, 'BookableAttendeeDetails', 'C2', none)).made),
    // C1 has leased one already.
    usual: 9,
    varied: 8,
  },
  {
    id: 'form-not-shown-once-answered',
    talk: async (kit) =>
      getArray((await call(kit, 'BookableAdditionalDetails', 'C2', answers())).item, 'orderItemIntakeForm').length,
    usual: 3,
    varied: 0,
  },
  {
    id: 'bookable-needs-details',
    talk: async (kit) => said((await call(kit, 'Bookable', 'C2', none)).answer),
    usual: '200 OrderQuote',
    varied: '409 OrderQuote',
  },
  {
    id: 'no-details-capture',
    talk: async (kit) => (await kit.make({ criteria: 'BookableAttendeeDetails' })).id !== '',
    usual: true,
    varied: false,
  },
];
