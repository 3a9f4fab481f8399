import { expect } from 'chai';
import { blame, cleared, type Causes } from '../../src/oracle/causes.ts';
import type { Step } from '../../src/model/index.ts';
import { against, call, scenario } from '../seeds/kit.ts';
import { opportunityNamed } from '../model/fixture.ts';

/** By which rule wrong spaces are told: that of what touched them last. */

const a = { order: 'a', partner: 'primary' } as const;
const look: Step = { do: 'read-spaces', opportunity: 'o' };
const onlooker = call('C1', { order: 'b' });

const TOLD: readonly (readonly [defect: string, steps: readonly Step[], broken: readonly string[]])[] = [
  [
    'lease-left-after-quote-deletion',
    [call('C2'), { do: 'delete-quote', ...a }, look],
    ['state/quote-deletion-frees-spaces at open feed'],
  ],
  [
    'lease-left-after-quote-deletion',
    [call('C2'), { do: 'delete-quote', ...a }, onlooker],
    ['state/quote-deletion-frees-spaces at C1'],
  ],
  [
    'space-not-returned-on-cancellation',
    [call('B'), { do: 'cancel', ...a, items: [0] }, onlooker],
    ['state/cancellation-returns-spaces at C1'],
  ],
  [
    'deleted-order-keeps-spaces',
    [call('B'), { do: 'delete-order', ...a }, look],
    ['state/order-deletion-returns-spaces at open feed'],
  ],
  ['failed-b-keeps-spaces', [call('B', {}, 'total-penny-more'), look], ['state/refusal-leaves-no-trace at open feed']],
  [
    'repeated-b-books-again',
    [call('B'), call('B'), look],
    ['shape/item-id-stable at B', 'state/repeat-is-idempotent at open feed'],
  ],
  ['own-lease-counted-against-one', [call('C2')], ['state/spaces-in-quote at C2']],
];

describe('wrong spaces', () => {
  for (const [defect, steps, broken] of TOLD) {
    it(`of ${defect} are told at ${String(steps.at(-1)?.do)} by what touched them`, async () => {
      await against({ defects: [defect] }, async (run) => {
        expect((await run(scenario({ role: 'AgentBroker' }, steps))).broken).to.deep.equal(broken);
      });
    });
  }

  it('are told once, and a second fault still after them', async () => {
    const defects = ['space-not-returned-on-cancellation', 'agent-without-customer-accepted'];
    await against({ defects }, async (run) => {
      const steps = [
        call('B'),
        { do: 'cancel', ...a, items: [0] },
        look,
        look,
        call('C2', { order: 'b' }, 'omit-customer'),
      ];
      const { broken } = await run(scenario({ role: 'AgentBroker' }, steps as readonly Step[]));
      expect(broken).to.deep.equal([
        'state/cancellation-returns-spaces at open feed',
        'broker-role/agent-customer-required at C2',
      ]);
    });
  });
});

describe('causes', () => {
  const x = opportunityNamed('x');
  const none: Causes = new Map();

  it('are not hidden by a call that was refused after them', () => {
    const deleted = blame(none, [x], 'state/quote-deletion-frees-spaces');
    expect(blame(deleted, [x], 'state/refusal-leaves-no-trace').get(x)).to.equal('state/quote-deletion-frees-spaces');
    expect(blame(none, [x], 'state/refusal-leaves-no-trace').get(x)).to.equal('state/refusal-leaves-no-trace');
  });

  it('are the last thing done, until the spaces are seen to be right', () => {
    const booked = blame(blame(none, [x], 'state/lease-matches-items'), [x], 'state/booking-takes-spaces-once');
    expect(booked.get(x)).to.equal('state/booking-takes-spaces-once');
    expect(cleared(booked, x).size).to.equal(0);
  });
});
