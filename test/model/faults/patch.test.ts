import { expect } from 'chai';
import type { Json } from '../../../src/protocol/json.ts';
import { free, judge, orderIn, withOrder } from '../../../src/model/index.ts';
import { answer, refusal } from '../answers.ts';
import {
  cancel,
  HOUR,
  json,
  NOW,
  opportunityNamed,
  PAID,
  place,
  reject,
  requestOf,
  update,
  whole,
} from '../fixture.ts';
import { acted, after, answered, itemIds, mayBeAccepted, orderOf, reasons, type Situation } from '../situation.ts';

const start = place({
  x: { spaces: 5 },
  fixed: { cancellable: false },
  silent: { cancellable: null },
  windowed: { startsIn: 24 * HOUR, offer: { latestCancellationBeforeStartDate: 'PT2H' } },
  approved: { approval: true },
});
const ordered = (...items: readonly string[]): Situation => after(start, whole('B', { items, payment: PAID }));
const x = opportunityNamed('x');

describe('a cancellation', () => {
  const two = ordered('x', 'x');
  const [first] = itemIds(two);

  it('of one item returns its space and leaves the other', () => {
    const partly = after(two, cancel({}, [first!]));
    expect(orderOf(partly).state).to.equal('partly cancelled');
    expect(orderOf(partly).lines.map(({ status }) => status)).to.deep.equal([
      'CustomerCancelled',
      'OrderItemConfirmed',
    ]);
    expect(free(partly.world, x)).to.equal(4);
  });

  it('of the rest cancels the order wholly', () => {
    const wholly = after(two, cancel({}, [first!]), cancel({}, itemIds(two)));
    expect(orderOf(wholly).state).to.equal('wholly cancelled');
    expect(free(wholly.world, x)).to.equal(5);
  });

  it('repeated changes nothing and cannot be refused', () => {
    const partly = after(two, cancel({}, [first!]));
    const again = cancel({}, [first!]);
    expect(reasons(partly, again)).to.deep.equal([]);
    expect(answered(partly, again, answer(204))?.worlds).to.deep.equal([partly.world]);
  });

  it('of an item that the seller cancelled may be refused or not', () => {
    const gone = acted(ordered('x'), 'cancel-order');
    expect(reasons(gone, cancel({}, itemIds(gone)))).to.deep.equal(['cancellation/permitted']);
    expect(mayBeAccepted(gone, cancel({}, itemIds(gone)))).to.equal(true);
  });

  it('that the offer rules out cancels nothing, not even what else could go', () => {
    const mixed = ordered('x', 'fixed');
    const request = cancel({}, itemIds(mixed));
    expect(mayBeAccepted(mixed, request)).to.equal(false);
    expect(answered(mixed, request, refusal('CancellationNotPermittedError'))?.worlds).to.deep.equal([mixed.world]);
    expect(mayBeAccepted(mixed, cancel({}, itemIds(mixed).slice(0, 1)))).to.equal(true);
  });

  it('is unclear where the offer says nothing of it', () => {
    const silent = ordered('silent');
    const request = cancel({}, itemIds(silent));
    expect(mayBeAccepted(silent, request)).to.equal(true);
    expect(answered(silent, request, refusal('CancellationNotPermittedError'))).to.not.equal(undefined);
    const strict: Situation = { ...silent, ground: { ...silent.ground, strict: true } };
    expect(mayBeAccepted(strict, request)).to.equal(false);
  });

  it('is possible until the window closes, and either way at its very edge', () => {
    const windowed = ordered('windowed');
    const request = cancel({}, itemIds(windowed));
    const outcomes = (now: number) => judge(windowed.world, request, windowed.ground, now).outcomes;
    const kinds = (now: number) => new Set(outcomes(now).map(({ kind }) => kind));
    expect(kinds(NOW + 21 * HOUR)).to.deep.equal(new Set(['accepted', 'refused']));
    expect(kinds(NOW + 22 * HOUR)).to.deep.equal(new Set(['accepted', 'refused']));
    expect(kinds(NOW + 23 * HOUR)).to.deep.equal(new Set(['refused']));
  });

  it('of nothing is accepted and changes nothing', () => {
    const nothing = answered(two, cancel({}, []), answer(204));
    expect(nothing?.to).to.equal('ordered');
    expect(nothing?.worlds).to.deep.equal([two.world]);
  });

  it('of another order’s item is refused, and tells whose it is not', () => {
    const both = after(two, whole('B', { order: 'b', items: ['x'], payment: PAID }));
    const foreign = cancel({}, itemIds(both, { order: 'b' }));
    expect(mayBeAccepted(both, foreign)).to.equal(false);
    expect(answered(both, foreign, refusal('OrderItemNotWithinOrderError'))).to.not.equal(undefined);
    expect(reasons(both, foreign)).to.not.include('patch/item-id-valid');
  });

  it('of an item id that is none is refused by either error of the specification', () => {
    const odd = cancel({}, ['nonsense']);
    expect(answered(two, odd, refusal('OrderItemIdInvalidError'))).to.not.equal(undefined);
    expect(answered(two, odd, refusal('OrderItemNotWithinOrderError'))).to.not.equal(undefined);
    expect(answered(two, odd, answer(204))).to.equal(undefined);
  });

  it('with properties beside is refused, but for a custom namespace', () => {
    expect(mayBeAccepted(two, cancel({}, [first!], { customer: {} }))).to.equal(false);
    expect(mayBeAccepted(two, cancel({}, [first!], { 'beta:note': 'x' }))).to.equal(true);
    expect(reasons(two, cancel({}, [first!], { 'beta:note': 'x' }))).to.not.include('patch/permitted-properties-only');
  });

  it('of an unknown, quoted, proposed or deleted order is of an unknown order', () => {
    const situations = [
      start,
      after(start, whole('C2', { items: ['x'] })),
      after(start, whole('P', { items: ['approved'], payment: PAID })),
      after(two, requestOf('delete-order', {})),
    ];
    for (const situation of situations) {
      expect(mayBeAccepted(situation, cancel({}, [first!]))).to.equal(false);
      expect(answered(situation, cancel({}, [first!]), refusal('UnknownOrderError'))).to.not.equal(undefined);
    }
  });

  it('of an item whose id was never told may be right or wrong', () => {
    const record = orderOf(two);
    const unlearnt: Situation = {
      ...two,
      world: withOrder(two.world, { ...record, lines: record.lines.map((line) => ({ ...line, itemId: undefined })) }),
    };
    expect(mayBeAccepted(unlearnt, cancel({}, ['urn:told-by-the-feed']))).to.equal(true);
    expect(reasons(unlearnt, cancel({}, ['urn:told-by-the-feed']))).to.include('patch/item-within-order');
  });

  const statuses: readonly Json[] = [
    'https://openactive.io/CustomerAttended',
    'https://openactive.io/SellerCancelled',
    'CustomerCancelled',
    null,
    7,
  ];
  for (const status of statuses) {
    it(`cannot set the status ${JSON.stringify(status)}`, () => {
      const request = requestOf(
        'cancel',
        {},
        json({
          '@context': 'https://openactive.io/',
          '@type': 'Order',
          orderedItem: [{ '@type': 'OrderItem', '@id': first!, orderItemStatus: status }],
        }),
      );
      expect(mayBeAccepted(two, request)).to.equal(false);
      expect(answered(two, request, refusal('PatchNotAllowedOnPropertyError'))).to.not.equal(undefined);
    });
  }
});

