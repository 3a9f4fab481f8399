import { get, getArray } from '../../../src/protocol/json.ts';
import type { Criteria } from '../../../src/protocol/test-interface.ts';
import type { CheckpointName } from '../../../src/protocol/calls.ts';
import { answers, ATTENDEE, attendee, call, none, type Details } from '../details.ts';
import { said, type Kit } from '../kit.ts';
import { testDefects, type Row } from './table.ts';

const saying = (criteria: Criteria, name: CheckpointName, details: Details) => async (kit: Kit) =>
  said((await call(kit, criteria, name, details)).answer);

const rows: readonly Row[] = [
  {
    id: 'attendee-details-not-demanded',
    talk: saying('BookableAttendeeDetails', 'C2', none),
    sound: '409 OrderQuote',
    defective: '200 OrderQuote',
  },
  {
    id: 'attendee-details-not-demanded-at-booking',
    talk: saying('BookableAttendeeDetails', 'B', none),
    sound: '409 UnableToProcessOrderItemError',
    defective: '201 Order',
  },
  {
    id: 'intake-form-not-demanded',
    talk: saying('BookableAdditionalDetails', 'C2', answers(null)),
    sound: '409 OrderQuote',
    defective: '200 OrderQuote',
  },
  {
    id: 'intake-answers-not-checked',
    talk: saying('BookableAdditionalDetails', 'C2', answers('ancient')),
    sound: '409 OrderQuote',
    defective: '200 OrderQuote',
  },
  {
    id: 'attendee-details-never-enough',
    talk: saying('BookableAttendeeDetails', 'C2', attendee),
    sound: '200 OrderQuote',
    defective: '409 OrderQuote',
  },
  {
    id: 'intake-form-not-shown',
    talk: async (kit) =>
      getArray((await call(kit, 'BookableAdditionalDetails', 'C2', none)).asked, 'orderItemIntakeForm').length,
    sound: 3,
    defective: 0,
  },
  {
    id: 'details-not-in-open-data',
    talk: async (kit) =>
      (await kit.make({ criteria: 'BookableAttendeeDetails' })).offers.map(
        (offer) => getArray(offer, 'openBookingFlowRequirement').length,
      ),
    sound: [1, 1],
    defective: [0, 0],
  },
  {
    id: 'details-error-without-instance',
    talk: async (kit) => get((await call(kit, 'BookableAttendeeDetails', 'C2', none)).errors[0], 'instance'),
    sound: 'https://schema.org/givenName',
    defective: undefined,
  },
  {
    id: 'intake-checkbox-required',
    talk: async (kit) =>
      getArray((await call(kit, 'BookableAdditionalDetails', 'C2', none)).asked, 'orderItemIntakeForm').map((field) =>
        get(field, 'valueRequired'),
      ),
    sound: [true, true, undefined],
    defective: [true, true, true],
  },
  {
    id: 'details-not-reflected',
    talk: async (kit) => get((await call(kit, 'BookableAttendeeDetails', 'B', attendee)).item, 'attendee'),
    sound: ATTENDEE.attendee,
    defective: undefined,
  },
  {
    id: 'attendee-enriched',
    talk: async (kit) =>
      get(get((await call(kit, 'BookableAttendeeDetails', 'B', attendee)).item, 'attendee'), 'telephone'),
    sound: undefined,
    defective: '01865 999999',
  },
];

testDefects('details', rows);
