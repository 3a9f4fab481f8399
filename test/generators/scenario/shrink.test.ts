import { expect } from 'chai';
import { parseScenario, shrinkScenario } from '../../../src/generators/index.ts';
import { expectAll } from '../../../src/generators/scenario/expected.ts';
import { nameOf, orderAt, type ExpectedOrder } from '../../../src/generators/scenario/orders.ts';
import type { BrokerStep, Scenario, Step } from '../../../src/model/scenario.ts';
import { accept, b, c2, cancel, confirm, p, plainSession, scenarioWith, scenarios, spaces } from './samples.ts';

/** A fault of an imagined booking system: whether it shows at a step, by what is before it. */
type Fault = (step: Step, order: ExpectedOrder, before: readonly Step[]) => boolean;

/** The first step at which a fault shows; -1 where it does not. */
function showsAt(fault: Fault, scenario: Scenario): number {
  const all = expectAll(scenario);
  return scenario.steps.findIndex((step, index) => {
    const name = 'order' in step ? nameOf(step) : nameOf({ order: 'a', partner: 'primary' });
    return fault(step, orderAt(all[index]!, name), scenario.steps.slice(0, index));
  });
}

interface Shrunk {
  readonly scenario: Scenario;
  /** How many requests it took, with those that make opportunities. */
  readonly requests: number;
}

/** Shrinks as the runner does: the first candidate that still shows the fault is taken, cut off behind it. */
function shrink(fault: Fault, failing: Scenario): Shrunk | undefined {
  const at = showsAt(fault, failing);
  if (at < 0) return undefined;
  let scenario: Scenario = { ...failing, steps: failing.steps.slice(0, at + 1) };
  const tried = new Set<string>();
  let requests = 0;
  for (let improved = true; improved;) {
    improved = false;
    for (const candidate of shrinkScenario(scenario)) {
      const text = JSON.stringify(candidate);
      if (tried.has(text)) continue;
      tried.add(text);
      requests += Object.keys(candidate.opportunities).length + candidate.steps.length;
      const place = showsAt(fault, candidate);
      if (place < 0) continue;
      scenario = { ...candidate, steps: candidate.steps.slice(0, place + 1) };
      improved = true;
      break;
    }
  }
  return { scenario, requests };
}

const has = (step: Step, kind: string) =>
  'mutations' in step && (step.mutations?.some((mutation) => mutation.kind === kind) ?? false);
const wrong = <S extends BrokerStep>(step: S, kind: string) => ({ ...step, mutations: [{ kind }] });
const approval = {
  settings: { brokerRole: 'AgentBroker', prepayment: 'Required', flow: 'OpenBookingApprovalFlow' },
  opportunities: { o1: plainSession('OpenBookingApprovalFlow') },
} as const;

/** Imagined faults, with the smallest scenario that shows each. */
const FAULTS: Readonly<Record<string, readonly [Fault, Scenario]>> = {
  'a C2 without a customer': [
    (step) => step.do === 'C2' && has(step, 'omit-customer'),
    scenarioWith([wrong(c2, 'omit-customer')]),
  ],
  'a B without a broker when there is a lease': [
    (step, { state }) => step.do === 'B' && has(step, 'omit-broker') && state === 'leased',
    scenarioWith([c2, wrong(b, 'omit-broker')]),
  ],
  'a C2 on an order': [(step, { state }) => step.do === 'C2' && state === 'ordered', scenarioWith([b, c2])],
  'a C2 on a deleted order': [
    (step, { state }, before) =>
      step.do === 'C2' && state === 'deleted' && !before.some(({ do: name }) => name === 'P'),
    scenarioWith([b, { do: 'delete-order', order: 'a', partner: 'primary' }, c2]),
  ],
  'a B of an accepted proposal': [
    (step, { state }) => step.do === 'B after P' && state === 'accepted',
    scenarioWith([p, accept, confirm], approval),
  ],
  'a cancellation after a B after P': [
    (step, { state }, before) =>
      step.do === 'cancel' && state === 'ordered' && before.some(({ do: name }) => name === 'B after P'),
    scenarioWith([p, accept, confirm, cancel], approval),
  ],
  'a B with a wrong total on an accepted proposal': [
    (step, { state }) => step.do === 'B after P' && has(step, 'outdated-version') && state === 'accepted',
    scenarioWith([p, accept, wrong(confirm, 'outdated-version')], approval),
  ],
  'a B of several items': [
    (step) => step.do === 'B' && step.items.length > 1,
    scenarioWith([{ ...b, items: [{ opportunity: 'o1' }, { opportunity: 'o1' }] }]),
  ],
  'spaces after a failed B': [
    (step, _, before) =>
      step.do === 'read-spaces' &&
      before.some(
        (other) =>
          other.do === 'B' &&
          has(other, 'total-penny-more') &&
          other.items.some(({ opportunity }) => opportunity === step.opportunity),
      ),
    scenarioWith([wrong(b, 'total-penny-more'), spaces]),
  ],
};

