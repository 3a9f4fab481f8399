import type { MutationData } from '../../model/scenario.ts';
import type { CallName } from '../../protocol/calls.ts';
import type { BrokerRole, Prepayment } from '../../protocol/vocabulary.ts';
import { HARMLESS, HARMLESS_TEXT } from '../mutations/harmless.ts';

/** What a mutation's meaning depends on. */
export interface Circumstances {
  readonly role: BrokerRole;
  readonly prepayment: Prepayment | 'Free';
}

/** What a ResellerBroker may do with the customer (#broker-roles). */
const OF_CUSTOMER = ['omit-customer'];

/** What leaves a body as lawful where payment is the broker's choice (#payment-error-conditions). */
const OF_OPTIONAL_PAYMENT = ['omit-payment', 'add-payment'];

/** Whether a call is expected to succeed in spite of a mutation. */
export function isLawful({ kind }: MutationData, call: CallName, { role, prepayment }: Circumstances): boolean {
  if (Object.hasOwn(HARMLESS, kind) || Object.hasOwn(HARMLESS_TEXT, kind)) return true;
  if (OF_CUSTOMER.includes(kind)) return role === 'ResellerBroker';
  if (OF_OPTIONAL_PAYMENT.includes(kind)) return prepayment === 'Optional';
  return kind === 'note-only' || (kind === 'omit-position' && call !== 'cancel');
}
