import assert from 'node:assert/strict';
import fc from 'fast-check';
import { getArray, getString, idOf } from '../../src/protocol/json.ts';
import { CONTEXT, iri } from '../../src/protocol/vocabulary.ts';
import { bodyOf, FAULTS, type Fault, type FaultName } from './bodies.ts';
import type { Broker } from './broker.ts';
import { expectItems, expectOrder, expectRefusal } from './expect.ts';
import { fits, ORDERS, priceOf, SESSIONS, spacesLeft, type PlainModel } from './model.ts';

/** A command with its precondition, as `fc.asyncModelRun` takes it. */
type Command = fc.AsyncCommand<PlainModel, Broker>;

const APPROVAL = 'OpenBookingApprovalFlow';

function command(name: string, check: (model: PlainModel) => boolean, run: Command['run']): Command {
  return { check: (model) => check(model as PlainModel), run, toString: () => name };
}

const stateOf = ({ orders }: PlainModel, order: number) => orders.get(order)?.state;
const uuidOf = ({ uuids }: PlainModel, order: number): string => uuids[order] ?? '';

/** The order, which a command's precondition has made sure of. */
function orderOf({ orders }: PlainModel, order: number) {
  const found = orders.get(order);
  assert.ok(found);
  return found;
}

function canBeQuoted(model: PlainModel, order: number): boolean {
  const state = stateOf(model, order);
  return state === undefined || state === 'quoted';
}

const quote = (call: 'C1' | 'C2', order: number, items: readonly number[]): Command =>
  command(
    `${call} of order ${order} for sessions ${items.join('+')}`,
    (model) => canBeQuoted(model, order) && fits(model, order, items),
    async (model, broker) => {
      const reply = await broker.send(call, uuidOf(model, order), bodyOf(model, broker.seller, call, items));
      expectOrder(reply, { status: 200, type: 'OrderQuote', total: priceOf(model, items), items: items.length });
      model.orders.set(order, { state: 'quoted', items, itemIds: [], cancelled: 0 });
    },
  );

/** A C2 for more than is left, and the deletion of what it leased all the same. */
const overbook = (order: number, items: readonly number[]): Command =>
  command(
    `too large C2 of order ${order} for sessions ${items.join('+')}`,
    (model) => stateOf(model, order) === undefined && !fits(model, order, items),
    async (model, broker) => {
      const reply = await broker.send('C2', uuidOf(model, order), bodyOf(model, broker.seller, 'C2', items));
      assert.equal(reply.status, 409);
      const inError = getArray(reply.body, 'orderedItem').filter((item) => getArray(item, 'error').length > 0);
      assert.notEqual(inError.length, 0, 'items in error');
      assert.equal((await broker.send('delete-quote', uuidOf(model, order))).status, 204);
    },
  );

/** A quote, or a P or B as the flow has it, that is refused and changes nothing. */
const refused = (step: 'quote' | 'booking', order: number, name: FaultName): Command => {
  const fault: Fault = FAULTS[name];
  const callIn = ({ setting }: PlainModel) => (step === 'quote' ? 'C2' : setting.flow === APPROVAL ? 'P' : 'B');
  return command(
    `${step} of order ${order} ${name}`,
    (model) => stateOf(model, order) === 'quoted' && fault.applies(model.setting, callIn(model)),
    async (model, broker) => {
      const call = callIn(model);
      const body = bodyOf(model, broker.seller, call, orderOf(model, order).items);
      expectRefusal(await broker.send(call, uuidOf(model, order), fault.spoil(body)), fault.error);
    },
  );
};

const propose = (order: number, pays: boolean): Command =>
  command(
    `P of order ${order}`,
    (model) => stateOf(model, order) === 'quoted' && model.setting.flow === APPROVAL,
    async (model, broker) => {
      const known = orderOf(model, order);
      const { items } = known;
      const reply = await broker.send('P', uuidOf(model, order), bodyOf(model, broker.seller, 'P', items, pays));
      expectOrder(reply, { status: 201, type: 'OrderProposal', total: priceOf(model, items), items: items.length });
      expectItems(reply, 'OrderItemProposed');
      const proposal = { id: idOf(reply.body) ?? '', version: getString(reply.body, 'orderProposalVersion') ?? '' };
      model.orders.set(order, { ...known, state: 'proposed', proposal });
    },
  );

const accept = (order: number): Command =>
  command(
    `the seller accepts order ${order}`,
    (model) => stateOf(model, order) === 'proposed',
    async (model, broker) => {
      const known = orderOf(model, order);
      assert.equal(await broker.accept(known.proposal?.id ?? ''), 204);
      known.state = 'accepted';
    },
  );

