import { expect } from 'chai';
import type { Scenario, Step } from '../../../src/model/scenario.ts';
import { BROKER_ROLES, OPPORTUNITY_TYPES, PREPAYMENTS } from '../../../src/protocol/vocabulary.ts';
import { emptyCoverage, noteScenario } from '../../../src/generators/index.ts';
import { ALL, scenarioOf, scenarios } from './samples.ts';

const SAMPLE = 400;
const ONE_IN_TWENTY = SAMPLE / 20;

type Ordered = Extract<Step, { readonly order: string }>;

/** Whether an order of one partner has these steps, in this order and with nothing wrong in them. */
function follows({ steps }: Scenario, ...wanted: readonly ((step: Ordered) => boolean)[]): boolean {
  const own = steps.filter((step): step is Ordered => 'order' in step && !('mutations' in step));
  return own.some((first) => {
    let next = 0;
    for (const step of own) {
      if (step.order === first.order && step.partner === first.partner && wanted[next]?.(step)) next += 1;
    }
    return next === wanted.length;
  });
}

const does = (name: Step['do']) => (step: Step) => step.do === name;
const accepts = (step: Step) => step.do === 'seller' && step.action === 'accept-proposal';
const rejects = (step: Step) => step.do === 'seller' && step.action === 'reject-proposal';

const DEEP: Readonly<Record<string, (scenario: Scenario) => boolean>> = {
  'B after an accepted P': (scenario) => follows(scenario, does('P'), accepts, does('B after P')),
  'a cancellation after B after P': (scenario) =>
    follows(scenario, does('P'), accepts, does('B after P'), does('cancel')),
  'a cancellation after B': (scenario) => follows(scenario, does('B'), does('cancel')),
  'a proposal that the seller rejects': (scenario) => follows(scenario, does('P'), rejects),
  'a proposal that the customer rejects': (scenario) => follows(scenario, does('P'), does('update-proposal')),
  'a deleted order': (scenario) => follows(scenario, does('B'), does('delete-order')),
  'two partners': ({ steps }) => new Set(steps.map((step) => ('partner' in step ? step.partner : 'primary'))).size > 1,
  'a lapsed lease': (scenario) => scenario.steps.some(does('wait')),
  'several items': ({ steps }) => steps.some((step) => step.do === 'B' && step.items.length > 1),
  'the same opportunity twice': ({ steps }) =>
    steps.some(
      (step) => step.do === 'C2' && new Set(step.items.map((item) => item.opportunity)).size < step.items.length,
    ),
  'something wrong': ({ steps }) => steps.some((step) => 'mutations' in step),
  'a look at spaces': ({ steps }) => steps.some(does('read-spaces')),
  'a look at the orders feed': ({ steps }) => steps.some((step) => step.do === 'read-feed' && step.feed === 'orders'),
  'a look at the proposals feed': ({ steps }) =>
    steps.some((step) => step.do === 'read-feed' && step.feed === 'order-proposals'),
  ...Object.fromEntries(
    BROKER_ROLES.map((role) => [role, ({ settings }: Scenario) => settings.brokerRole === role] as const),
  ),
  ...Object.fromEntries(
    [...PREPAYMENTS, 'Free' as const].map(
      (prepayment) => [prepayment, ({ settings }: Scenario) => settings.prepayment === prepayment] as const,
    ),
  ),
  ...Object.fromEntries(
    OPPORTUNITY_TYPES.map(
      (type) =>
        [
          type,
          ({ opportunities }: Scenario) => Object.values(opportunities).some((need) => need.type === type),
        ] as const,
    ),
  ),
};

describe('what scenarios are like', () => {
  const sample = scenarios(SAMPLE);

  for (const [name, has] of Object.entries(DEEP)) {
    it(`has ${name} in at least one of twenty`, () => {
      expect(sample.filter(has).length).to.be.at.least(ONE_IN_TWENTY);
    });
  }

  it('has six to fourteen steps or so', () => {
    const lengths = sample.map(({ steps }) => steps.length).sort((x, y) => x - y);
    expect(lengths[SAMPLE / 2]).to.be.within(8, 14);
    expect(lengths[SAMPLE * 0.95]).to.be.at.most(17);
    expect(lengths[SAMPLE * 0.05]).to.be.at.least(6);
  });

  it('keeps to what the target has', () => {
    const options = {
      ...ALL,
      roles: ['ResellerBroker'],
      prepayments: ['Free'],
      flows: ['OpenBookingSimpleFlow'],
      opportunityTypes: ['FacilityUseSlot'],
      criteria: ['BookableFree', 'BookableOneSpace'],
      partners: 1,
      sellers: ['primary'],
      canWait: false,
    } as const;
    for (const { settings, opportunities, steps } of scenarios(100, options)) {
      expect(settings).to.deep.equal({
        brokerRole: 'ResellerBroker',
        prepayment: 'Free',
        flow: 'OpenBookingSimpleFlow',
      });
      for (const need of Object.values(opportunities)) {
        expect(need).to.include({ type: 'FacilityUseSlot', seller: 'primary', flow: 'OpenBookingSimpleFlow' });
        expect(need.criteria).to.be.oneOf(['BookableFree', 'BookableOneSpace']);
      }
      expect(steps.some((step) => 'partner' in step && step.partner !== 'primary')).to.equal(false);
      expect(steps.some(({ do: name }) => name === 'wait')).to.equal(false);
    }
  });

  it('tries more kinds of fault when it knows which were tried', () => {
    const kinds = (of: readonly Scenario[]) =>
      new Set(
        of.flatMap(({ steps }) =>
          steps.flatMap((step) => ('mutations' in step ? (step.mutations ?? []).map(({ kind }) => kind) : [])),
        ),
      ).size;
    let coverage = emptyCoverage();
    const guided = Array.from({ length: 30 }, (_, seed) => {
      const scenario = scenarioOf(seed, { ...ALL, coverage });
      coverage = noteScenario(coverage, scenario);
      return scenario;
    });
    expect(kinds(guided)).to.be.greaterThan(kinds(scenarios(30)) * 1.08);
  });
});
