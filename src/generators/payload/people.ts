import type fc from 'fast-check';
import { canonical, isObject, type JsonObject } from '../../protocol/json.ts';
import { byValue } from './by-value.ts';
import type { JsonSchemaObject } from './json-schema.ts';
import { fromPool, POOL_SIZE } from './pool.ts';
import { schemaOf } from './schemas.ts';
import { simplest, simplifications } from './simplify.ts';

export type CustomerKind = 'Person' | 'Organization';

/** What the broker and the seller have agreed on for finding payments again (#payment-reconciliation-detail-validation). */
export interface Reconciliation {
  readonly name?: string;
  readonly accountId?: string;
  readonly paymentProviderId?: string;
}

/** What a booking system may check against what it knows. */
const RECONCILED: readonly string[] = ['accountId', 'paymentProviderId'];

const customerSchema = (kind: CustomerKind) => schemaOf(kind === 'Person' ? 'customerPerson' : 'customerOrganization');

/** The simplest broker that the specification allows: `{"@type":"Organization","name":"A"}`. */
export const simplestBroker = simplest(schemaOf('broker')) as JsonObject;

/** The simplest customer: `{"@type":"Person","email":"a@example.com"}`; an Organization has a name and an address too. */
export const simplestCustomer = (kind: CustomerKind = 'Person') => simplest(customerSchema(kind)) as JsonObject;

/** The simplest payment: an identifier, and what was agreed for reconciliation. */
export const simplestPayment = (reconciliation: Reconciliation = {}) =>
  simplest(paymentSchema(reconciliation)) as JsonObject;

/** Brokers as the specification allows them; they shrink to {@link simplestBroker}. */
export const brokerArbitrary: fc.Arbitrary<JsonObject> = arbitraryOf(schemaOf('broker'));

/** Customers of one kind; they shrink to {@link simplestCustomer}. */
export function customerArbitrary(kind: CustomerKind): fc.Arbitrary<JsonObject> {
  return arbitraryOf(customerSchema(kind));
}

/**
 * Payments for P and B; they shrink to {@link simplestPayment}. Reconciliation details are sent as agreed, and none are
 * made up: a booking system may refuse an account that it does not know.
 */
export function paymentArbitrary(
  settings: { readonly reconciliation?: Reconciliation } = {},
): fc.Arbitrary<JsonObject> {
  return arbitraryOf(paymentSchema(settings.reconciliation ?? {}));
}

const paymentSchemas = new Map<string, JsonSchemaObject>();

/** The payment's schema, one object for equal details so that its pool is shared. */
function paymentSchema(reconciliation: Reconciliation): JsonSchemaObject {
  const key = canonical({ ...reconciliation });
  let schema = paymentSchemas.get(key);
  if (schema === undefined) {
    schema = reconciled(schemaOf('payment'), reconciliation);
    paymentSchemas.set(key, schema);
  }
  return schema;
}

function reconciled(schema: JsonSchemaObject, reconciliation: Reconciliation): JsonSchemaObject {
  const agreed = Object.entries(reconciliation).map(([name, value]) => [name, { const: value as string }] as const);
  const free = Object.entries(schema.properties ?? {}).filter(([name]) => !RECONCILED.includes(name));
  return {
    ...schema,
    properties: Object.fromEntries([...free, ...agreed]),
    required: [...(schema.required ?? []), ...Object.keys(reconciliation)],
  };
}

function arbitraryOf(schema: JsonSchemaObject): fc.Arbitrary<JsonObject> {
  return byValue({
    draw: (random) => fromPool(schema, random.nextInt(0, POOL_SIZE - 1)),
    accepts: isObject,
    simpler: (value) => simplifications(schema, value) as Iterable<JsonObject>,
  });
}
