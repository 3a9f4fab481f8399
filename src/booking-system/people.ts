import type { CheckpointName } from '../protocol/calls.ts';
import { getString, isObject, typeOf, get, type Json, type JsonObject } from '../protocol/json.ts';
import { BROKER_ROLES, termOf, type BrokerRole } from '../protocol/vocabulary.ts';
import { problem, type Problem } from './problems.ts';
import type { Submission } from './submission.ts';

/** Which people a call must name, and how (#broker-roles). */
export interface PeopleSeam {
  brokerRole(submission: Submission): Problem | undefined;
  broker(submission: Submission): Problem | undefined;
  customer(submission: Submission): Problem | undefined;
  /** Whether a call takes note of a customer and gives it back. */
  keepsCustomer(call: CheckpointName): boolean;
}

/** The role in which the broker acts; undefined where the body names none. */
export const brokerRoleIn = (body: JsonObject): BrokerRole | undefined => termOf(get(body, 'brokerRole'), BROKER_ROLES);

/** A broker must be an Organization with a name. */
export function brokerFault(broker: Json | undefined): Problem | undefined {
  if (broker === undefined) return problem('IncompleteBrokerDetailsError', 'The broker is missing.');
  if (!isObject(broker) || typeOf(broker) !== 'Organization') {
    return problem('IncompleteBrokerDetailsError', 'The broker is not an Organization.');
  }
  return getString(broker, 'name') ? undefined : problem('IncompleteBrokerDetailsError', 'The broker has no name.');
}

/** A customer must be a Person with an e-mail address, or an Organization with a name and an e-mail address. */
export function customerFault(customer: Json | undefined): Problem | undefined {
  if (customer === undefined) return problem('IncompleteCustomerDetailsError', 'The customer is missing.');
  const type = typeOf(customer);
  if (!isObject(customer) || (type !== 'Person' && type !== 'Organization')) {
    return problem('IncompleteCustomerDetailsError', 'The customer is neither a Person nor an Organization.');
  }
  if (!getString(customer, 'email')) {
    return problem('IncompleteCustomerDetailsError', 'The customer has no e-mail address.');
  }
  return type === 'Organization' && !getString(customer, 'name')
    ? problem('IncompleteCustomerDetailsError', 'The customer has no name.')
    : undefined;
}

export const soundPeople: PeopleSeam = {
  brokerRole: ({ role }) =>
    role === undefined
      ? problem('IncompleteBrokerDetailsError', 'The brokerRole is missing or none of those that exist.')
      : undefined,
  broker: ({ role, body }) => {
    const broker = get(body, 'broker');
    if (role !== 'NoBroker') return brokerFault(broker);
    return broker === undefined
      ? undefined
      : problem('IncompleteBrokerDetailsError', 'There is a broker, though the brokerRole is NoBroker.');
  },
  customer: ({ call, role, body }) => {
    if (call === 'C1') return undefined;
    const customer = get(body, 'customer');
    return customer === undefined && role === 'ResellerBroker' ? undefined : customerFault(customer);
  },
  keepsCustomer: (call) => call !== 'C1',
};
