import type fc from 'fast-check';
import type { BrokerStep, CheckpointStep, ItemChoice, Settings } from '../../model/scenario.ts';
import type { CheckpointName } from '../../protocol/calls.ts';
import type { PartnerName } from '../../protocol/ids.ts';
import type { JsonObject } from '../../protocol/json.ts';
import type { BrokerRole } from '../../protocol/vocabulary.ts';
import { brokerArbitrary, customerArbitrary, simplestCustomer } from '../payload/people.ts';
import { happens, pickWeighted } from './chance.ts';

/** What an order of a scenario is meant to be, as long as nothing odd is tried: who, for whom, what, how paid. */
export interface Plan {
  readonly order: string;
  readonly partner: PartnerName;
  readonly role: BrokerRole;
  readonly items: readonly ItemChoice[];
  readonly broker?: JsonObject;
  readonly customer?: JsonObject | null;
  readonly payment?: 'offered';
}

/** Someone who is more than the simplest, as often as it pays to look at odd names. */
const ODD_BROKER = 0.2;
const OFFERED = 0.45;

export function drawPeople(
  random: fc.Random,
  role: BrokerRole,
  prepayment: Settings['prepayment'],
): Pick<Plan, 'broker' | 'customer' | 'payment'> {
  const customer = drawCustomer(random, role);
  const broker = role !== 'NoBroker' && happens(random, ODD_BROKER);
  return {
    ...(broker && { broker: brokerArbitrary.generate(random, undefined).value }),
    ...(customer !== undefined && { customer }),
    ...(prepayment === 'Optional' && happens(random, OFFERED) && { payment: 'offered' as const }),
  };
}

/** Undefined: the simplest customer; of a ResellerBroker, none. */
function drawCustomer(random: fc.Random, role: BrokerRole): JsonObject | undefined {
  const kind = pickWeighted(random, [
    ['default', 60],
    ['simplest', role === 'ResellerBroker' ? 30 : 0],
    ['Person', 20],
    ['Organization', 10],
  ] as const);
  switch (kind) {
    case 'Person':
    case 'Organization':
      return customerArbitrary(kind).generate(random, undefined).value;
    case 'simplest':
      return simplestCustomer();
    default:
      return undefined;
  }
}

/** A call that carries the whole order as planned. */
export function checkpoint(settings: Settings, plan: Plan, call: CheckpointName): CheckpointStep {
  const { order, partner, role, items, broker, customer, payment } = plan;
  return {
    do: call,
    order,
    partner,
    items,
    ...(role !== settings.brokerRole && { brokerRole: role }),
    ...(broker !== undefined && { broker }),
    ...(customer !== undefined && call !== 'C1' && { customer }),
    ...(payment !== undefined && (call === 'P' || call === 'B') && { payment }),
  };
}

/** A step with something wrong in it; the step as it is with nothing. */
export const mutated = <S extends BrokerStep>(step: S, mutations: S['mutations']): S =>
  mutations === undefined || mutations.length === 0 ? step : { ...step, mutations };
