import type { PartnerName } from '../protocol/ids.ts';
import { get, getString, idOf, typeOf } from '../protocol/json.ts';
import { readAmount, type Pennies } from '../protocol/money.ts';
import {
  hashWorld,
  isBooked,
  isProposal,
  type Belief,
  type CallRequest,
  type Observed,
  type OrderRecord,
  type RequestLine,
} from '../model/index.ts';

/** What is remembered of a conversation so that its answers can be held against each other. */

/** A whole order as an accepted call priced it. */
export interface QuoteSeen {
  /** Everything but the items on which a price may depend. */
  readonly terms: string;
  /** The pairs of opportunity and offer, sorted. */
  readonly pairs: readonly string[];
  readonly total: Pennies;
  /** In milliseconds since the epoch. */
  readonly at: number;
}

/** A P or B that was refused for its items. */
export interface RefusalSeen {
  readonly partner: PartnerName;
  readonly pairs: readonly string[];
  /** The errors of the items. */
  readonly errors: readonly string[];
  /** The belief that it has left, as a text to compare by. */
  readonly left: string;
  readonly at: number;
}

export interface Memory {
  readonly quotes: readonly QuoteSeen[];
  readonly refusal: RefusalSeen | undefined;
}

export const NO_MEMORY: Memory = { quotes: [], refusal: undefined };

/** Older quotes are forgotten: the memory of a long conversation does not grow. */
const MOST_QUOTES = 20;

/** The pairs of opportunity and offer of a request, sorted; undefined where it does not name them all. */
export function pairsOf(lines: readonly RequestLine[]): readonly string[] | undefined {
  const pairs = lines.flatMap(({ opportunity, offer }) =>
    opportunity === undefined || offer === undefined ? [] : [`${opportunity} ${offer}`],
  );
  return pairs.length > 0 && pairs.length === lines.length ? pairs.sort() : undefined;
}

/** Everything in a request but its items on which a price may depend (#tax-calculation). */
export function termsOf({ body, partner }: CallRequest): string {
  const customer = get(body, 'customer');
  const role = getString(body, 'brokerRole') ?? '';
  return [partner, role, typeOf(customer) ?? '', idOf(get(body, 'seller')) ?? ''].join(' ');
}

export const textOfBelief = ({ worlds }: Belief): string => worlds.map(hashWorld).sort().join('\n');

/** The memory after an answer in which no rule was broken; `before`: the order as it was before it. */
export function remember(
  memory: Memory,
  request: CallRequest,
  observed: Observed,
  { before, belief, at }: { readonly before: OrderRecord; readonly belief: Belief; readonly at: number },
): Memory {
  const pairs = pairsOf(request.lines);
  // What stands already is shown as it has become, not priced anew.
  if (pairs === undefined || isBooked(before) || isProposal(before)) return memory;
  if (observed.kind === 'accepted') {
    const total = readAmount(get(get(observed.body, 'totalPaymentDue'), 'price'));
    if (total === undefined) return memory;
    const quote: QuoteSeen = { terms: termsOf(request), pairs, total, at };
    return { ...memory, quotes: [...memory.quotes, quote].slice(-MOST_QUOTES) };
  }
  const books = request.call === 'P' || request.call === 'B';
  if (!books || observed.kind !== 'refused' || observed.items.size === 0) return memory;
  const errors = [...observed.items.values()].flat();
  return { ...memory, refusal: { partner: request.partner, pairs, errors, left: textOfBelief(belief), at } };
}
