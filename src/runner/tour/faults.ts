import { simplestCustomer } from '../../generators/index.ts';
import type { BrokerStep, MutationData, Step } from '../../model/index.ts';
import type { CheckpointName } from '../../protocol/calls.ts';
import type { BrokerRole } from '../../protocol/vocabulary.ts';
import {
  ask,
  bare,
  book,
  cancel,
  items,
  look,
  need,
  needsApproval,
  scenario,
  seller,
  whole,
  wrong,
  type Cast,
  type Story,
} from './cast.ts';

/** One fault for each rule that guards a call, at each call that it guards: refused, and then the call without it. */

const kinds = (...names: readonly string[]): readonly MutationData[] => names.map((kind) => ({ kind }));

const BROKER: Readonly<Record<BrokerRole, readonly MutationData[]>> = {
  AgentBroker: kinds('omit-broker', 'omit-broker-name', 'broker-is-person', 'omit-broker-role'),
  ResellerBroker: kinds('omit-broker', 'omit-broker-name', 'broker-is-person', 'omit-broker-role'),
  NoBroker: kinds('add-broker', 'omit-broker-role'),
};

const CUSTOMER: Readonly<Record<BrokerRole, readonly MutationData[]>> = {
  AgentBroker: kinds('omit-customer', 'omit-customer-email', 'customer-is-place'),
  ResellerBroker: kinds('customer-is-place'),
  NoBroker: kinds('omit-customer', 'omit-customer-email', 'customer-is-place'),
};

const ORDER: readonly MutationData[] = [
  ...kinds('unknown-seller', 'omit-seller', 'other-seller', 'wrong-body-type', 'omit-type', 'no-items', 'not-json'),
  { kind: 'omit-offer', item: 0 },
  { kind: 'unknown-opportunity', item: 0 },
  { kind: 'unknown-offer', item: 0 },
  { kind: 'foreign-offer', item: 0 },
  { kind: 'schema', path: '/brokerRole', edit: 'wrong-type' },
];

/** A call of which the next is a version with something wrong. */
type Fault = (step: ReturnType<typeof whole>) => BrokerStep;

const of =
  (mutation: MutationData): Fault =>
  (step) =>
    wrong(step, mutation);

function peopleFaults({ settings }: Cast, call: CheckpointName): readonly Fault[] {
  const role = settings.brokerRole;
  const person: Fault[] =
    role === 'ResellerBroker'
      ? [(step) => ({ ...step, customer: simplestCustomer() }), (step) => ({ ...step, customer: null })]
      : [];
  const customer = CUSTOMER[role].map((mutation): Fault =>
    role === 'ResellerBroker' ? (step) => wrong({ ...step, customer: simplestCustomer() }, mutation) : of(mutation),
  );
  const organisation: Fault = (step) =>
    wrong({ ...step, customer: simplestCustomer('Organization') }, { kind: 'omit-customer-name' });
  return [...BROKER[role].map(of), ...(call === 'C1' ? [] : [...customer, organisation, ...person])];
}

function paymentFaults({ settings }: Cast, call: CheckpointName): readonly Fault[] {
  const { prepayment } = settings;
  const account = prepayment === 'Free' ? [] : [of({ kind: 'wrong-account' })];
  if (call === 'C1' || call === 'C2') return account;
  const anonymous = { kind: 'omit-payment-identifier' };
  const offered: Fault = (step) => ({ ...step, payment: 'offered' });
  const own: readonly Fault[] = {
    Required: [of({ kind: 'omit-payment' }), of(anonymous)],
    Optional: [(step: ReturnType<typeof whole>) => wrong({ ...step, payment: 'offered' }, anonymous)],
    Unavailable: [
      of({ kind: 'add-payment' }),
      (step: ReturnType<typeof whole>) => wrong(step, { kind: 'add-payment' }, anonymous),
    ],
    Free: [
      of({ kind: 'add-payment' }),
      (step: ReturnType<typeof whole>) => wrong(step, { kind: 'add-payment' }, anonymous),
    ],
  }[prepayment];
  const totals = [of({ kind: 'total-penny-more' }), of({ kind: 'total-penny-less' }), of({ kind: 'omit-total' })];
  return [...own, ...account, ...totals, ...(prepayment === 'Optional' ? [offered] : [])];
}

