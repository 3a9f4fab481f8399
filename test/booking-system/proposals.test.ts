import { expect } from 'chai';
import { get, getString, idOf } from '../../src/protocol/json.ts';
import { CONTEXT, iri } from '../../src/protocol/vocabulary.ts';
import { CUSTOMER, itemsOf, PAYMENT, said, statuses, total } from './kit.ts';
import { withKit } from './with-kit.ts';

const APPROVAL = { flow: 'OpenBookingApprovalFlow', criteria: 'BookableNonFreePrepaymentOptional' } as const;

describe('a proposal', () => {
  it(
    'goes the whole way, from C1 to the order, with the spaces and the feed along',
    withKit(async (kit) => {
      const [uuid, session] = [kit.uuid(), await kit.make(APPROVAL)];
      expect(said(await kit.quote('C1', uuid, [session]))).to.equal('200 OrderQuote');
      expect(await kit.shown(session)).to.equal(9);
      const proposal = await kit.order('P', uuid, [session]);
      expect(said(proposal)).to.equal('201 OrderProposal');
      expect(statuses(proposal)).to.deep.equal(['OrderItemProposed']);
      expect(getString(proposal.body, 'orderProposalStatus')).to.equal(iri('AwaitingSellerConfirmation'));
      expect(getString(proposal.body, 'orderProposalVersion')).to.match(
        new RegExp(`^${kit.system.baseUrl}/order-proposals/${uuid}/versions/[0-9a-f-]{36}$`),
      );
      expect(await kit.shown(session)).to.equal(9);
      expect(await kit.feed('order-proposals-rpde')).to.deep.equal([]);

      expect(said(await kit.act('accept-proposal', proposal))).to.equal('204');
      const [accepted] = await kit.feed('order-proposals-rpde');
      expect(getString(get(accepted, 'data'), 'orderProposalStatus')).to.equal(iri('SellerAccepted'));

      const order = await kit.confirm(uuid, proposal);
      expect(said(order)).to.equal('201 Order');
      expect(get(order.body, 'orderProposalVersion')).to.equal(undefined);
      expect(get(order.body, 'customer')).to.deep.equal(CUSTOMER);
      expect(get(order.body, 'payment')).to.equal(undefined);
      expect(itemsOf(order).map(idOf)).to.deep.equal(itemsOf(proposal).map(idOf));
      expect(total(order)).to.equal(total(proposal));
      const [deleted] = await kit.feed('order-proposals-rpde');
      expect([getString(deleted, 'state'), get(deleted, 'data')]).to.deep.equal(['deleted', undefined]);
      expect(await kit.feed('orders-rpde')).to.deep.equal([]);
      expect(await kit.shown(session)).to.equal(9);
      expect((await kit.confirm(uuid, proposal)).body).to.deep.equal(order.body);
      expect(await kit.shown(session)).to.equal(9);
    }),
  );

  it(
    'holds its spaces as long as it is open',
    withKit(async (kit) => {
      const [uuid, session] = [kit.uuid(), await kit.make(APPROVAL)];
      const proposal = await kit.order('P', uuid, [session]);
      kit.clock.advance(86_400_000);
      expect(said(await kit.send('delete-quote', uuid))).to.equal('204');
      expect(await kit.shown(session)).to.equal(9);
      await kit.act('accept-proposal', proposal);
      expect(said(await kit.confirm(uuid, proposal))).to.equal('201 Order');
    }),
  );

  it(
    'is the same when P comes again, and not to be had for other items',
    withKit(async (kit) => {
      const [uuid, session] = [kit.uuid(), await kit.make(APPROVAL)];
      const proposal = await kit.order('P', uuid, [session]);
      const sent = { totalPaymentDue: get(proposal.body, 'totalPaymentDue') };
      expect((await kit.direct('P', uuid, [session], sent)).body).to.deep.equal(proposal.body);
      expect(await kit.shown(session)).to.equal(9);
      expect(said(await kit.direct('P', uuid, [session, session], sent))).to.equal('500 OrderAlreadyExistsError');
      expect(said(await kit.quote('C2', uuid, [session, session]))).to.equal('500 OrderAlreadyExistsError');
    }),
  );

  it(
    'keeps the payment of P when B gives none, and checks what B gives',
    withKit(async (kit) => {
      const [uuid, session] = [kit.uuid(), await kit.make({ flow: 'OpenBookingApprovalFlow' })];
      const proposal = await kit.order('P', uuid, [session]);
      await kit.act('accept-proposal', proposal);
      const wrong: readonly (readonly [object, string])[] = [
        [{ payment: { '@type': 'Payment', accountId: 'SN1593' } }, '400 IncompletePaymentDetailsError'],
        [{ payment: { ...PAYMENT, accountId: 'SN0' } }, '400 InvalidPaymentDetailsError'],
        [{ customer: { '@type': 'Person' } }, '400 IncompleteCustomerDetailsError'],
        [{ broker: { '@type': 'Organization' } }, '400 IncompleteBrokerDetailsError'],
        [{ totalPaymentDue: { price: 1, priceCurrency: 'GBP' } }, '400 TotalPaymentDueMismatchError'],
        [{ customer: { ...CUSTOMER, email: 'ann@example.com' } }, '500 OrderAlreadyExistsError'],
        [{ '@type': 'OrderProposal' }, '500 UnexpectedOrderTypeError'],
        [{ orderProposalVersion: undefined }, '500 OrderCreationFailedError'],
      ];
      for (const [changes, expected] of wrong) {
        expect(said(await kit.confirm(uuid, proposal, { ...changes }))).to.equal(expected);
      }
      const order = await kit.confirm(uuid, proposal);
      expect(get(order.body, 'payment')).to.deep.equal(PAYMENT);
    }),
  );

  it(
    'that the customer rejects frees its spaces and stays rejected',
    withKit(async (kit) => {
      const [uuid, session] = [kit.uuid(), await kit.make(APPROVAL)];
      const proposal = await kit.order('P', uuid, [session]);
      const patch = { '@context': CONTEXT, '@type': 'OrderProposal', orderProposalStatus: iri('CustomerRejected') };
      expect(said(await kit.send('update-proposal', uuid, patch))).to.equal('204');
      expect(said(await kit.send('update-proposal', uuid, patch))).to.equal('204');
      expect(await kit.shown(session)).to.equal(10);
      expect(said(await kit.act('accept-proposal', proposal))).to.equal('400 OpenBookingError');
      const [rejected] = await kit.feed('order-proposals-rpde');
      expect(getString(get(rejected, 'data'), 'orderProposalStatus')).to.equal(iri('CustomerRejected'));
    }),
  );

  it(
    'takes no other patches than the rejection and a note',
    withKit(async (kit) => {
      const uuid = kit.uuid();
      await kit.order('P', uuid, [await kit.make(APPROVAL)]);
      const patch = (changes: object) =>
        kit.send('update-proposal', uuid, { '@context': CONTEXT, '@type': 'OrderProposal', ...changes });
      expect(said(await patch({ orderCustomerNote: 'Is there parking?' }))).to.equal('204');
      expect(said(await patch({ customer: CUSTOMER }))).to.equal('400 PatchContainsExcessivePropertiesError');
      expect(said(await patch({ orderProposalStatus: 'nonsense' }))).to.equal('400 PatchNotAllowedOnPropertyError');
      const unknown = await kit.send('update-proposal', kit.uuid(), { '@type': 'OrderProposal' });
      expect(said(unknown)).to.equal('404 UnknownOrderError');
    }),
  );
});
