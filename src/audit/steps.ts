import type { CALLS } from '../protocol/calls.ts';
import type { OpportunityId } from '../protocol/ids.ts';
import { get, getArray, getString, isObject, type Json, type JsonObject } from '../protocol/json.ts';
import { amount, readAmount } from '../protocol/money.ts';
import { applyMutations, EMPTY_CONTEXT, mutationsFor, type Mutation } from '../generators/index.ts';
import {
  readAnswer,
  type BrokerStep,
  type CheckpointStep,
  type ItemChoice,
  type OpportunityFacts,
  type Scenario,
  type SingleStep,
  type Step,
} from '../model/index.ts';
import { bind, recall, remember, type Bindings } from '../runner/bindings.ts';
import { composeRequest } from '../runner/compose.ts';
import { inLanes, type Acted } from './lanes.ts';
import type { SliceAct, SliceCall, SliceRead } from './slice-read.ts';

/** The steps of a scenario from what was done in a recording. */

interface Making {
  readonly scenario: Scenario;
  readonly read: SliceRead;
  readonly names: ReadonlyMap<OpportunityId, string>;
  readonly orders: Map<string, string>;
  readonly bindings: Bindings;
}

/** The steps; in words, what there is no step for. */
export function stepsOf(
  scenario: Scenario,
  read: SliceRead,
  names: ReadonlyMap<OpportunityId, string>,
): readonly Step[] | string {
  const opportunities = new Map<string, OpportunityFacts>();
  for (const [id, facts] of read.opportunities) opportunities.set(names.get(id) ?? '', facts);
  const making: Making = { scenario, read, names, orders: new Map(), bindings: bind(scenario, opportunities) };
  const steps: SingleStep[] = [];
  const acted: Acted[] = [];
  for (const act of read.acts) {
    const made = stepOf(act, making, steps);
    if (typeof made === 'string') return made;
    steps.push(...made);
    acted.push({ act, steps: made });
  }
  return inLanes(acted);
}

const orderName = ({ orders }: Making, uuid: string): string => {
  const known = orders.get(uuid) ?? String.fromCharCode('a'.charCodeAt(0) + (orders.size % 26));
  orders.set(uuid, known);
  return known;
};

function stepOf(act: SliceAct, making: Making, before: readonly SingleStep[]): readonly SingleStep[] | string {
  switch (act.kind) {
    case 'call':
      return callSteps(act, making, before);
    case 'seller': {
      if (act.action === undefined) return 'the seller does something in it for which scenarios have no step';
      const order = orderName(making, act.uuid);
      return [{ do: 'seller', action: act.action, order, partner: 'primary' }];
    }
    case 'feed':
      return [{ do: 'read-feed', feed: act.feed, partner: act.partner }];
    case 'spaces':
      // Looks at what has not been asked for yet are how the recording learned of it.
      return before.length === 0
        ? []
        : act.opportunities.flatMap((id): readonly SingleStep[] => {
            const opportunity = making.names.get(id);
            return opportunity === undefined ? [] : [{ do: 'read-spaces', opportunity }];
          });
  }
}

function callSteps({ request, logged, baseUrl }: SliceCall, making: Making, before: readonly SingleStep[]) {
  const order = orderName(making, request.uuid);
  const plain = plainStep(request, making, order);
  if (typeof plain === 'string') return plain;
  const scenario = { ...making.scenario, steps: [...before, plain] };
  const session = { target: { baseUrl }, sellers: sellersOf(making) };
  const composed = composeRequest(scenario, plain, making.bindings, session).body;
  const sent = logged.sent?.kind === 'json' ? logged.sent.value : undefined;
  const meant = composed?.kind === 'json' && isObject(composed.value) ? composed.value : undefined;
  const mutations = meant && isObject(sent) ? mutationsTo(request.call, meant, sent) : [];
  remember(making.bindings, order, request, readAnswer(request, logged.answer));
  return [mutations.length === 0 ? plain : { ...plain, mutations }];
}

function plainStep(request: SliceCall['request'], making: Making, order: string): BrokerStep | string {
  const { call, partner, body, minimal } = request;
  const common = { order, partner };
  switch (call) {
    case 'C1':
    case 'C2':
    case 'P':
    case 'B':
      return minimal
        ? { do: 'B after P', ...common, ...offered(body) }
        : { do: call, ...common, ...contentOf(request, making) };
    case 'cancel':
      return { do: 'cancel', ...common, items: cancelledItems(body, recall(making.bindings, partner, order).itemIds) };
    case 'update-proposal':
    case 'delete-quote':
    case 'delete-order':
    case 'status':
      return { do: call, ...common };
  }
}

const offered = (body: Json | undefined): { readonly payment?: 'offered' } =>
  get(get(body, 'payment'), 'identifier') === undefined ? {} : { payment: 'offered' };