/** What a call can be refused for, in scenarios that are not too long. A call that takes takes a UUID of its own. */
function batch(cast: Cast, call: CheckpointName, faults: readonly Fault[]): ReturnType<Story> {
  const good = whole(call, items('o1'));
  const taking = call === 'P' || call === 'B';
  return scenario(cast, { o1: need(cast), o2: need(cast) }, [
    ...faults.map((fault, index): Step => {
      const step = fault(good);
      // A fault that is overlooked must not stand in the way of the next.
      return taking ? { ...step, order: `a${String(index + 1)}` } : step;
    }),
    look(),
    good,
    look(),
  ]);
}

const booking = (cast: Cast): CheckpointName => (needsApproval(cast) ? 'P' : 'B');

/** What the role and the prepayment are checked by, at the call that books. */
export const peopleAndPaymentAtBooking: Story = (cast) =>
  batch(cast, booking(cast), [...peopleFaults(cast, 'B'), ...paymentFaults(cast, 'B')]);

/** The same at the second quote, and at the first. */
export const peopleAndPaymentAtC2: Story = (cast) =>
  batch(cast, 'C2', [...peopleFaults(cast, 'C2'), ...paymentFaults(cast, 'C2')]);
export const peopleAndPaymentAtC1: Story = (cast) =>
  batch(cast, 'C1', [...peopleFaults(cast, 'C1'), ...paymentFaults(cast, 'C1')]);

export const orderAtBooking: Story = (cast) => batch(cast, booking(cast), ORDER.map(of));
export const orderAtC2: Story = (cast) => batch(cast, 'C2', ORDER.map(of));
export const orderAtC1: Story = (cast) => batch(cast, 'C1', ORDER.map(of));

/** What a cancellation can be refused for. */
export const cancellations: Story = (cast) =>
  scenario(cast, { o1: need(cast) }, [
    { ...whole(booking(cast), items('o1')), order: 'b' },
    ...book(cast, items('o1', 'o1')),
    ...[
      { kind: 'no-items' },
      { kind: 'item-status-attended', item: 0 },
      { kind: 'malformed-item-id', item: 0 },
      { kind: 'omit-item-id', item: 0 },
      { kind: 'unknown-item', item: 0 },
      { kind: 'other-orders-item', item: 0 },
      { kind: 'patch-customer' },
      { kind: 'wrong-body-type' },
      { kind: 'omit-type' },
      { kind: 'not-json' },
    ].map((mutation) => wrong(cancel([0]), mutation)),
    look(),
    cancel([0]),
    look(),
  ]);

/** What an update of a proposal, and a B after it, can be refused for. */
export const proposals: Story = (cast) =>
  needsApproval(cast)
    ? scenario(cast, { o1: need(cast) }, [
        whole('P', items('o1')),
        ...kinds(
          'proposal-status-accepted',
          'proposal-status-rejected',
          'patch-customer',
          'wrong-body-type',
          'omit-type',
          'not-json',
        ).map((mutation) => wrong(bare('update-proposal'), mutation)),
        seller('amend-proposal'),
        ...kinds('outdated-version', 'omit-version').map((mutation) => wrong(bare('B after P'), mutation)),
        { ...whole('P', items('o1')), order: 'b' },
        { ...seller('accept-proposal'), order: 'b' },
        ...kinds('outdated-version', 'omit-version', 'wrong-body-type', 'not-json', 'add-payment').map((mutation) =>
          wrong(bare('B after P', 'primary', 'b'), mutation),
        ),
        bare('B after P', 'primary', 'b'),
        ask('o1'),
      ])
    : undefined;
