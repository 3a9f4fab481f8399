import type { ItemChoice, Scenario, SingleStep, Step } from '../../model/scenario.ts';
import { BOOKING_FLOWS, BROKER_ROLES, OPPORTUNITY_TYPES, PREPAYMENTS } from '../../protocol/vocabulary.ts';
import { PLAIN_CRITERIA } from './criteria.ts';

/** What each part of a scenario adds to its size: no number of smaller parts that is met outweighs a greater one. */
const STEP = 1e10;
const LANE = 5e9;
const IN_LANE = 1e9;
const MUTATION = 1e8;
const ITEM = 1e7;
const OPPORTUNITY = 1e6;
const DETAIL = 1e4;
const VALUE = 10;

/**
 * How big a scenario is: a whole number of 0 or more, so that no chain of ever smaller scenarios goes on for ever. Steps
 * count most, then mutations, items, opportunities, whatever is not the plainest, and the length of values.
 */
export function scenarioSize({ settings, opportunities, steps }: Scenario): number {
  const plain = PLAIN_CRITERIA[settings.prepayment];
  const needs = Object.values(opportunities).map(
    ({ type, criteria, seller, flow }) =>
      OPPORTUNITY +
      DETAIL *
        (OPPORTUNITY_TYPES.indexOf(type) +
          (criteria === plain ? 0 : 1) +
          (seller === 'primary' ? 0 : 1) +
          (flow === settings.flow ? 0 : 1)),
  );
  return sum(needs) + sum(steps.map(stepSize)) + settingsSize(settings);
}

const settingsSize = ({ brokerRole, prepayment, flow }: Scenario['settings']): number =>
  BROKER_ROLES.indexOf(brokerRole) + [...PREPAYMENTS, 'Free'].indexOf(prepayment) + BOOKING_FLOWS.indexOf(flow);

/** Lanes cost more than the same steps one after another, and a step costs more in a lane than before or after it. */
function stepSize(step: Step): number {
  if (step.do !== 'lanes') return singleSize(step);
  return sum(step.lanes.map((lane) => LANE + sum(lane.map((each) => IN_LANE + singleSize(each)))));
}

function singleSize(step: SingleStep): number {
  const items: readonly (ItemChoice | number)[] = 'items' in step ? step.items : [];
  const mutations = 'mutations' in step ? (step.mutations ?? []) : [];
  const details =
    ('partner' in step && step.partner !== 'primary' ? 1 : 0) +
    ('payment' in step && step.payment !== undefined ? 1 : 0) +
    ('brokerRole' in step && step.brokerRole !== undefined ? 1 : 0) +
    ('lost' in step ? 1 : 0) +
    ('leaseOf' in step ? 1 : 0) +
    items.filter((item) => typeof item === 'object' && item.offer !== undefined).length;
  const values =
    valueSize('broker' in step ? step.broker : undefined) + valueSize('customer' in step ? step.customer : undefined);
  return STEP + MUTATION * mutations.length + ITEM * items.length + DETAIL * details + values;
}

/** Nothing said, which is the simplest value, has no size. */
const valueSize = (value: unknown): number => (value === undefined ? 0 : VALUE + JSON.stringify(value).length);

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
