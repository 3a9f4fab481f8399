import { expect } from 'chai';
import { load } from 'cheerio';
import { get, getArray, getString, type JsonObject } from '../../src/protocol/json.ts';
import { CRITERIA, type Criteria } from '../../src/protocol/test-interface.ts';
import { OPPORTUNITY_TYPES, type OpportunityType } from '../../src/protocol/vocabulary.ts';
import { itemErrors, said } from './kit.ts';
import { withKit } from './with-kit.ts';

/** What opportunities of a criterion are refused with; the others can be booked. */
const REFUSED: Partial<Record<Criteria, string>> = {
  BookableNoSpaces: 'OpportunityIsFullError',
  BookableInPast: 'OpportunityOfferPairNotBookableError',
  BookableOutsideValidFromBeforeStartDate: 'OpportunityOfferPairNotBookableError',
};

const SPACES: Partial<Record<Criteria, number>> = { BookableNoSpaces: 0, BookableOneSpace: 1, BookableFiveSpaces: 5 };

/** What opportunities of a type cannot be. */
const IMPOSSIBLE: Partial<Record<OpportunityType, readonly Criteria[]>> = {
  FacilityUseSlot: ['OnlineBookable'],
  IndividualFacilityUseSlot: ['OnlineBookable'],
  OnDemandEvent: [
    'BookableNoSpaces',
    'BookableOneSpace',
    'BookableFiveSpaces',
    'BookableInPast',
    'BookableCancellableWithinWindow',
    'BookableCancellableOutsideWindow',
    'BookableWithinValidFromBeforeStartDate',
    'BookableOutsideValidFromBeforeStartDate',
    'OfflineBookable',
  ],
};

describe('the test interface', () => {
  for (const type of OPPORTUNITY_TYPES) {
    it(
      `makes a ${type} of every criterion, with two offers that meet it`,
      withKit(async (kit) => {
        const possible = CRITERIA.filter((each) => !IMPOSSIBLE[type]?.includes(each));
        for (const criteria of possible) {
          const seller = criteria === 'BookableNonFreeTaxNet' ? 'secondary' : 'primary';
          const made = await kit.make({ type, criteria, seller });
          expect(made.offers, criteria).to.have.length(2);
          expect(await kit.shown(made), criteria).to.equal(
            type === 'OnDemandEvent' ? undefined : (SPACES[criteria] ?? 10),
          );
          const isFree = criteria.includes('Free') && !criteria.includes('NonFree');
          expect(
            made.offers.every((offer) => (get(offer, 'price') === 0) === isFree),
            criteria,
          ).to.equal(true);
          const uuid = kit.uuid();
          for (const offer of [0, 1]) {
            const quoted = await kit.quote('C1', uuid, [[made, offer]], {}, { seller });
            expect(itemErrors(quoted), criteria).to.deep.equal([REFUSED[criteria] ?? '']);
          }
        }
      }),
    );
  }

  it(
    'refuses what the system cannot have',
    withKit(async (kit) => {
      const path = 'test-interface/datasets/tests/opportunities';
      expect(said(await kit.request('POST', path, {}))).to.equal('400 OpenBookingError');
      expect((await kit.make({ criteria: 'BookableNonFreeTaxNet' })).id).to.equal('');
      for (const [type, impossible] of Object.entries(IMPOSSIBLE)) {
        for (const criteria of impossible) {
          expect((await kit.make({ type: type as OpportunityType, criteria })).id, criteria).to.equal('');
        }
      }
      const action = { '@type': 'test:NonsenseAction', object: {} };
      expect(said(await kit.request('POST', 'test-interface/actions', action))).to.equal('400 OpenBookingError');
    }),
  );

  it(
    'removes what it made, and nothing can be booked of it any more',
    withKit(async (kit) => {
      const session = await kit.make();
      expect(said(await kit.request('DELETE', 'test-interface/datasets/tests'))).to.equal('204');
      const states = (await kit.feed('scheduled-sessions')).map((item) => getString(item, 'state'));
      expect(states).to.deep.equal(['deleted']);
      const quoted = await kit.quote('C1', kit.uuid(), [session]);
      expect(itemErrors(quoted)).to.deep.equal(['UnknownOpportunityError UnknownOfferError']);
    }),
  );
});

describe('the dataset site', () => {
  it(
    'names the API and the open feeds, and each of them is there',
    withKit(async (kit) => {
      const page = await kit.system.inject({ method: 'GET', url: kit.system.datasetSiteUrl, headers: {} });
      const $ = load(page.body);
      const dataset = JSON.parse($('script[type="application/ld+json"]').text()) as JsonObject;
      expect(getString(get(dataset, 'accessService'), 'endpointUrl')).to.equal(kit.system.baseUrl);
      const types = getArray(dataset, 'distribution').map((feed) =>
        getString(feed, 'additionalType')?.split('/').at(-1),
      );
      expect(types).to.deep.equal([
        'SessionSeries',
        'ScheduledSession',
        'FacilityUse',
        'Slot',
        'IndividualFacilityUse',
        'Slot',
        'CourseInstance',
        'HeadlineEvent',
        'Event',
        'OnDemandEvent',
      ]);
      for (const feed of getArray(dataset, 'distribution')) {
        const url = getString(feed, 'contentUrl') ?? '';
        expect(getString((await kit.request('GET', url)).body, 'next')).to.equal(url);
      }
    }),
  );
});