describe('a proposal update', () => {
  const awaiting = after(start, whole('P', { items: ['approved'], payment: PAID }));

  it('rejects the proposal', () => {
    const [world] = answered(awaiting, reject({}), answer(204))!.worlds;
    expect(orderIn(world!, orderOf(awaiting).key).state).to.equal('rejected by customer');
  });

  it('cannot set any other status', () => {
    for (const status of ['SellerAccepted', 'SellerRejected', 'AwaitingSellerConfirmation']) {
      const request = update({}, { orderProposalStatus: `https://openactive.io/${status}` });
      expect(mayBeAccepted(awaiting, request), status).to.equal(false);
      expect(answered(awaiting, request, refusal('PatchNotAllowedOnPropertyError'))).to.not.equal(undefined);
    }
  });

  it('of an order, a quote or nothing is of an unknown order', () => {
    for (const situation of [start, ordered('x'), after(start, whole('C2', { items: ['x'] }))]) {
      expect(mayBeAccepted(situation, reject({}))).to.equal(false);
      expect(answered(situation, reject({}), refusal('UnknownOrderError'))).to.not.equal(undefined);
    }
  });

  it('of a rejected proposal changes nothing, accepted or refused', () => {
    const rejected = after(awaiting, reject({}));
    expect(answered(rejected, reject({}), answer(204))?.worlds).to.deep.equal([rejected.world]);
    const sellers = acted(awaiting, 'reject-proposal');
    expect(answered(sellers, reject({}), answer(204))?.worlds).to.deep.equal([sellers.world]);
  });
});
