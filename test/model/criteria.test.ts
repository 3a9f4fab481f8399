import { expect } from 'chai';
import { iri } from '../../src/protocol/vocabulary.ts';
import type { Criteria } from '../../src/protocol/test-interface.ts';
import { meeting, readOpportunity } from '../../src/model/index.ts';
import { isObject } from '../../src/protocol/json.ts';
import { NOW, opportunityJson } from './fixture.ts';

/** Whether a session whose offer requires some things of the broker is taken for one of some criteria. */
function meets(criteria: Criteria, ...requirements: readonly string[]): boolean {
  const json = opportunityJson('x', { offer: { openBookingFlowRequirement: requirements.map(iri) } });
  const series = json['superEvent'];
  const organizer = isObject(series) && isObject(series['organizer']) ? series['organizer'] : {};
  const open = { ...(isObject(series) ? series : {}), organizer: { ...organizer, isOpenBookingAllowed: true } };
  const facts = readOpportunity({ ...json, superEvent: open });
  const wanted = { criteria, flow: 'OpenBookingSimpleFlow', seller: undefined } as const;
  return facts !== undefined && meeting(facts, wanted, NOW) !== undefined;
}

describe('what opportunities of the open feeds are taken for', () => {
  it('goes by the details that their offers ask for', () => {
    expect(meets('Bookable')).to.equal(true);
    expect(meets('Bookable', 'OpenBookingAttendeeDetails')).to.equal(false);
    expect(meets('BookableAttendeeDetails')).to.equal(false);
    expect(meets('BookableAttendeeDetails', 'OpenBookingAttendeeDetails')).to.equal(true);
    expect(meets('BookableAttendeeDetails', 'OpenBookingIntakeForm')).to.equal(false);
    expect(meets('BookableAdditionalDetails', 'OpenBookingIntakeForm')).to.equal(true);
    expect(meets('BookableAdditionalDetails', 'OpenBookingIntakeForm', 'OpenBookingMessageExchange')).to.equal(false);
  });
});
