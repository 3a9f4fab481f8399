import type { CallName } from '../protocol/calls.ts';
import type { BookingFlow, BrokerRole, Prepayment } from '../protocol/vocabulary.ts';
import type { GuardId } from './guards.ts';

interface Key {
  readonly role: BrokerRole;
  readonly prepayment: Prepayment | 'Free';
  readonly flow: BookingFlow;
}

const BODY: readonly GuardId[] = ['calls/well-formed-body', 'order-level/expected-type', 'order-level/order-uuid'];

const WHOLE_ORDER: readonly GuardId[] = [
  ...BODY,
  'calls/sound-values',
  'order-level/type-and-context-given',
  'order-level/items-given',
  'order-level/seller-given',
  'order-level/seller-known',
  'order-level/seller-of-items',
  'order-level/seller-authorised',
  'broker-role/role-given',
  'items/offer-and-opportunity-given',
  'items/opportunity-known',
  'items/offer-known',
  'items/offer-applicable',
  'items/bookable',
  'items/attendee-details-given',
  'items/intake-form-complete',
  'items/intake-form-valid',
  'items/within-capacity',
  'items/not-in-conflict',
  'prepayment/valid-payment-details',
];

/** Which rules of the broker hold for each role (#broker-roles). */
const BROKER: Readonly<Record<BrokerRole, readonly GuardId[]>> = {
  AgentBroker: [
    'broker-role/agent-broker-required',
    'broker-role/broker-name-required',
    'broker-role/broker-is-organization',
  ],
  ResellerBroker: [
    'broker-role/reseller-broker-required',
    'broker-role/broker-name-required',
    'broker-role/broker-is-organization',
  ],
  NoBroker: ['broker-role/no-broker-without-broker'],
};

const CUSTOMER: Readonly<Record<BrokerRole, readonly GuardId[]>> = {
  AgentBroker: ['broker-role/agent-customer-required', 'broker-role/customer-email-required'],
  ResellerBroker: [],
  NoBroker: ['broker-role/no-broker-customer-required', 'broker-role/customer-email-required'],
};

/** Which rules of the payment hold for each prepayment of the total (#payment-error-conditions). */
const PAYMENT: Readonly<Record<Prepayment | 'Free', readonly GuardId[]>> = {
  Required: ['prepayment/required-payment-given', 'prepayment/identifier-given'],
  Optional: ['prepayment/identifier-given'],
  Unavailable: ['prepayment/no-unnecessary-payment', 'prepayment/identifier-given'],
  Free: ['prepayment/no-unnecessary-payment', 'prepayment/identifier-given'],
};

const TOTAL: readonly GuardId[] = ['totals/total-due-given', 'totals/total-due-matches'];

const PATCH: readonly GuardId[] = [
  ...BODY,
  'calls/sound-values',
  'order-level/type-and-context-given',
  'patch/status-permitted',
  'patch/permitted-properties-only',
  'patch/something-to-change',
];

const customerRules = (role: BrokerRole): readonly GuardId[] => [
  ...CUSTOMER[role],
  'broker-role/customer-complete',
  'broker-role/customer-is-person-or-organization',
];

/** The rules by which the payload of a call may be refused, whatever state the order is in. */
export function payloadGuards(call: CallName, { role, prepayment, flow }: Key): readonly GuardId[] {
  const order = [...WHOLE_ORDER, ...BROKER[role]];
  switch (call) {
    case 'C1':
      return [...order, 'broker-role/customer-complete'];
    case 'C2':
      return [...order, ...customerRules(role)];
    case 'P':
      return [...order, ...customerRules(role), ...PAYMENT[prepayment], ...TOTAL];
    case 'B': {
      const proposal: readonly GuardId[] = ['order-level/version-known', 'order-level/version-current'];
      const approved = flow === 'OpenBookingApprovalFlow' ? proposal : [];
      return [...order, ...customerRules(role), ...PAYMENT[prepayment], ...TOTAL, ...approved];
    }
    case 'update-proposal':
      return PATCH;
    case 'cancel':
      return [
        ...PATCH,
        'patch/item-id-valid',
        'patch/item-within-order',
        'cancellation/permitted',
        'cancellation/allowed-succeeds',
      ];
    case 'delete-quote':
    case 'delete-order':
    case 'status':
      return ['order-level/order-uuid'];
  }
}
