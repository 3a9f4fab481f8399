import { LIFECYCLE, SELLER_LIFECYCLE, type Condition, type OrderState, type SellerEvent } from '../../model/index.ts';
import type { CallName } from '../../protocol/calls.ts';
import { targetOf } from './expected.ts';

/** What of an order decides which ways are open to it. */
export interface Ground {
  /** Whether an item of it needs the seller's approval. */
  readonly approval: boolean;
  /** Whether it has several items, so that some can be cancelled and others not. */
  readonly several: boolean;
  readonly canWait: boolean;
}

/** One transition of the lifecycle that a scenario can bring about. */
export interface Edge {
  readonly via: CallName | SellerEvent;
  readonly target: OrderState;
}

/** By which calls, under which conditions, orders get from state to state; the plainest first. */
const WAYS: readonly (readonly [CallName, ...Condition[]])[] = [
  ['C2', 'lease-given'],
  ['C1'],
  ['P'],
  ['B', 'same-content'],
  ['cancel', 'items-remain'],
  ['cancel'],
  ['update-proposal', 'customer-rejects'],
  ['delete-quote'],
  ['delete-order'],
];

const fits = ({ several }: Ground, target: OrderState) => several || target !== 'partly cancelled';

/** The transitions out of a state to another one. */
export function edgesFrom(state: OrderState, ground: Ground): readonly Edge[] {
  const approval = ground.approval ? 'approval-needed' : 'approval-not-needed';
  const calls = WAYS.flatMap(([via, ...conditions]): Edge[] => {
    const target = targetOf(LIFECYCLE[state][via], new Set<Condition>([...conditions, approval]));
    return target === undefined || target === state ? [] : [{ via, target }];
  });
  const others = (Object.keys(SELLER_LIFECYCLE) as SellerEvent[])
    .filter((via) => ground.canWait || via !== 'lease lapses')
    .flatMap((via): Edge[] => {
      // The seller cancels the order as a whole.
      const target = SELLER_LIFECYCLE[via][state]?.at(-1)?.target;
      return target === undefined || target === state ? [] : [{ via, target }];
    });
  return [...calls, ...others].filter(({ target }) => fits(ground, target));
}

const known = new Map<string, readonly Edge[] | undefined>();

/** The shortest way from one state of an order to another; undefined where there is none. */
export function shortestPath(from: OrderState, to: OrderState, ground: Ground): readonly Edge[] | undefined {
  const key = [from, to, ground.approval, ground.several, ground.canWait].join();
  if (!known.has(key)) known.set(key, search(from, to, ground));
  return known.get(key);
}

function search(from: OrderState, to: OrderState, ground: Ground): readonly Edge[] | undefined {
  const paths = new Map<OrderState, readonly Edge[]>([[from, []]]);
  for (const [state, path] of paths) {
    if (state === to) return path;
    for (const edge of edgesFrom(state, ground)) {
      if (!paths.has(edge.target)) paths.set(edge.target, [...path, edge]);
    }
  }
  return undefined;
}
