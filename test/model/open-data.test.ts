import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { expect } from 'chai';
import type { Json, JsonObject } from '../../src/protocol/json.ts';
import { getString, isObject } from '../../src/protocol/json.ts';
import { findOffer, openDataOf, readOpportunity, type OpportunityFacts } from '../../src/model/index.ts';
import { HOUR, NOW, offerNamed, opportunityJson, opportunityNamed, sellerIri } from './fixture.ts';

const read = (json: JsonObject): OpportunityFacts => {
  const facts = readOpportunity(json);
  if (facts === undefined) throw new Error('not read');
  return facts;
};

const withOffer = (offer: JsonObject) => read(opportunityJson('x', { offer })).offers[0]!;

describe('an opportunity of the open feeds', () => {
  it('is read with what it inherits from its series', () => {
    const facts = read(opportunityJson('x', { price: 14.99, spaces: 10, taxMode: 'TaxNet', approval: true }));
    expect(facts).to.include({
      id: opportunityNamed('x'),
      wireType: 'ScheduledSession',
      seller: sellerIri('primary'),
      taxMode: 'TaxNet',
      remaining: 10,
      daysOnly: false,
      startsAt: NOW + 24 * HOUR,
      endsAt: NOW + 25 * HOUR,
    });
    expect(
      facts.offers.map(({ id, price, currency, prepayment, needsApproval, cancellable }) => ({
        id,
        price,
        currency,
        prepayment,
        needsApproval,
        cancellable,
      })),
    ).to.deep.equal([
      {
        id: offerNamed('x'),
        price: 1499,
        currency: 'GBP',
        prepayment: 'Required',
        needsApproval: true,
        cancellable: true,
      },
    ]);
  });

  it('that is a slot has its uses and its provider’s seller, however deep', () => {
    const facts = read({
      '@type': 'Slot',
      '@id': 'urn:slot',
      remainingUses: 3,
      offers: [{ '@id': 'urn:slot-offer', '@type': 'Offer', price: 5 }],
      facilityUse: {
        '@type': 'IndividualFacilityUse',
        '@id': 'urn:court',
        aggregateFacilityUse: {
          '@type': 'FacilityUse',
          provider: { '@type': 'Organization', '@id': 'urn:seller', taxMode: 'https://openactive.io/TaxGross' },
        },
      },
    });
    expect(facts).to.include({ remaining: 3, seller: 'urn:seller', taxMode: 'TaxGross', wireType: 'Slot' });
    expect(facts.offers.map(({ id }) => id)).to.deep.equal(['urn:slot-offer']);
  });

  it('without an id is none', () => {
    expect(readOpportunity({ '@type': 'Slot' })).to.equal(undefined);
  });

  it('that is nested without end is read only so far', () => {
    const offers = [{ '@type': 'Offer', '@id': 'urn:offer', price: 5 }];
    const nested = (depth: number): JsonObject =>
      depth === 0 ? { offers } : { '@id': `urn:${depth}`, superEvent: nested(depth - 1) };
    expect(read(nested(3)).offers.length).to.equal(1);
    expect(read(nested(20)).offers).to.deep.equal([]);
  });

  it('has an offer once that it and its parents publish', () => {
    const offer = { '@type': 'Offer', '@id': 'urn:offer', price: 5 };
    const facts = read({ '@id': 'urn:x', offers: [offer], superEvent: { offers: [{ ...offer, price: 7 }] } });
    expect(facts.offers.map(({ price }) => price)).to.deep.equal([500]);
  });

  it('is read without a fault from anything at all', () => {
    const odd: readonly Json[] = [null, 'x', 7, [], {}, { '@id': 3 }, [[]], true];
    for (const value of odd) {
      const keys = ['offers', 'superEvent', 'facilityUse', 'startDate', 'organizer', 'remainingUses', 'eventStatus'];
      for (const key of keys) {
        const facts = read({ '@id': 'urn:x', [key]: value });
        expect(facts.offers).to.deep.equal([]);
        expect(facts.remaining === undefined || typeof facts.remaining === 'number').to.equal(true);
      }
      expect(read({ '@id': 'urn:x', offers: [value] }).offers).to.deep.equal([]);
    }
  });
});