/** What of a minimal scenario does not depend on the names that it began with. */
const shapeOf = ({ settings, opportunities, steps }: Scenario) => ({
  settings,
  opportunities: Object.values(opportunities),
  steps: steps.map((step) => ({
    ...step,
    ...('order' in step && { order: 'a' }),
    ...('opportunity' in step && { opportunity: 'o1' }),
    ...('items' in step && step.do !== 'cancel' && { items: step.items.map(() => 'item') }),
    ...(step.do === 'cancel' && { items: ['item'] }),
  })),
});

const MEDIAN_REQUESTS = 60;
const MOST_SHRUNK = 40;

describe('shrinking', () => {
  let sample: readonly Scenario[] = [];
  before(() => {
    sample = scenarios(1200);
  });

  for (const [name, [fault, smallest]] of Object.entries(FAULTS)) {
    describe(`of ${name}`, () => {
      let shrunk: readonly Shrunk[] = [];
      before(() => {
        shrunk = sample
          .map((scenario) => shrink(fault, parseScenario(JSON.parse(JSON.stringify(scenario)))))
          .filter((found) => found !== undefined)
          .slice(0, MOST_SHRUNK);
      });

      it('was seen in the sample', () => {
        expect(shrunk).to.not.have.lengthOf(0);
      });

      it('mostly comes to the very smallest', () => {
        const exact = shrunk.filter(
          ({ scenario }) => JSON.stringify(shapeOf(scenario)) === JSON.stringify(shapeOf(smallest)),
        );
        expect(exact.length / shrunk.length).to.be.at.least(0.7);
      });

      it('never leaves a step or a mutation that can go', () => {
        for (const { scenario } of shrunk) {
          for (const index of scenario.steps.keys()) {
            const without = { ...scenario, steps: scenario.steps.toSpliced(index, 1) };
            expect(showsAt(fault, without), JSON.stringify(scenario)).to.equal(-1);
          }
        }
      });

      it('takes few requests', () => {
        const sorted = shrunk.map(({ requests }) => requests).sort((x, y) => x - y);
        expect(sorted[Math.floor(sorted.length / 2)]).to.be.at.most(MEDIAN_REQUESTS);
      });
    });
  }

  it('keeps what a fault borrows from an opportunity that no step names', () => {
    const scenario = scenarioWith([c2, { ...c2, mutations: [{ kind: 'foreign-offer', item: 0 }] }], {
      opportunities: { o1: plainSession('OpenBookingSimpleFlow'), o2: plainSession('OpenBookingSimpleFlow') },
    });
    const [first] = shrinkScenario(scenario);
    expect(first?.steps).to.deep.equal([scenario.steps[1]]);
    expect(first?.opportunities).to.have.all.keys('o1', 'o2');
  });

  it('takes the mutation of an item along when items before it go', () => {
    const items = [{ opportunity: 'o1' }, { opportunity: 'o1' }, { opportunity: 'o1' }];
    const scenario = scenarioWith([{ ...b, items, mutations: [{ kind: 'omit-offer', item: 2 }] }]);
    const [first] = shrinkScenario(scenario);
    expect(first?.steps).to.deep.equal([{ ...b, mutations: [{ kind: 'omit-offer', item: 0 }] }]);
  });

  it('gives nothing for the smallest of all', () => {
    expect([...shrinkScenario(scenarioWith([c2]))]).to.deep.equal([]);
  });
});
