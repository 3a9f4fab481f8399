import { expect } from 'chai';
import { opportunityId } from '../../src/protocol/ids.ts';
import type { JsonObject } from '../../src/protocol/json.ts';
import { createOpportunityStore } from '../../src/target/opportunities.ts';

const SERIES = 'https://example.com/series/1';
const SESSION = opportunityId('https://example.com/sessions/1');
const FACILITY = 'https://example.com/facility/1';
const COURT = opportunityId('https://example.com/facility/1/court/1');
const SLOT = opportunityId('https://example.com/slots/1');

const series = { '@context': 'https://openactive.io/', '@type': 'SessionSeries', '@id': SERIES, name: 'Yoga' };
const offer = (id: string, price: number) => ({ '@type': 'Offer', '@id': id, price });

/** A store that holds these items, each `[feed, data]`; data of undefined: the item of that id is deleted. */
function storeOf(...items: readonly (readonly [feed: string, id: string, data: JsonObject | undefined])[]) {
  const store = createOpportunityStore();
  for (const [feed, id, data] of items) {
    const state = data === undefined ? 'deleted' : 'updated';
    store.add(feed, { page: feed, position: 0, id, kind: 'k', state, modified: '1', data, readAt: 0 });
  }
  return store;
}

describe('an opportunity', () => {
  it('has its parent embedded, in whatever order they came', () => {
    const session = { '@type': 'ScheduledSession', '@id': SESSION, superEvent: SERIES, duration: 'PT1H' };
    const expected = {
      '@type': 'ScheduledSession',
      '@id': SESSION,
      superEvent: { '@type': 'SessionSeries', '@id': SERIES, name: 'Yoga' },
      duration: 'PT1H',
    };
    const childFirst = storeOf(['sessions', '1', session], ['series', '1', series]);
    expect(childFirst.get(SESSION)!.data).to.deep.equal(expected);
    expect(storeOf(['series', '1', series], ['sessions', '1', session]).get(SESSION)!.data).to.deep.equal(expected);
    expect(storeOf(['sessions', '1', session]).get(SESSION)!.data).to.deep.equal(session);
  });

  it("has its own offers, then its parent's that it does not override", () => {
    const parent = { ...series, offers: [offer('#a', 1), offer('#a', 2), offer('#b', 3)] };
    const session = {
      '@id': SESSION,
      superEvent: { '@type': 'SessionSeries', '@id': SERIES },
      offers: [offer('#b', 9)],
    };
    const { data } = storeOf(['series', '1', parent], ['sessions', '1', session]).get(SESSION)!;
    expect(data['offers']).to.deep.equal([offer('#b', 9), offer('#a', 1), offer('#a', 2)]);
  });

  it('is known by the feeds that it and its parents came in', () => {
    const store = storeOf(['series', '1', series], ['sessions', '1', { '@id': SESSION, superEvent: SERIES }]);
    expect([...store.feedsOf(SESSION)]).to.deep.equal(['sessions', 'series']);
    expect([...store.feedsOf(SLOT)]).to.deep.equal([]);
  });

  it('of an IndividualFacilityUse inside a FacilityUse has both above it', () => {
    const court = { '@type': 'IndividualFacilityUse', '@id': COURT, name: 'Court 1' };
    const facility = {
      '@context': 'https://openactive.io/',
      '@type': 'FacilityUse',
      '@id': FACILITY,
      offers: [offer('#f', 4)],
      individualFacilityUse: [court, { ...court, '@id': 'other' }],
    };
    const slot = { '@type': 'Slot', '@id': SLOT, facilityUse: COURT, remainingUses: 1 };
    expect(storeOf(['facilities', '1', facility], ['slots', '1', slot]).get(SLOT)!.data).to.deep.equal({
      ...slot,
      facilityUse: {
        ...court,
        aggregateFacilityUse: { '@type': 'FacilityUse', '@id': FACILITY, offers: [offer('#f', 4)] },
        offers: [offer('#f', 4)],
      },
      offers: [offer('#f', 4)],
    });
  });

  it('embedded in its series is found, and gone when the series leaves it out', () => {
    const full = { ...series, subEvent: [{ '@type': 'ScheduledSession', '@id': SESSION, maximumAttendeeCapacity: 3 }] };
    const store = storeOf(['series', '1', full]);
    expect(store.get(SESSION)!.data).to.deep.equal({
      '@type': 'ScheduledSession',
      '@id': SESSION,
      maximumAttendeeCapacity: 3,
      superEvent: { '@type': 'SessionSeries', '@id': SERIES, name: 'Yoga' },
    });
    expect(storeOf(['series', '1', full], ['series', '1', series]).get(SESSION)!.state).to.equal('deleted');
  });

  it('comes back when its item does', () => {
    const session = { '@id': SESSION };
    const gone = storeOf(['sessions', '1', session], ['sessions', '1', undefined]);
    expect(gone.get(SESSION)!.state).to.equal('deleted');
    const back = storeOf(['sessions', '1', session], ['sessions', '1', undefined], ['sessions', '1', session]);
    expect(back.get(SESSION)!.state).to.equal('updated');
  });

  it('that is its own parent, or whose parent is gone, is no trouble', () => {
    const own = storeOf(['series', '1', { '@id': SESSION, superEvent: SESSION }]).get(SESSION)!;
    expect(own.data['@id']).to.equal(SESSION);
    const orphan = { '@id': SESSION, superEvent: SERIES };
    const store = storeOf(['series', 's', series], ['sessions', '1', orphan], ['series', 's', undefined]);
    expect(store.get(SESSION)!.data).to.deep.equal(orphan);
  });
});
