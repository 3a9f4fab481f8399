import { expect } from 'chai';
import { OPPORTUNITY_TYPES } from '../../src/protocol/vocabulary.ts';
import { typesInFeeds } from '../../src/runner/opportunity-types.ts';

const feeds = (...types: readonly string[]) => types.map((type) => ({ type, url: `https://booking.test/${type}` }));

describe('the opportunity types of a target', () => {
  it('are those that its open feeds hold', () => {
    expect(typesInFeeds(OPPORTUNITY_TYPES, feeds('SessionSeries', 'ScheduledSession'))).to.deep.equal([
      'ScheduledSession',
    ]);
    expect(typesInFeeds(OPPORTUNITY_TYPES, feeds('IndividualFacilityUse', 'Slot'))).to.deep.equal([
      'IndividualFacilityUseSlot',
    ]);
    expect(typesInFeeds(OPPORTUNITY_TYPES, feeds('CourseInstance'))).to.deep.equal([
      'CourseInstance',
      'CourseInstanceSubEvent',
    ]);
  });

  it('are all that are asked for, where its feeds do not say what they hold', () => {
    expect(typesInFeeds(['Event'], feeds('SessionSeries'))).to.deep.equal(['Event']);
    expect(typesInFeeds(OPPORTUNITY_TYPES, feeds('', 'everything'))).to.deep.equal(OPPORTUNITY_TYPES);
  });
});
