import { get, getString, isObject, typeOf, type Json, type JsonObject } from '../../protocol/json.ts';
import type { BrokerRole } from '../../protocol/vocabulary.ts';
import type { Certainty, Fault, GuardId } from '../guards.ts';
import type { CallRequest } from '../request.ts';

/** The faults of `brokerRole`, `broker` and `customer` (#broker-roles). */

const fault = (rule: GuardId, certainty: Certainty = 'must'): Fault => ({ rule, certainty });

/** A value that is there: JSON's null is read as absent. */
const given = (body: JsonObject, key: string): Json | undefined => get(body, key) ?? undefined;

/** How sure it is that a text that is required is missing: an empty one is unclear. */
function missing(party: Json, key: string): Certainty | undefined {
  const value = get(party, key) ?? undefined;
  if (value === undefined) return 'must';
  return typeof value === 'string' && value.trim() !== '' ? undefined : 'unclear';
}

function brokerFaults(body: JsonObject, role: BrokerRole): readonly Fault[] {
  const broker = given(body, 'broker');
  if (role === 'NoBroker') return broker === undefined ? [] : [fault('broker-role/no-broker-without-broker')];
  if (broker === undefined) {
    const required = role === 'AgentBroker' ? 'agent-broker-required' : 'reseller-broker-required';
    return [fault(`broker-role/${required}`)];
  }
  // Without @type it can still be meant, and read, as an Organization.
  const type = typeOf(broker);
  if (!isObject(broker) || (type !== undefined && type !== 'Organization')) {
    return [fault('broker-role/broker-is-organization')];
  }
  const nameless = missing(broker, 'name');
  return [
    ...(type === undefined ? [fault('broker-role/broker-is-organization', 'may')] : []),
    ...(nameless ? [fault('broker-role/broker-name-required', nameless)] : []),
  ];
}

/** What is wrong with a customer that is there. */
function customerFaults(customer: Json, role: BrokerRole): readonly Fault[] {
  const optional = role === 'ResellerBroker';
  const sure: Certainty = optional ? 'unclear' : 'must';
  const type = typeOf(customer);
  if (!isObject(customer) || (type !== undefined && type !== 'Person' && type !== 'Organization')) {
    return [fault('broker-role/customer-is-person-or-organization', sure)];
  }
  const untyped = type === undefined ? [fault('broker-role/customer-is-person-or-organization', 'may')] : [];
  const nowhere = missing(customer, 'email');
  // Whether an Organization needs an e-mail, what else it needs, and what a reseller's customer needs, is not said.
  const incomplete = nowhere ?? (type === 'Organization' ? missing(customer, 'name') : undefined);
  if (type !== 'Person' || optional) {
    return incomplete ? [...untyped, fault('broker-role/customer-complete', 'unclear')] : untyped;
  }
  return nowhere ? [...untyped, fault('broker-role/customer-email-required', nowhere)] : untyped;
}

function customerFaultsAt(request: CallRequest, body: JsonObject, role: BrokerRole): readonly Fault[] {
  const customer = given(body, 'customer');
  if (request.call === 'C1') {
    // No broker should send one here; a system that looks at it all the same may refuse what it sees.
    return customer === undefined ? [] : [fault('broker-role/customer-complete', 'may')];
  }
  if (customer !== undefined) return customerFaults(customer, role);
  if (role === 'ResellerBroker') return [];
  return [fault(`broker-role/${role === 'AgentBroker' ? 'agent' : 'no-broker'}-customer-required`)];
}

/** What is wrong with the people of a C1, C2, P or B that carries a whole order. */
export function peopleFaults(request: CallRequest, body: JsonObject): readonly Fault[] {
  const { role } = request;
  if (role === undefined) {
    // Unread, so nothing that depends on it can be demanded, nor can it be ruled out.
    const named = getString(body, 'brokerRole') === '' ? 'unclear' : 'must';
    const broker = given(body, 'broker');
    const customer = given(body, 'customer');
    return [
      fault('broker-role/role-given', named),
      ...(getString(broker, 'name') ? [] : [fault('broker-role/agent-broker-required', 'may')]),
      ...(getString(customer, 'email') ? [] : [fault('broker-role/customer-complete', 'may')]),
    ];
  }
  return [...brokerFaults(body, role), ...customerFaultsAt(request, body, role)];
}
