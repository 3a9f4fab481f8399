/**
 * Whether operations that overlapped in time can be put in an order, one at a time, that respects real time and in which
 * each is possible (Herlihy and Wing's linearizability). The search is over what is done and the state that it led to,
 * each such pair visited once; it gives every state that some order ends in.
 */

/** When an operation began and ended, on one clock. Infinity: it may still take effect. */
export interface Interval {
  readonly called: number;
  readonly returned: number;
}

/** What an operation can do in a state, and the state that follows. */
export interface Possible<State, Move> {
  readonly state: State;
  readonly move: Move;
}

export interface Search<State, Operation extends Interval, Move> {
  /** Any of them may be the first. */
  readonly states: readonly State[];
  readonly operations: readonly Operation[];
  /** A text that is the same for equal states. */
  readonly hash: (state: State) => string;
  /** Everything that an operation, as it was seen to end, can have done in a state; empty: it cannot have ended so. */
  readonly possible: (state: State, operation: Operation) => readonly Possible<State, Move>[];
  readonly bounds?: Bounds;
}

export interface Bounds {
  /** How many pairs of what is done and a state are visited at most. */
  readonly visits: number;
  /** How many times `possible` is asked at most. */
  readonly questions: number;
}

/** What can be decided in a second or so. */
const BOUNDS: Bounds = { visits: 100_000, questions: 20_000 };

/** What a search took. */
export interface Cost {
  readonly visits: number;
  readonly questions: number;
}

/** An operation, by its index, and what it did. */
export interface Done<Move> {
  readonly operation: number;
  readonly move: Move;
}

/** As far as some order leads, and the operations that could come next in time but are not possible there. */
export interface DeadEnd<State, Move> {
  readonly order: readonly Done<Move>[];
  readonly state: State;
  readonly impossible: readonly number[];
}

export type Linearization<State, Move> = { readonly cost: Cost } & (
  | {
      readonly kind: 'explained';
      /** Every state that some order ends in. */
      readonly states: readonly State[];
      /** One order that explains everything. */
      readonly order: readonly Done<Move>[];
      /** What each operation did, by its index, in all orders that explain everything. */
      readonly moves: readonly (readonly Move[])[];
    }
  /** No order does; these lead farthest. */
  | { readonly kind: 'unexplained'; readonly farthest: readonly DeadEnd<State, Move>[] }
  /** The bounds were reached before it was decided. */
  | { readonly kind: 'too large' }
);

/** Operations that followed one another, by their indexes. */
type Chain = readonly number[];

interface Edge<State, Move> {
  readonly from: Node<State, Move>;
  readonly done: Done<Move>;
}

interface Node<State, Move> {
  /** How many of each chain are done. */
  readonly positions: readonly number[];
  readonly state: State;
  readonly edges: Edge<State, Move>[];
}

/** Parts operations into as few chains as there were ever under way at once. */
function chainsOf(operations: readonly Interval[]): readonly Chain[] {
  const chains: number[][] = [];
  const order = [...operations.keys()].sort((one, other) => at(operations, one).called - at(operations, other).called);
  for (const index of order) {
    const free = chains.find((chain) => at(operations, chain.at(-1) ?? index).returned < at(operations, index).called);
    if (free) free.push(index);
    else chains.push([index]);
  }
  return chains;
}

function at<Item>(items: readonly Item[], index: number): Item {
  const item = items[index];
  if (item === undefined) throw new RangeError(`there is no item ${index}`);
  return item;
}

/** The chains whose next operation may come next: none that is still to do had ended before it began. */
function* next(chains: readonly Chain[], operations: readonly Interval[], positions: readonly number[]) {
  const heads = chains.map((chain, place) => chain[positions[place] ?? 0]);
  const ends = heads.map((head) => (head === undefined ? Infinity : at(operations, head).returned));
  const firstEnd = Math.min(...ends);
  for (const [place, head] of heads.entries()) {
    if (head !== undefined && firstEnd >= at(operations, head).called) yield [place, head] as const;
  }
}

