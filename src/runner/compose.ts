import { randomUUID } from 'node:crypto';
import { CALLS, pathOf, type CallName } from '../protocol/calls.ts';
import type { ApiRequest, Body } from '../protocol/exchange.ts';
import type { SellerName } from '../protocol/ids.ts';
import type { JsonObject } from '../protocol/json.ts';
import { amount } from '../protocol/money.ts';
import { CONTEXT, iri, type BrokerRole } from '../protocol/vocabulary.ts';
import { applyMutations, detailsFor, isMutation, simplestBroker, simplestCustomer } from '../generators/index.ts';
import {
  pairKey,
  prepaymentOf,
  singleSteps,
  type BrokerStep,
  type CancelStep,
  type CheckpointStep,
  type ConfirmStep,
  type ItemChoice,
  type OfferFacts,
  type Pair,
  type Scenario,
  type StrayStep,
} from '../model/index.ts';
import { itemIdsElsewhere, offersElsewhere, pairsText, recall, uuidOf, type Bindings } from './bindings.ts';
import type { Session } from './options.ts';

/** Makes the request of a step: what a careful broker would send, with the step's mutations applied to it. */

interface Composing {
  readonly scenario: Scenario;
  readonly bindings: Bindings;
  readonly session: Pick<Session, 'sellers'> & { readonly target: Pick<Session['target'], 'baseUrl'> };
}

const CALL_OF: Readonly<Record<BrokerStep['do'], CallName>> = {
  C1: 'C1',
  C2: 'C2',
  P: 'P',
  B: 'B',
  'B after P': 'B',
  cancel: 'cancel',
  'update-proposal': 'update-proposal',
  'delete-quote': 'delete-quote',
  'delete-order': 'delete-order',
  status: 'status',
};

/** The call that a step makes. */
export const callOfStep = (step: BrokerStep): CallName => CALL_OF[step.do];

function pairOf({ bindings }: Composing, item: ItemChoice): Pair | undefined {
  const opportunity = bindings.opportunities.get(item.opportunity);
  const offer = opportunity?.offers[(item.offer ?? 0) % Math.max(1, opportunity.offers.length)];
  return opportunity && offer && { opportunity, offer };
}

/** The seller of an order: that of its first item, or the first seller. */
function sellerOf({ scenario, session }: Composing, items: readonly ItemChoice[]): SellerName {
  const need = items[0] && scenario.opportunities[items[0].opportunity];
  const wanted = need?.seller ?? 'primary';
  return session.sellers[wanted] ? wanted : 'primary';
}

/** The items that the last whole order under this name asked for: whose seller the other calls act for. */
function itemsOfOrder({ scenario }: Composing, order: string): readonly ItemChoice[] {
  return (
    singleSteps(scenario.steps).flatMap((step) =>
      'items' in step && step.do !== 'cancel' && step.order === order ? [step.items] : [],
    )[0] ?? []
  );
}

/** `payment`, as the total calls for it and the seller reconciles it. */
function paymentFor(
  composing: Composing,
  step: CheckpointStep | ConfirmStep,
  pairs: readonly Pair[],
  seller: SellerName,
): JsonObject | undefined {
  const details = composing.session.sellers[seller]?.paymentReconciliationDetails;
  const free = pairs.every(({ offer }) => offer.price === 0);
  if (step.do === 'C1' || step.do === 'C2') return details && !free ? { '@type': 'Payment', ...details } : undefined;
  const prepayment = prepaymentOf(pairs);
  const due = step.do === 'B after P' ? false : prepayment === 'Required';
  const offered = step.payment === 'offered' && (prepayment === 'Optional' || prepayment === 'Required');
  return due || offered ? { '@type': 'Payment', identifier: `payment-of-${step.order}`, ...details } : undefined;
}

/** The currency of some offers: those that cost nothing may leave it out (#free-opportunities). */
const currencyOf = (offers: readonly OfferFacts[]): string | undefined =>
  offers.find(({ currency }) => currency !== undefined)?.currency;

/** The total that was quoted, where these items were; else what the offers say, in their currency or another's. */
function totalFor({ bindings }: Composing, step: CheckpointStep, pairs: readonly Pair[]): JsonObject {
  const { quote } = recall(bindings, step.partner, step.order);
  const text = pairsText(pairs.map(({ opportunity, offer }) => ({ opportunity: opportunity.id, offer: offer.id })));
  const sum = pairs.reduce((total, { offer }) => total + offer.price, 0);
  const quoted = quote?.pairs === text ? quote : undefined;
  const price = amount(quoted?.total ?? sum);
  const seen = [...bindings.opportunities.values()].flatMap(({ offers }) => offers);
  const published = currencyOf(pairs.map(({ offer }) => offer)) ?? currencyOf(seen);
  const currency = quoted?.total === 0 ? quoted.currency : (quoted?.currency ?? published);
  return { '@type': 'PriceSpecification', price, ...(currency !== undefined && { priceCurrency: currency }) };
}

function customerOf(step: CheckpointStep, role: BrokerRole): JsonObject | undefined {
  if (step.do === 'C1' || step.customer === null) return undefined;
  if (step.customer !== undefined) return step.customer;
  return role === 'ResellerBroker' ? undefined : simplestCustomer();
}