describe('an offer', () => {
  it('without a prepayment says nothing of it', () => {
    expect(read(opportunityJson('x', { prepayment: null })).offers[0]?.prepayment).to.equal(undefined);
  });

  it('says nothing by a prepayment that is none', () => {
    expect(withOffer({ openBookingPrepayment: 'https://openactive.io/Sometimes' }).prepayment).to.equal(undefined);
    expect(withOffer({ openBookingPrepayment: 'Optional' }).prepayment).to.equal(undefined);
  });

  it('may give its price as a text', () => {
    expect(withOffer({ price: '14.99' }).price).to.equal(1499);
  });

  it('has its windows in milliseconds before the start', () => {
    const offer = withOffer({ latestCancellationBeforeStartDate: 'P1DT2H', validFromBeforeStartDate: 'PT30M' });
    expect(offer.latestCancellationBeforeStart).to.equal(26 * HOUR);
    expect(offer.validFromBeforeStart).to.equal(HOUR / 2);
    expect(withOffer({ latestCancellationBeforeStartDate: 'soon' }).latestCancellationBeforeStart).to.equal(undefined);
  });

  it('needs approval only where its flow requirement names it', () => {
    const requirement = (...names: readonly string[]) =>
      withOffer({ openBookingFlowRequirement: names.map((name) => `https://openactive.io/${name}`) }).needsApproval;
    expect(requirement('OpenBookingAttendeeDetails', 'OpenBookingApproval')).to.equal(true);
    expect(requirement('OpenBookingAttendeeDetails')).to.equal(false);
    expect(requirement()).to.equal(false);
  });

  it('tells apart that it may not be cancelled and that it does not say', () => {
    expect(withOffer({ allowCustomerCancellationFullRefund: false }).cancellable).to.equal(false);
    expect(read(opportunityJson('x', { cancellable: null })).offers[0]?.cancellable).to.equal(undefined);
  });

  it('may rule out booking through the API', () => {
    expect(withOffer({ openBookingInAdvance: 'https://openactive.io/Unavailable' }).advanceBookingUnavailable).to.equal(
      true,
    );
    expect(withOffer({ openBookingInAdvance: 'https://openactive.io/Required' }).advanceBookingUnavailable).to.equal(
      false,
    );
  });
});

describe('open data', () => {
  const shared = { '@type': 'Offer', '@id': 'urn:shared', price: 5 };
  const [one, two] = ['urn:1', 'urn:2'].map((id) => read({ '@id': id, superEvent: { offers: [shared] } }));
  const data = openDataOf([one!, two!], true);

  it('knows every opportunity for which an offer is applicable', () => {
    expect([...data.offers]).to.deep.equal([['urn:shared', ['urn:1', 'urn:2']]]);
    expect([...data.opportunities.keys()]).to.deep.equal(['urn:1', 'urn:2']);
  });

  it('finds an offer of an opportunity, and none that it does not have', () => {
    expect(findOffer(one!, one!.offers[0]!.id)?.price).to.equal(500);
    expect(findOffer(one!, offerNamed('x'))).to.equal(undefined);
  });
});

/** Reports of real conversations, which stand beside the repository: their feed extracts hold whole opportunities. */
const REPORTS = ['../../../shared/seeds/', '../../../shared/recordings/test-suite-output/']
  .map((path) => new URL(path, import.meta.url))
  .filter((folder) => existsSync(folder))
  .flatMap((folder) =>
    readdirSync(folder)
      .filter((name) => /\.(txt|md)$/.test(name))
      .map((name) => ({ name, text: readFileSync(new URL(name, folder), 'utf8') })),
  );

/** The JSON values that stand in a text, each from a line that only opens a brace to the one that closes it. */
function jsonIn(text: string): readonly JsonObject[] {
  return [...text.matchAll(/^\{\r?\n[\s\S]*?^\}\r?$/gm)].flatMap(([block]) => {
    try {
      const value: unknown = JSON.parse(block);
      return isObject(value) ? [value] : [];
    } catch {
      return [];
    }
  });
}

const extracts = REPORTS.flatMap(({ name, text }) =>
  jsonIn(text)
    .map((value) => value['data'])
    .filter((data) => isObject(data) && ['ScheduledSession', 'Slot'].includes(getString(data, '@type') ?? ''))
    .map((data) => ({ name, facts: readOpportunity(data as JsonObject) })),
);

describe('opportunities of a real booking system', () => {
  it('are read whole wherever there are reports of them', () => {
    if (REPORTS.length > 0) expect(extracts.length).to.be.greaterThan(20);
    for (const { name, facts } of extracts) {
      expect(facts?.offers, name).to.not.deep.equal([]);
      expect(facts?.seller, name).to.match(/\/sellers\/\d+$/);
      expect(facts?.taxMode, name).to.be.oneOf(['TaxGross', 'TaxNet']);
      expect(facts?.remaining, name).to.be.at.least(0);
      expect(facts?.startsAt, name).to.be.lessThan(facts?.endsAt ?? 0);
      for (const offer of facts?.offers ?? []) {
        expect(offer.price, name).to.be.at.least(0);
        if (offer.price > 0) expect(offer.currency, name).to.equal('GBP');
      }
    }
  });
});
