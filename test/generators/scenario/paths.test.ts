import { expect } from 'chai';
import { edgesFrom, shortestPath } from '../../../src/generators/scenario/paths.ts';
import { CONDITIONS, ORDER_STATES, step, type Condition, type OrderEvent } from '../../../src/model/index.ts';
import { CALL_NAMES, type CallName } from '../../../src/protocol/calls.ts';

const isCall = (via: string): via is CallName => (CALL_NAMES as readonly string[]).includes(via);

/** Every set of conditions that can hold together, as far as a transition asks for them. */
const CONDITION_SETS: readonly ReadonlySet<Condition>[] = [
  new Set<Condition>(),
  ...(Object.keys(CONDITIONS) as Condition[]).map((condition) => new Set([condition])),
];

describe('the ways of a scenario', () => {
  for (const approval of [false, true]) {
    const flow = approval ? 'OpenBookingApprovalFlow' : 'OpenBookingSimpleFlow';
    const ground = { approval, several: true, canWait: true };

    it(`are transitions that the order machine takes (${flow})`, () => {
      for (const state of ORDER_STATES) {
        if (!approval && shortestPath('absent', state, ground) === undefined) continue;
        for (const { via, target } of edgesFrom(state, ground)) {
          const targets = CONDITION_SETS.map((conditions) => {
            const type = isCall(via) ? (`${via} accepted` as const) : via;
            const event = { type, facts: { faults: {}, conditions } } as OrderEvent;
            return step({ role: 'AgentBroker', prepayment: 'Required', flow }, state, event);
          });
          expect(targets, `${state} —${via}→ ${target}`).to.include(target);
        }
      }
    });
  }

  it('lead to every state in the flow with approval', () => {
    const ground = { approval: true, several: true, canWait: true };
    for (const state of ORDER_STATES) expect(shortestPath('absent', state, ground), state).to.not.equal(undefined);
  });

  it('lead to no proposal without it', () => {
    const ground = { approval: false, several: true, canWait: true };
    const unreached = ORDER_STATES.filter((state) => shortestPath('absent', state, ground) === undefined);
    expect(unreached).to.deep.equal(['awaiting', 'accepted', 'rejected by seller', 'rejected by customer']);
  });

  it('are the shortest', () => {
    const calls = (approval: boolean) =>
      shortestPath('absent', 'wholly cancelled', { approval, several: false, canWait: false })?.map(({ via }) => via);
    expect(calls(false)).to.deep.equal(['B', 'cancel']);
    expect(calls(true)).to.deep.equal(['P', 'seller accepts', 'B', 'cancel']);
  });
});
