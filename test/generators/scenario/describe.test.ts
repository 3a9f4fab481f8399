import { expect } from 'chai';
import { describeAction, describeStep } from '../../../src/generators/index.ts';
import type { Step } from '../../../src/model/scenario.ts';
import { b, c2, cancel, confirm, spaces } from './samples.ts';

const WORDS: readonly (readonly [Step, string])[] = [
  [c2, 'C2 of order a by primary: 1 item'],
  [
    {
      ...b,
      partner: 'secondary',
      items: [{ opportunity: 'o1' }, { opportunity: 'o2' }],
      brokerRole: 'ResellerBroker',
      customer: null,
      payment: 'offered',
    },
    'B of order a by secondary: 2 items, as ResellerBroker, no customer, payment offered',
  ],
  [confirm, 'B after P of order a by primary'],
  [{ ...cancel, items: [0, 2] }, 'cancellation in order a by primary: item 1 and item 3'],
  [{ do: 'update-proposal', order: 'a', partner: 'primary' }, 'rejection by the customer of order a by primary'],
  [{ do: 'delete-quote', order: 'a', partner: 'primary' }, 'deletion of the quote of order a by primary'],
  [
    { do: 'seller', action: 'accept-proposal', order: 'a', partner: 'primary' },
    'the seller accepts order a of primary',
  ],
  [
    { do: 'lanes', lanes: [[c2, { ...b, mutations: [{ kind: 'omit-customer' }] }], [{ ...b, order: 'b' }]] },
    'at once: C2 of order a by primary: 1 item, then B of order a by primary: 1 item, customer left out; B of order b by primary: 1 item',
  ],
  [spaces, 'look at the spaces of o1'],
  [{ do: 'read-feed', feed: 'orders', partner: 'secondary' }, 'look at the orders feed by secondary'],
  [{ do: 'wait', seconds: 1260 }, 'wait 1260 seconds'],
  [{ do: 'stray', method: 'POST', path: 'orders', partner: 'primary' }, 'POST orders by primary'],
];

describe('a step in words', () => {
  for (const [step, words] of WORDS) {
    it(`is: ${words}`, () => {
      expect(describeStep(step)).to.equal(words);
    });
  }

  it('says what is wrong in it', () => {
    const step = { ...c2, mutations: [{ kind: 'omit-customer' }, { kind: 'omit-offer', item: 0 }] };
    expect(describeStep(step)).to.equal(
      'C2 of order a by primary: 1 item, customer left out, first item without an offer',
    );
    expect(describeAction(step)).to.equal('C2 of order a by primary: 1 item');
    expect(describeStep({ ...confirm, mutations: [{ kind: 'outdated-version' }] })).to.equal(
      'B after P of order a by primary: proposal version that is not the latest',
    );
  });
});
