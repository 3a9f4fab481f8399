import { expect } from 'chai';
import { exploreModel, goalOf, pathToGoal, type ModelOptions } from '../../src/explorer/index.ts';
import type { Settings } from '../../src/model/index.ts';

const SIMPLE: Settings = { brokerRole: 'AgentBroker', prepayment: 'Required', flow: 'OpenBookingSimpleFlow' };
const APPROVAL: Settings = { ...SIMPLE, flow: 'OpenBookingApprovalFlow' };

const asked = (changes: Partial<ModelOptions>): ModelOptions => ({
  bounds: { depth: 2, orders: 1, partners: 1 },
  machines: [],
  settings: [],
  spaces: [1],
  version: 'test',
  now: () => performance.now(),
  listen: () => undefined,
  signal: new AbortController().signal,
  ...changes,
});

describe('an exploration of the model alone', () => {
  it('breaks nothing that must hold of the model, and grows', () => {
    const { explorations, broken } = exploreModel(
      asked({ settings: [SIMPLE], bounds: { depth: 2, orders: 1, partners: 1 } }),
    );
    expect(broken).to.deep.equal([]);
    const [one] = explorations;
    expect(one?.depth).to.equal(2);
    expect(one?.states).to.equal(one?.statesByDepth.reduce((sum, each) => sum + each, 0));
    expect(one?.transitions).to.be.greaterThan(1000);
  });

  it('reaches every transition of a machine that an order alone can take, and names the others', () => {
    const { machines } = exploreModel(asked({ machines: [SIMPLE] }));
    const [machine] = machines;
    expect(machine?.machine).to.equal('AgentBroker × Required × OpenBookingSimpleFlow');
    const unreached = machine?.unreached ?? [];
    expect((machine?.reached ?? 0) + (machine?.beyond ?? 0) + unreached.length).to.equal(machine?.transitions);
    expect(unreached.filter((name) => !name.includes('refused'))).to.deep.equal([]);
    // What cannot be in a request, or has no bearing in a state, keeps its guard all the same.
    expect(unreached).to.include('absent —cancel refused→ absent: cancellation/allowed-succeeds');
    expect(unreached.length).to.be.lessThan(30);
  });

  const PATHS: readonly (readonly [string, Settings, readonly string[]])[] = [
    ['ordered', SIMPLE, ['B']],
    ['wholly cancelled', SIMPLE, ['B', 'cancel']],
    ['accepted', APPROVAL, ['P', 'seller']],
    ['lifecycle/rejection-final', APPROVAL, ['P', 'seller', 'B']],
    ['cancellation/repeat-is-idempotent', SIMPLE, ['B', 'cancel', 'cancel']],
    ['state/quote-deletion-frees-spaces', SIMPLE, ['C1', 'delete-quote', 'read-spaces']],
    ['feeds/change-shown', SIMPLE, ['B', 'cancel', 'read-feed']],
  ];
  for (const [goal, settings, steps] of PATHS) {
    it(`comes to ${goal} by ${steps.join(', ')}`, () => {
      const wanted = goalOf(goal);
      const found =
        wanted && pathToGoal(asked({ settings: [settings], bounds: { depth: 4, orders: 1, partners: 1 } }), wanted);
      const does = found?.path.map((step) => step.do) ?? [];
      expect(does.length).to.equal(steps.length);
      expect(does.at(-1)).to.equal(steps.at(-1));
    });
  }

  it('knows no goal that is neither a state nor a rule', () => {
    expect(goalOf('ordred')).to.equal(undefined);
  });
});
