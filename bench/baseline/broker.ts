import { CALLS, pathOf, type CallName } from '../../src/protocol/calls.ts';
import { opportunityId, orderUuid } from '../../src/protocol/ids.ts';
import { get, getArray, getNumber, idOf, type JsonObject } from '../../src/protocol/json.ts';
import type { Criteria } from '../../src/protocol/test-interface.ts';
import type { BookingFlow } from '../../src/protocol/vocabulary.ts';
import type { Target } from '../../src/target/index.ts';

/** What came back; a body that is no JSON is undefined. */
export interface Reply {
  readonly status: number;
  readonly body: JsonObject | undefined;
}

/** An opportunity made for one run, with the offer that is booked. */
export interface Session {
  readonly id: string;
  readonly offer: string;
  /** In pence. */
  readonly price: number;
  /** When it was new. */
  readonly spaces: number;
}

/** The little client that such a test would have; it throws where nothing comes back. */
export interface Broker {
  readonly seller: string;
  send(call: CallName, uuid: string, body?: JsonObject): Promise<Reply>;
  /** Lets the seller accept the proposal with this `@id`. */
  accept(proposal: string): Promise<number>;
  spacesOf(session: string): Promise<number | undefined>;
  create(criteria: Criteria, flow: BookingFlow, count: number): Promise<readonly Session[]>;
}

/** A broker of the primary booking partner, for the primary seller. */
export function createBroker(target: Target, seller: string): Broker {
  // The feeds of sessions are known by one that came in them: reading those alone saves requests.
  let known: ReturnType<typeof opportunityId> | undefined;

  async function send(call: CallName, uuid: string, value?: JsonObject): Promise<Reply> {
    const path = pathOf(call, orderUuid(uuid));
    const body = value === undefined ? {} : { body: { kind: 'json', value } as const };
    const { answer } = await target.send({
      method: CALLS[call].method,
      path,
      partner: 'primary',
      seller: 'primary',
      ...body,
    });
    if (answer.kind === 'no-answer') throw new Error(`${call}: ${answer.detail}`);
    const json = answer.body.kind === 'json' ? answer.body.value : undefined;
    return { status: answer.status, body: json as JsonObject | undefined };
  }

  async function accept(proposal: string): Promise<number> {
    const { answer } = await target.act('accept-proposal', { type: 'OrderProposal', id: proposal });
    if (answer.kind === 'no-answer') throw new Error(`acceptance: ${answer.detail}`);
    return answer.status;
  }

  async function spacesOf(session: string): Promise<number | undefined> {
    const id = opportunityId(session);
    await target.opportunities.refresh([id]);
    return getNumber(target.opportunities.get(id)?.data, 'remainingAttendeeCapacity');
  }

  async function create(criteria: Criteria, flow: BookingFlow, count: number): Promise<readonly Session[]> {
    const ids = [];
    for (let made = 0; made < count; made += 1) {
      const wanted = { type: 'ScheduledSession', criteria, flow, seller: 'primary' } as const;
      const created = await target.createOpportunity(wanted);
      if (created.kind !== 'created') throw new Error(`${criteria}: ${created.detail}`);
      ids.push(created.id);
    }
    await target.opportunities.refresh(known && [known]);
    known = ids[0];
    return ids.map((id) => sessionFrom(id, target.opportunities.get(id)?.data));
  }

  return { seller, send, accept, spacesOf, create };
}

function sessionFrom(id: string, data: JsonObject | undefined): Session {
  const [offer] = getArray(data, 'offers');
  const price = getNumber(offer, 'price');
  const spaces = getNumber(data, 'remainingAttendeeCapacity');
  const offered = idOf(offer);
  if (offered === undefined || price === undefined || spaces === undefined) throw new Error(`${id} is not in its feed`);
  return { id, offer: offered, price: Math.round(price * 100), spaces };
}

/** The price of `totalPaymentDue`, in pence. */
export function totalOf({ body }: Reply): number | undefined {
  const price = getNumber(get(body, 'totalPaymentDue'), 'price');
  return price === undefined ? undefined : Math.round(price * 100);
}