/** Asks `possible` once for each operation and state, and knows equal states as one. */
function asking<State, Operation extends Interval, Move>(search: Search<State, Operation, Move>) {
  const known = new Map<string, { readonly id: number; readonly state: State }>();
  const answers = new Map<string, readonly (Possible<State, Move> & { readonly id: number })[]>();
  let questions = 0;
  const identify = (state: State) => {
    const hash = search.hash(state);
    const found = known.get(hash) ?? { id: known.size, state };
    known.set(hash, found);
    return found;
  };
  const ask = (id: number, state: State, operation: number) => {
    const key = `${id} ${operation}`;
    const found = answers.get(key);
    if (found) return found;
    questions += 1;
    const made = search.possible(state, at(search.operations, operation)).map((each) => ({
      move: each.move,
      ...identify(each.state),
    }));
    answers.set(key, made);
    return made;
  };
  return { identify, ask, questions: () => questions };
}

/** Decides whether some order explains a history. */
export function linearize<State, Operation extends Interval, Move>(
  search: Search<State, Operation, Move>,
): Linearization<State, Move> {
  const { operations, bounds = BOUNDS } = search;
  const chains = chainsOf(operations);
  const { identify, ask, questions } = asking(search);
  const start = chains.map(() => 0);
  type Layer = Map<string, Node<State, Move> & { readonly id: number }>;
  const initial = search.states.map((state) => ({ ...identify(state), positions: start, edges: [] }));
  let layer: Layer = new Map(initial.map((node) => [`${node.id}`, node]));
  let visits = layer.size;
  const cost = (): Cost => ({ visits, questions: questions() });
  for (let done = 0; done < operations.length; done += 1) {
    const following: Layer = new Map();
    for (const node of layer.values()) {
      for (const [place, operation] of next(chains, operations, node.positions)) {
        for (const { id, state, move } of ask(node.id, node.state, operation)) {
          const positions = node.positions.with(place, (node.positions[place] ?? 0) + 1);
          const key = `${positions.join()} ${id}`;
          const reached = following.get(key) ?? { id, state, positions, edges: [] };
          if (reached.edges.length === 0) visits += 1;
          reached.edges.push({ from: node, done: { operation, move } });
          following.set(key, reached);
        }
      }
      if (visits > bounds.visits || questions() > bounds.questions) return { kind: 'too large', cost: cost() };
    }
    if (following.size === 0)
      return { kind: 'unexplained', farthest: deadEnds(layer, chains, operations), cost: cost() };
    layer = following;
  }
  const ends = [...layer.values()];
  return {
    kind: 'explained',
    states: ends.map(({ state }) => state),
    order: ends[0] ? orderTo(ends[0]) : [],
    moves: movesTo(ends, operations.length),
    cost: cost(),
  };
}

/** One order that leads to a node. */
function orderTo<State, Move>(node: Node<State, Move>): readonly Done<Move>[] {
  const order: Done<Move>[] = [];
  for (let [edge] = node.edges; edge !== undefined; [edge] = edge.from.edges) order.push(edge.done);
  return order.reverse();
}

const deadEnds = <State, Move>(
  layer: ReadonlyMap<string, Node<State, Move>>,
  chains: readonly Chain[],
  operations: readonly Interval[],
): readonly DeadEnd<State, Move>[] =>
  [...layer.values()].map((node) => ({
    order: orderTo(node),
    state: node.state,
    impossible: [...next(chains, operations, node.positions)].map(([, operation]) => operation),
  }));

/** What each operation did on any way that leads to the ends. */
function movesTo<State, Move>(ends: readonly Node<State, Move>[], count: number): readonly (readonly Move[])[] {
  const moves = Array.from({ length: count }, () => new Set<Move>());
  const seen = new Set<Node<State, Move>>(ends);
  for (const node of seen) {
    for (const { from, done } of node.edges) {
      moves[done.operation]?.add(done.move);
      seen.add(from);
    }
  }
  return moves.map((each) => [...each]);
}
