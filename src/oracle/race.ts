import type { Exchange } from '../protocol/exchange.ts';
import type { SellerAction } from '../protocol/test-interface.ts';
import {
  admitJudged,
  assume,
  GUARDS,
  judge,
  lapsesBetween,
  linearize,
  orderIn,
  readAnswer,
  sellerActs,
  type Bounds,
  type CallRequest,
  type Ground,
  type Interval,
  type Linearization,
  type Move,
  type Observed,
  type OrderKey,
  type Possible,
  type World,
} from '../model/index.ts';

/** A broker's call, or something that the seller did, while others were under way. */
export interface RaceCall extends Interval {
  /** Whose lane it was in, from 0. */
  readonly lane: number;
  /** In words: `B of order a by primary`. */
  readonly name: string;
  readonly exchange: Exchange;
  readonly act:
    | { readonly kind: 'call'; readonly request: CallRequest }
    | { readonly kind: 'seller'; readonly order: OrderKey; readonly action: SellerAction };
}

/** A call as the search sees it. */
export interface Raced extends Interval {
  readonly call: RaceCall;
  /** Undefined for what the seller did. */
  readonly observed: Observed | undefined;
  /** Whether another call was under way at any time while it was. */
  readonly overlapped: boolean;
}

/** What a call did: undefined where nothing is judged. */
export type RaceMove = Move | undefined;

export type RaceSearch = Linearization<World, RaceMove>;

const overlap = (one: Interval, other: Interval): boolean => one.called < other.returned && other.called < one.returned;

/** A call whose answer was lost may have its effect at any time after. */
const endOf = ({ returned, exchange: { answer } }: RaceCall): number =>
  answer.kind === 'no-answer' && answer.reason !== 'unreachable' && answer.reason !== 'unavailable'
    ? Infinity
    : returned;

/** The order that a call or an act of the seller is about. */
export const orderOf = ({ act }: RaceCall): OrderKey => (act.kind === 'call' ? act.request.key : act.order);

/** The calls of a race as the search sees them. */
export function racedOf(calls: readonly RaceCall[]): readonly Raced[] {
  return calls.map((call) => ({
    call,
    called: call.called,
    returned: endOf(call),
    observed: call.act.kind === 'call' ? readAnswer(call.act.request, call.exchange.answer) : undefined,
    overlapped: calls.some((other) => other !== call && overlap(call, other)),
  }));
}

const CAPACITY: readonly string[] = GUARDS['items/within-capacity'].errors;
const IN_USE: readonly number[] = [409, 423, 425];

/**
 * Whether a refusal can be one for the sake of the calls that were under way at the same time: the order or the spaces
 * were in use, so that something else had to be finished first. Systems say so in many ways.
 */
export function refusedAsInUse(observed: Observed): boolean {
  if (observed.kind !== 'refused') return false;
  const { status, type } = observed.error;
  const errors = [type, ...[...observed.items.values()].flat()];
  return IN_USE.includes(status) || status >= 500 || errors.some((each) => CAPACITY.includes(each ?? ''));
}

/** What the seller did, if he did it. */
function sellerMoves(world: World, order: OrderKey, action: SellerAction, { answer }: Exchange): readonly World[] {
  if (answer.kind === 'no-answer') return [world, ...sellerActs(world, order, action)];
  return answer.status >= 200 && answer.status < 300 ? sellerActs(world, order, action) : [world];
}

/** Everything that a call, answered as it was, can have done in a world. */
function movesIn(
  world: World,
  { call, observed, overlapped }: Raced,
  ground: Ground,
): readonly Possible<World, RaceMove>[] {
  const { act, exchange } = call;
  const unjudged = (states: readonly World[]) => states.map((state) => ({ state, move: undefined }));
  if (act.kind === 'seller') return unjudged(sellerMoves(world, act.order, act.action, exchange));
  if (observed === undefined || orderIn(world, act.request.key).unsettled) return unjudged([world]);
  const judgement = judge(world, act.request, ground, exchange.receivedAt);
  const move = admitJudged(judgement, observed, ground);
  if (move !== undefined) return move.worlds.map((state) => ({ state, move }));
  return overlapped && refusedAsInUse(observed) ? unjudged(assume(judgement.examination, observed)) : [];
}

export interface RaceSituation {
  readonly worlds: readonly World[];
  readonly ground: Ground;
  /** When the race began and ended, in milliseconds since the epoch. */
  readonly from: number;
  readonly to: number;
  /** Which moves are to be taken; all of them, unless given. */
  readonly clean?: (raced: Raced, move: RaceMove) => boolean;
  /** What may have happened to an order unseen before a call about it, nothing included; nothing may, unless given. */
  readonly unseen?: Unseen;
}

export type Unseen = (world: World, order: OrderKey) => readonly World[];

/** Looks for an order of calls in which every answer is admissible. */
export function orderRace(
  { worlds, ground, from, to, clean = () => true, unseen = (world) => [world] }: RaceSituation,
  raced: readonly Raced[],
  hash: (world: World) => string,
  bounds?: Bounds,
): RaceSearch {
  return linearize<World, Raced, RaceMove>({
    states: worlds.flatMap((world) => lapsesBetween(world, from, to)),
    operations: raced,
    hash,
    possible: (world, operation) =>
      unseen(world, orderOf(operation.call))
        .flatMap((before) => movesIn(before, operation, ground))
        .filter(({ move }) => clean(operation, move))
        .flatMap(({ state, move }) => lapsesBetween(state, from, to).map((after) => ({ state: after, move }))),
    ...(bounds === undefined ? {} : { bounds }),
  });
}
