import { getString, typeOf } from '../../../protocol/json.ts';
import { BROKER_ROLES, termOf } from '../../../protocol/vocabulary.ts';
import type { CallRequest, OrderRecord } from '../../../model/index.ts';
import { given, type Sight } from './sight.ts';

/**
 * Who pays, and so whose tax it is (#tax-calculation). `unnamed`: a customer who is not named yet, as at C1, and is
 * taken for a consumer. `unknown`: it cannot be told.
 */
export type Payer = 'consumer' | 'business' | 'unnamed' | 'unknown';

/** Who pays for the order that a call is about. */
export function payerOf(request: CallRequest, before: OrderRecord, { sent }: Sight): Payer {
  const role = request.role ?? termOf(getString(sent, 'brokerRole'), BROKER_ROLES) ?? before.role;
  if (role === undefined) return 'unknown';
  if (role === 'ResellerBroker') return 'business';
  const customer = given(sent, 'customer');
  if (customer === undefined) return request.call === 'C1' ? 'unnamed' : 'unknown';
  const type = typeOf(customer);
  if (type === 'Organization') return 'business';
  return type === 'Person' ? 'consumer' : 'unknown';
}
