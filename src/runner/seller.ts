import type { Exchange } from '../protocol/exchange.ts';
import { orderIn, orderKey, type SellerStep } from '../model/index.ts';
import { uuidOf } from './bindings.ts';
import type { Running } from './running.ts';

/** Asks the test interface to let the seller act on an order. */
export function letSellerAct({ session, bindings, watch }: Running, step: SellerStep): Promise<Exchange> {
  const uuid = uuidOf(bindings, step.order);
  const proposal = step.action !== 'cancel-order';
  const object = proposal
    ? { type: 'OrderProposal', id: `${watch.baseUrl}/order-proposals/${uuid}` }
    : { type: 'Order', id: `${watch.baseUrl}/orders/${uuid}` };
  const world = watch.belief.worlds[0];
  const record = world && orderIn(world, orderKey(step.partner, uuid));
  const facts = record && [...bindings.opportunities.values()].find(({ id }) => id === record.lines[0]?.opportunity);
  const seller = watch.ground.sellers.find(({ id }) => id === facts?.seller)?.name ?? 'primary';
  return session.target.act(step.action, object, step.partner, seller);
}