function contentOf(request: SliceCall['request'], { read, names, scenario }: Making): Pick<CheckpointStep, 'items'> {
  const { body, role, lines } = request;
  const items = lines.flatMap(({ opportunity, offer }): readonly ItemChoice[] => {
    const name = opportunity === undefined ? undefined : names.get(opportunity);
    const facts = opportunity === undefined ? undefined : read.opportunities.get(opportunity);
    const index = facts?.offers.findIndex(({ id }) => id === offer) ?? -1;
    return name === undefined ? [] : [{ opportunity: name, ...(index > 0 ? { offer: index } : {}) }];
  });
  const [broker, customer] = [get(body, 'broker'), get(body, 'customer')];
  return {
    items:
      items.length > 0
        ? items
        : Object.keys(scenario.opportunities)
            .slice(0, 1)
            .map((opportunity) => ({ opportunity })),
    ...(role === undefined || role === scenario.settings.brokerRole ? {} : { brokerRole: role }),
    ...(isObject(broker) && getString(broker, 'name') !== undefined ? { broker } : {}),
    ...customerOf(customer, request),
    ...offered(body),
  };
}

function customerOf(
  customer: Json | undefined,
  { call, role }: SliceCall['request'],
): Pick<CheckpointStep, 'customer'> {
  if (call === 'C1') return {};
  if (customer === undefined && role === 'ResellerBroker') return { customer: null };
  const whole = isObject(customer) && getString(customer, 'email') !== undefined;
  return whole ? { customer } : {};
}

function cancelledItems(body: Json | undefined, ids: readonly string[]): readonly number[] {
  const found = getArray(body, 'orderedItem').map((item) => ids.indexOf(getString(item, '@id') ?? ''));
  const known = found.filter((index) => index >= 0);
  return known.length > 0 ? known : [0];
}

function sellersOf({ scenario, read, names }: Making): Readonly<Record<string, { readonly id: string }>> {
  return Object.fromEntries(
    [...read.opportunities].flatMap(([id, { seller }]) => {
      const need = scenario.opportunities[names.get(id) ?? ''];
      return need && seller !== undefined ? [[need.seller, { id: seller }]] : [];
    }),
  );
}

/** No more mutations than these are looked for: what differs in more ways was made by hand. */
const MOST_MUTATIONS = 3;

/** The mutations that make of a careful broker's body what was really sent, as far as there are such. */
function mutationsTo(call: keyof typeof CALLS, meant: JsonObject, sent: JsonObject): readonly Mutation[] {
  const goal = featuresOf(sent);
  const chosen: Mutation[] = [];
  let body = meant;
  for (let left = distance(featuresOf(body), goal); left > 0 && chosen.length < MOST_MUTATIONS;) {
    const [best] = mutationsFor(call, body, EMPTY_CONTEXT)
      .map((mutation) => ({ mutation, made: applyMutations(body, [mutation], EMPTY_CONTEXT) }))
      .flatMap(({ mutation, made }) =>
        made.kind === 'json' && made.text === undefined && isObject(made.value)
          ? [{ mutation, made: made.value, left: distance(featuresOf(made.value), goal) }]
          : [],
      )
      .sort((one, other) => one.left - other.left);
    if (best === undefined || best.left >= left) break;
    chosen.push(best.mutation);
    body = best.made;
    left = best.left;
  }
  return chosen;
}

/** What of a body may decide what becomes of it, an entry each. */
function featuresOf(body: JsonObject): ReadonlySet<string> {
  const customer = get(body, 'customer');
  const [broker, payment, total] = [get(body, 'broker'), get(body, 'payment'), get(body, 'totalPaymentDue')];
  const items = getArray(body, 'orderedItem');
  const price = readAmount(get(total, 'price'));
  return new Set(
    [
      ...Object.keys(body).map((key) => `has ${key}`),
      `type ${JSON.stringify(get(body, '@type'))} context ${JSON.stringify(get(body, '@context'))}`,
      `role ${JSON.stringify(get(body, 'brokerRole'))}`,
      `broker ${JSON.stringify(get(broker, '@type'))} ${String(getString(broker, 'name') !== undefined)}`,
      `customer ${JSON.stringify(get(customer, '@type'))} ${String(getString(customer, 'email') !== undefined)}`,
      `payment ${String(isObject(payment))} ${String(get(payment, 'identifier') !== undefined)}`,
      `total ${price === undefined ? 'none' : String(amount(price))} ${getString(total, 'priceCurrency') ?? ''}`,
      ...items.map(
        (item, index) =>
          `item ${String(index)} ${JSON.stringify(get(item, 'position'))} ${JSON.stringify(get(item, 'acceptedOffer'))} ${JSON.stringify(get(item, 'orderedItem'))} ${JSON.stringify(get(item, 'orderItemStatus'))}`,
      ),
      `status ${JSON.stringify(get(body, 'orderProposalStatus'))}`,
    ].filter((entry) => entry !== ''),
  );
}

const distance = (one: ReadonlySet<string>, other: ReadonlySet<string>): number =>
  [...one].filter((entry) => !other.has(entry)).length + [...other].filter((entry) => !one.has(entry)).length;
