import pLimit from 'p-limit';
import { CONTEXT, iri } from '../protocol/vocabulary.ts';
import type { ApiRequest, Exchange } from '../protocol/exchange.ts';
import type { Left } from '../results/result.ts';
import type { Target } from '../target/index.ts';

/** What a campaign books, so that it can be undone: by Order Deletion, which is there for tests (#order-deletion). */

/** An order or a proposal that the target may have because of this campaign. */
interface Booking {
  readonly kind: 'orders' | 'order-proposals';
  readonly request: Pick<ApiRequest, 'path' | 'partner' | 'seller'>;
}

export interface Bookings {
  /** The target, whose bookings are noted as they are made. */
  readonly target: Target;
  /** How many were made. */
  made(): number;
  /** Forgets those that stand: they went with the test dataset. */
  forget(): void;
  /** Undoes all that stand, so many at once, as long as `goOn` says so; gives those that could not be. */
  undo(atOnce: number, goOn: () => boolean): Promise<readonly Left[]>;
}

const PATH = /^(orders|order-proposals)\/([^/?#]+)$/;

const succeeded = ({ answer }: Exchange): boolean =>
  answer.kind === 'response' && answer.status >= 200 && answer.status < 300;

/** Whether the target may have done what it was asked: it said so, or nothing came back. */
const mayHaveDone = (exchange: Exchange): boolean => exchange.answer.kind === 'no-answer' || succeeded(exchange);

const keyOf = (kind: Booking['kind'], uuid: string, { partner }: Pick<ApiRequest, 'partner'>): string =>
  `${partner} ${kind} ${uuid}`;

/** A proposal is rejected by its customer, an order is deleted. */
const undoing = ({ kind, request }: Booking): ApiRequest =>
  kind === 'orders'
    ? { ...request, method: 'DELETE' }
    : {
        ...request,
        method: 'PATCH',
        body: {
          kind: 'json',
          value: { '@context': CONTEXT, '@type': 'OrderProposal', orderProposalStatus: iri('CustomerRejected') },
        },
      };

/** Why a booking may still stand; undefined where it does not. */
function whyLeft({ kind }: Booking, { answer }: Exchange): string | undefined {
  if (answer.kind === 'no-answer') return `no answer: ${answer.detail}`;
  if (answer.status < 300 || answer.status === 404 || answer.status === 410) return undefined;
  // A proposal that is no longer open is refused to be rejected.
  if (kind === 'order-proposals' && answer.status < 500) return undefined;
  return `status ${String(answer.status)}`;
}

export function noteBookings(target: Target): Bookings {
  const standing = new Map<string, Booking>();
  let made = 0;

  function note(exchange: Exchange): void {
    const { method, path, partner, seller } = exchange.request;
    const [, kind, uuid] = PATH.exec(path) ?? [];
    if ((kind !== 'orders' && kind !== 'order-proposals') || uuid === undefined) return;
    const key = keyOf(kind, uuid, { partner });
    if (method === 'DELETE' && succeeded(exchange)) standing.delete(key);
    if (method !== 'PUT' || !mayHaveDone(exchange)) return;
    if (!standing.has(key)) made += 1;
    standing.set(key, { kind, request: { path, partner, ...(seller && { seller }) } });
    if (kind === 'orders' && succeeded(exchange)) standing.delete(keyOf('order-proposals', uuid, { partner }));
  }

  async function undoOne(key: string, booking: Booking, goOn: () => boolean): Promise<readonly Left[]> {
    const why = goOn() ? whyLeft(booking, await target.send(undoing(booking))) : 'its deletion was not tried any more';
    if (why === undefined) {
      standing.delete(key);
      return [];
    }
    const { path, partner } = booking.request;
    return [{ url: `${target.baseUrl}/${path}`, partner, why }];
  }

  return {
    target: {
      ...target,
      send: async (request) => {
        const exchange = await target.send(request);
        note(exchange);
        return exchange;
      },
    },
    made: () => made,
    forget: () => {
      standing.clear();
    },
    undo: async (atOnce, goOn) => {
      const limit = pLimit(atOnce);
      const left = await Promise.all([...standing].map(([key, each]) => limit(() => undoOne(key, each, goOn))));
      return left.flat();
    },
  };
}