/** B after C2: refused where the seller has to approve first. */
const book = (order: number, pays: boolean): Command =>
  command(
    `B of order ${order}`,
    (model) => stateOf(model, order) === 'quoted',
    async (model, broker) => {
      const known = orderOf(model, order);
      const { items } = known;
      const reply = await broker.send('B', uuidOf(model, order), bodyOf(model, broker.seller, 'B', items, pays));
      if (model.setting.flow === APPROVAL) {
        expectRefusal(reply, 'OrderCreationFailedError');
        return;
      }
      expectOrder(reply, { status: 201, type: 'Order', total: priceOf(model, items), items: items.length });
      const itemIds = expectItems(reply, 'OrderItemConfirmed');
      model.orders.set(order, { ...known, state: 'ordered', itemIds });
    },
  );

/** B after P: refused as long as the seller has not accepted. */
const confirm = (order: number): Command =>
  command(
    `B of order ${order} after P`,
    (model) => ['proposed', 'accepted'].includes(stateOf(model, order) ?? ''),
    async (model, broker) => {
      const known = orderOf(model, order);
      const { items, proposal, state } = known;
      const body = { '@context': CONTEXT, '@type': 'Order', orderProposalVersion: proposal?.version ?? '' };
      const reply = await broker.send('B', uuidOf(model, order), body);
      if (state === 'proposed') {
        expectRefusal(reply, 'OrderCreationFailedError');
        return;
      }
      expectOrder(reply, { status: 201, type: 'Order', total: priceOf(model, items), items: items.length });
      const itemIds = expectItems(reply, 'OrderItemConfirmed');
      model.orders.set(order, { ...known, state: 'ordered', itemIds });
    },
  );

/** The cancellation of the first item that is not cancelled yet. */
const cancel = (order: number): Command =>
  command(
    `cancellation of an item of order ${order}`,
    (model) => {
      const known = model.orders.get(order);
      return known?.state === 'ordered' && known.cancelled < known.items.length;
    },
    async (model, broker) => {
      const known = orderOf(model, order);
      const orderItemStatus = iri('CustomerCancelled');
      const item = { '@type': 'OrderItem', '@id': known.itemIds[known.cancelled] ?? '', orderItemStatus };
      const body = { '@context': CONTEXT, '@type': 'Order', orderedItem: [item] };
      assert.equal((await broker.send('cancel', uuidOf(model, order), body)).status, 204);
      known.cancelled += 1;
    },
  );

const deleteQuote = (order: number): Command =>
  command(
    `deletion of the quote of order ${order}`,
    (model) => canBeQuoted(model, order),
    async (model, broker) => {
      assert.equal((await broker.send('delete-quote', uuidOf(model, order))).status, 204);
      model.orders.delete(order);
    },
  );

const deleteOrder = (order: number): Command =>
  command(
    `deletion of order ${order}`,
    (model) => stateOf(model, order) === 'ordered',
    async (model, broker) => {
      assert.equal((await broker.send('delete-order', uuidOf(model, order))).status, 204);
      orderOf(model, order).state = 'deleted';
    },
  );

const look = (session: number): Command =>
  command(
    `look at the spaces of session ${session}`,
    () => true,
    async (model, broker) => {
      const shown = await broker.spacesOf(model.sessions[session]?.id ?? '');
      assert.equal(shown, spacesLeft(model, session), 'spaces in the open feed');
    },
  );

const order = fc.nat(ORDERS - 1);
const session = fc.nat(SESSIONS - 1);
const items = fc.array(session, { minLength: 1, maxLength: 3 });
const faultNames = Object.keys(FAULTS) as readonly FaultName[];

/** One arbitrary for each kind of command. */
export const COMMANDS: fc.Arbitrary<Command>[] = [
  fc.tuple(order, items).map(([of, wanted]) => quote('C1', of, wanted)),
  fc.tuple(order, items).map(([of, wanted]) => quote('C2', of, wanted)),
  fc.tuple(order, items).map(([of, wanted]) => overbook(of, wanted)),
  ...faultNames.map((fault) =>
    fc.tuple(fc.constantFrom('quote', 'booking'), order).map(([step, of]) => refused(step, of, fault)),
  ),
  fc.tuple(order, fc.boolean()).map(([of, pays]) => propose(of, pays)),
  order.map(accept),
  fc.tuple(order, fc.boolean()).map(([of, pays]) => book(of, pays)),
  order.map(confirm),
  order.map(cancel),
  order.map(deleteQuote),
  order.map(deleteOrder),
  session.map(look),
];
