import { expect } from 'chai';
import { get, getNumber, getString } from '../../src/protocol/json.ts';
import { iri } from '../../src/protocol/vocabulary.ts';
import { BROKER, CUSTOMER, itemErrors, itemsOf, PAYMENT, said, total, type Kit } from './kit.ts';
import { withKit } from './with-kit.ts';

describe('a quote', () => {
  it(
    'gives a lease of ten minutes, which a later quote replaces and an end frees',
    withKit(async (kit) => {
      const [uuid, session] = [kit.uuid(), await kit.make()];
      const c1 = await kit.quote('C1', uuid, [session, session]);
      expect(getString(get(c1.body, 'lease'), 'leaseExpires')).to.equal('2026-06-01T10:10:00Z');
      expect(await kit.shown(session)).to.equal(8);
      kit.clock.advance(300_000);
      const c2 = await kit.quote('C2', uuid, [session]);
      expect(getString(get(c2.body, 'lease'), 'leaseExpires')).to.equal('2026-06-01T10:15:00Z');
      expect(await kit.shown(session)).to.equal(9);
      kit.clock.advance(599_999);
      expect(await kit.shown(session)).to.equal(9);
      kit.clock.advance(1);
      expect(await kit.shown(session)).to.equal(10);
    }),
  );

  it(
    "shows the spaces without its own lease, but with others'",
    withKit(async (kit) => {
      const session = await kit.make();
      await kit.quote('C2', kit.uuid(), [session, session, session], {}, { partner: 'secondary' });
      const c1 = await kit.quote('C1', kit.uuid(), [session]);
      expect(getNumber(get(itemsOf(c1)[0], 'orderedItem'), 'remainingAttendeeCapacity')).to.equal(7);
    }),
  );

  it(
    'blames only the items in excess, and tells which of them are leased by others',
    withKit(async (kit) => {
      // The specification's own example: three spaces left, one more leased, nine wanted.
      const session = await kit.make({ criteria: 'BookableFiveSpaces' });
      await kit.order('B', kit.uuid(), [session]);
      await kit.quote('C2', kit.uuid(), [session], {}, { partner: 'secondary' });
      const quoted = await kit.quote(
        'C1',
        kit.uuid(),
        Array.from({ length: 9 }, () => session),
      );
      expect(said(quoted)).to.equal('409 OrderQuote');
      expect(itemErrors(quoted)).to.deep.equal([
        '',
        '',
        '',
        'OpportunityCapacityIsReservedByLeaseError',
        ...Array.from({ length: 5 }, () => 'OpportunityHasInsufficientCapacityError'),
      ]);
      expect(total(quoted)).to.equal(27.15);
    }),
  );

  it(
    'of a full opportunity says so',
    withKit(async (kit) => {
      const full = await kit.make({ criteria: 'BookableNoSpaces' });
      expect(itemErrors(await kit.quote('C1', kit.uuid(), [full, full]))).to.deep.equal([
        'OpportunityIsFullError',
        'OpportunityIsFullError',
      ]);
    }),
  );

  const faults: readonly (readonly [string, (kit: Kit) => Promise<object>, string])[] = [
    ['without an offer', async (kit) => ({ orderedItem: (await kit.make()).id }), 'IncompleteOrderItemError'],
    [
      'without an opportunity',
      async (kit) => ({ acceptedOffer: offerOf(await kit.make()) }),
      'IncompleteOrderItemError',
    ],
    [
      'with an unknown opportunity',
      async (kit) => {
        const session = await kit.make();
        return { acceptedOffer: offerOf(session), orderedItem: session.id.replace(/\d+$/, '987') };
      },
      'UnknownOpportunityError',
    ],
    [
      'with an unknown offer',
      async (kit) => {
        const session = await kit.make();
        return { acceptedOffer: offerOf(session)?.replace(/\d+$/, '9'), orderedItem: session.id };
      },
      'UnknownOfferError',
    ],
    [
      'with an offer of another opportunity',
      async (kit) => ({ acceptedOffer: offerOf(await kit.make()), orderedItem: (await kit.make()).id }),
      'UnacceptableOfferError',
    ],
    [
      'with an id of another form',
      async (kit) => ({ acceptedOffer: offerOf(await kit.make()), orderedItem: 'https://elsewhere.example.com/1' }),
      'InvalidOpportunityOrOfferIdError',
    ],
  ];
  for (const [what, make, error] of faults) {
    it(
      `with an item ${what} is 409 with ${error} on that item`,
      withKit(async (kit) => {
        const item = { '@type': 'OrderItem', position: 0, ...(await make(kit)) };
        const quoted = await kit.quote('C2', kit.uuid(), [], { orderedItem: [item] });
        expect(said(quoted)).to.equal('409 OrderQuote');
        expect(itemErrors(quoted)).to.deep.equal([error]);
        expect(total(quoted)).to.equal(0);
      }),
    );
  }

  it(
    'comes back with what was sent of the people and the payment, without its identifier',
    withKit(async (kit) => {
      const { body } = await kit.quote('C2', kit.uuid(), [await kit.make()], { payment: PAYMENT });
      const { identifier: _identifier, ...payment } = PAYMENT;
      expect(_identifier).to.equal('12345678ABCD');
      expect(get(body, 'payment')).to.deep.equal(payment);
      expect(get(body, 'brokerRole')).to.equal(iri('AgentBroker'));
      expect(get(body, 'orderRequiresApproval')).to.equal(false);
    }),
  );

  it(
    'gives nothing back that is empty, or that the specification does not know',
    withKit(async (kit) => {
      const customer = { ...CUSTOMER, familyName: '', telephone: null, 'acme:member': 7, givenName: ['Geoff', ''] };
      const broker = { ...BROKER, logo: { '@type': 'ImageObject', url: '' }, address: {}, loyalty: 'gold' };
      const { body } = await kit.quote('C2', kit.uuid(), [await kit.make()], { customer, broker });
      expect(get(body, 'customer')).to.deep.equal({
        '@type': 'Person',
        email: 'geoff@example.com',
        givenName: ['Geoff'],
      });
      expect(get(body, 'broker')).to.deep.equal({ ...BROKER, logo: { '@type': 'ImageObject' } });
    }),
  );

  it(
    'needs approval as soon as one item does',
    withKit(async (kit) => {
      const items = [await kit.make(), await kit.make({ flow: 'OpenBookingApprovalFlow' })];
      expect(get((await kit.quote('C1', kit.uuid(), items)).body, 'orderRequiresApproval')).to.equal(true);
    }),
  );
});

const offerOf = ({ offers }: Awaited<ReturnType<Kit['make']>>) => getString(offers[0], '@id');