/** The details that a quote has asked for with a pair of opportunity and offer. */
function detailsOf({ bindings }: Composing, pair: Parameters<typeof pairKey>[0]): JsonObject {
  const asked = bindings.asked[pairKey(pair)];
  return asked === undefined || asked === 'varies' ? {} : detailsFor(asked);
}

function wholeOrder(composing: Composing, step: CheckpointStep): JsonObject {
  const role = step.brokerRole ?? composing.scenario.settings.brokerRole;
  const pairs = step.items.map((item) => pairOf(composing, item)).filter((pair) => pair !== undefined);
  const seller = sellerOf(composing, step.items);
  const broker = role === 'NoBroker' ? undefined : (step.broker ?? simplestBroker);
  const customer = customerOf(step, role);
  const payment = paymentFor(composing, step, pairs, seller);
  const sellerId = composing.session.sellers[seller]?.id;
  return {
    '@context': CONTEXT,
    '@type': CALLS[step.do].bodyType,
    brokerRole: iri(role),
    ...(broker && { broker }),
    ...(sellerId && { seller: sellerId }),
    ...(customer && { customer }),
    orderedItem: pairs.map(({ opportunity, offer }, position) => ({
      '@type': 'OrderItem',
      position,
      acceptedOffer: offer.id,
      orderedItem: opportunity.id,
      ...(step.do !== 'C1' && detailsOf(composing, { opportunity: opportunity.id, offer: offer.id })),
    })),
    ...(payment && { payment }),
    ...(step.do === 'P' || step.do === 'B' ? { totalPaymentDue: totalFor(composing, step, pairs) } : {}),
  };
}

/** B after P: the latest version known; one that never was, where none is known. */
function confirmation(composing: Composing, step: ConfirmStep): JsonObject {
  const { bindings, session } = composing;
  const { versions } = recall(bindings, step.partner, step.order);
  const proposal = `${session.target.baseUrl}/${CALLS.P.path}/${uuidOf(bindings, step.order)}`;
  const items = itemsOfOrder(composing, step.order);
  const pairs = items.map((item) => pairOf(composing, item)).filter((pair) => pair !== undefined);
  const payment = paymentFor(composing, step, pairs, sellerOf(composing, items));
  return {
    '@context': CONTEXT,
    '@type': 'Order',
    orderProposalVersion: versions.at(-1) ?? `${proposal}/versions/${randomUUID()}`,
    ...(payment && { payment }),
  };
}

function cancellation({ bindings, session }: Composing, step: CancelStep): JsonObject {
  const { itemIds } = recall(bindings, step.partner, step.order);
  const order = `${session.target.baseUrl}/${CALLS.B.path}/${uuidOf(bindings, step.order)}`;
  return {
    '@context': CONTEXT,
    '@type': 'Order',
    orderedItem: step.items.map((index) => ({
      '@type': 'OrderItem',
      '@id': itemIds[index] ?? `${order}#/orderedItems/${index}`,
      orderItemStatus: iri('CustomerCancelled'),
    })),
  };
}

function bodyOf(composing: Composing, step: BrokerStep): JsonObject | undefined {
  switch (step.do) {
    case 'C1':
    case 'C2':
    case 'P':
    case 'B':
      return wholeOrder(composing, step);
    case 'B after P':
      return confirmation(composing, step);
    case 'cancel':
      return cancellation(composing, step);
    case 'update-proposal':
      return { '@context': CONTEXT, '@type': 'OrderProposal', orderProposalStatus: iri('CustomerRejected') };
    case 'delete-quote':
    case 'delete-order':
    case 'status':
      return undefined;
  }
}

function mutated(
  composing: Composing,
  step: BrokerStep,
  body: JsonObject,
  items: readonly ItemChoice[],
  seller: SellerName,
): Body {
  const { bindings, session } = composing;
  const mutations = (step.mutations ?? []).filter(isMutation);
  if (mutations.length === 0) return { kind: 'json', value: body };
  const { versions } = recall(bindings, step.partner, step.order);
  return applyMutations(body, mutations, {
    offersElsewhere: offersElsewhere(
      bindings,
      items.map(({ opportunity }) => opportunity),
    ),
    otherSellers: Object.entries(session.sellers).flatMap(([name, config]) => (name === seller ? [] : [config.id])),
    otherItemIds: itemIdsElsewhere(bindings, step.partner, step.order),
    earlierVersions: versions.slice(0, -1),
  });
}

/** The request of a broker's step. */
export function composeRequest(
  scenario: Scenario,
  step: BrokerStep,
  bindings: Bindings,
  session: Composing['session'],
): ApiRequest {
  const composing: Composing = { scenario, bindings, session };
  const call = callOfStep(step);
  const items = 'items' in step && step.do !== 'cancel' ? step.items : itemsOfOrder(composing, step.order);
  const seller = sellerOf(composing, items);
  const body = bodyOf(composing, step);
  return {
    method: CALLS[call].method,
    path: pathOf(call, uuidOf(bindings, step.order)),
    partner: step.partner,
    seller,
    ...(body && { body: mutated(composing, step, body, items, seller) }),
  };
}

/** The request of a step that is no call of the API. */
export const composeStray = ({ method, path, partner }: StrayStep): ApiRequest => ({
  method,
  path: path.replaceAll('{uuid}', randomUUID()),
  partner,
  seller: 'primary',
  ...(method === 'GET' || method === 'DELETE'
    ? {}
    : { body: { kind: 'json', value: { '@context': CONTEXT, '@type': 'Order' } } }),
});
