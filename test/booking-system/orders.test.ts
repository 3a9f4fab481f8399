import { expect } from 'chai';
import { get, getArray, getNumber, getString, idOf } from '../../src/protocol/json.ts';
import { CONTEXT, iri } from '../../src/protocol/vocabulary.ts';
import { CUSTOMER, itemsOf, NO_BROKER, PAYMENT, RESELLER, said, statuses, total } from './kit.ts';
import { withKit } from './with-kit.ts';

describe('an order', () => {
  for (const [role, changes] of [
    ['AgentBroker', {}],
    ['ResellerBroker', { ...RESELLER, customer: undefined }],
    ['NoBroker', NO_BROKER],
  ] as const) {
    it(
      `of ${role} is made at B, with all that the broker gave`,
      withKit(async (kit) => {
        const [uuid, session] = [kit.uuid(), await kit.make()];
        const order = await kit.order('B', uuid, [session], changes);
        expect(said(order)).to.equal('201 Order');
        expect(idOf(order.body)).to.equal(`${kit.system.baseUrl}/orders/${uuid}`);
        expect(get(order.body, 'brokerRole')).to.equal(iri(role));
        expect(get(order.body, 'payment')).to.deep.equal(PAYMENT);
        expect(get(order.body, 'customer')).to.deep.equal(role === 'ResellerBroker' ? undefined : CUSTOMER);
        expect(get(order.body, 'broker') === undefined).to.equal(role === 'NoBroker');
        expect(statuses(order)).to.deep.equal(['OrderItemConfirmed']);
      }),
    );
  }

  it(
    'has the tax in or on top of its prices, as the seller has it',
    withKit(async (kit) => {
      const gross = await kit.order('B', kit.uuid(), [await kit.make()]);
      const net = await kit.make({ seller: 'secondary' });
      const who = { seller: 'secondary' } as const;
      const other = await kit.order('B', kit.uuid(), [net], {}, who);
      const tax = (body: unknown) => getNumber(getArray(body, 'totalPaymentTax')[0], 'price');
      expect([total(gross), tax(gross.body)]).to.deep.equal([9.05, 1.51]);
      expect([total(other), tax(other.body)]).to.deep.equal([15.24, 2.54]);
    }),
  );

  it(
    'is made without a lease, and refused when the spaces are gone, leaving no trace',
    withKit(async (kit) => {
      const session = await kit.make({ criteria: 'BookableOneSpace' });
      const sent = {
        totalPaymentDue: { '@type': 'PriceSpecification', price: 9.05, priceCurrency: 'GBP' },
        payment: PAYMENT,
      };
      expect(said(await kit.direct('B', kit.uuid(), [session], sent))).to.equal('201 Order');
      const uuid = kit.uuid();
      const refused = await kit.direct('B', uuid, [session], sent);
      expect(said(refused)).to.equal('409 OpportunityHasInsufficientCapacityError');
      expect(said(await kit.send('status', uuid))).to.equal('404 UnknownOrderError');
      expect(await kit.shown(session)).to.equal(0);
    }),
  );

  it(
    'is the same when B comes again, and another for another customer',
    withKit(async (kit) => {
      const [uuid, session] = [kit.uuid(), await kit.make()];
      const first = await kit.order('B', uuid, [session]);
      const sent = { totalPaymentDue: get(first.body, 'totalPaymentDue'), payment: PAYMENT };
      const again = await kit.direct('B', uuid, [session], sent);
      expect(said(again)).to.equal('201 Order');
      expect(again.body).to.deep.equal(first.body);
      expect(await kit.shown(session)).to.equal(9);
      const customer = { ...CUSTOMER, email: 'ann@example.com' };
      expect(said(await kit.direct('B', uuid, [session], { ...sent, customer }))).to.equal(
        '500 OrderAlreadyExistsError',
      );
      for (const call of ['C1', 'C2'] as const) {
        expect(said(await kit.quote(call, uuid, [session, session]))).to.equal('500 OrderAlreadyExistsError');
      }
      expect(said(await kit.order('P', uuid, [session, session], sent))).to.equal('500 OrderAlreadyExistsError');
    }),
  );

  it(
    'can be deleted, twice, and frees its spaces, but not its UUID',
    withKit(async (kit) => {
      const [uuid, session] = [kit.uuid(), await kit.make()];
      await kit.order('B', uuid, [session]);
      expect(said(await kit.send('delete-order', uuid))).to.equal('204');
      expect(said(await kit.send('delete-order', uuid))).to.equal('204');
      expect(await kit.shown(session)).to.equal(10);
      expect(said(await kit.send('status', uuid))).to.equal('404 UnknownOrderError');
      expect(said(await kit.quote('C1', uuid, [session]))).to.equal('500 OrderAlreadyExistsError');
      expect(await kit.feed('orders-rpde')).to.deep.equal([]);
    }),
  );

  it(
    'in part cancelled costs less, frees its spaces and shows in the feed, with a higher modified each time',
    withKit(async (kit) => {
      const [uuid, session] = [kit.uuid(), await kit.make()];
      const order = await kit.order('B', uuid, [session, [session, 1]]);
      const [first, second] = itemsOf(order);
      expect(said(await kit.cancel(uuid, [first!]))).to.equal('204');
      const [updated] = await kit.feed('orders-rpde');
      const data = get(updated, 'data');
      expect(getNumber(get(data, 'totalPaymentDue'), 'price')).to.equal(2.55);
      expect(getString(data, 'identifier')).to.equal(uuid);
      expect(getArray(data, 'orderedItem').map(idOf)).to.deep.equal([idOf(first), idOf(second)]);
      for (const hidden of ['customer', 'broker', 'brokerRole', 'seller', 'payment', 'bookingService']) {
        expect(get(data, hidden)).to.equal(undefined);
      }
      await kit.cancel(uuid, [first!, second!]);
      const [again] = await kit.feed('orders-rpde');
      expect(getNumber(again, 'modified')).to.be.greaterThan(getNumber(updated, 'modified')!);
      expect(await kit.shown(session)).to.equal(10);
    }),
  );

  it(
    'can be cancelled by the seller, with a message',
    withKit(async (kit) => {
      const [uuid, session] = [kit.uuid(), await kit.make()];
      const order = await kit.order('B', uuid, [session]);
      const object = { '@type': 'Order', '@id': idOf(order.body) ?? '' };
      const action = { '@type': 'test:SellerRequestedCancellationWithMessageSimulateAction', object };
      expect(said(await kit.request('POST', 'test-interface/actions', action))).to.equal('204');
      const status = await kit.send('status', uuid);
      expect(statuses(status)).to.deep.equal(['SellerCancelled']);
      expect(getString(itemsOf(status)[0], 'cancellationMessage')).to.equal('The teacher is ill.');
      expect(said(await kit.cancel(uuid, itemsOf(order)))).to.equal('204');
      expect(statuses(await kit.send('status', uuid))).to.deep.equal(['SellerCancelled']);
    }),
  );

  it(
    'cannot be patched otherwise',
    withKit(async (kit) => {
      const uuid = kit.uuid();
      const [item] = itemsOf(await kit.order('B', uuid, [await kit.make()]));
      const other = itemsOf(await kit.order('B', kit.uuid(), [await kit.make()]));
      expect(said(await kit.cancel(uuid, other))).to.equal('500 OrderItemNotWithinOrderError');
      expect(said(await kit.cancel(uuid, ['nonsense']))).to.equal('500 OrderItemIdInvalidError');
      expect(said(await kit.cancel(uuid, [item!], { position: 0 }))).to.equal(
        '400 PatchContainsExcessivePropertiesError',
      );
      expect(said(await kit.cancel(uuid, []))).to.equal('204');
      expect(said(await kit.cancel(kit.uuid(), [item!]))).to.equal('404 UnknownOrderError');
      const patch = { '@context': CONTEXT, '@type': 'Order', orderedItem: [], 'acme:note': 'hello' };
      expect(said(await kit.send('cancel', uuid, patch))).to.equal('204');
    }),
  );

  it(
    'can no longer be cancelled when the opportunity has begun',
    withKit(async (kit) => {
      const uuid = kit.uuid();
      const order = await kit.order('B', uuid, [await kit.make()]);
      kit.clock.advance(3 * 86_400_000);
      expect(said(await kit.cancel(uuid, itemsOf(order)))).to.equal('400 CancellationNotPermittedError');
    }),
  );
});
