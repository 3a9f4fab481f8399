import { CALL_NAMES, CALLS, type CallName } from '../../protocol/calls.ts';
import { LIFECYCLE, type OrderState } from '../../model/index.ts';

/**
 * What a target was seen to do whenever it could have done otherwise: honest systems differ in whether they give leases,
 * and in what they answer where the specification leaves it to them. What a target never does, no scenario can show.
 */

/** So many times with one outcome, and never with the other, say that a target has no other. */
const TELLING = 5;

/** States in which a target is taken to have one habit, as people call an order in them. */
const STANDINGS: readonly { readonly name: string; readonly states: readonly OrderState[] }[] = [
  { name: 'a quote', states: ['quoted', 'leased'] },
  { name: 'a proposal', states: ['awaiting', 'accepted', 'rejected by seller', 'rejected by customer'] },
  { name: 'an order', states: ['ordered', 'partly cancelled', 'wholly cancelled'] },
  { name: 'a deleted order', states: ['deleted'] },
];

/** How often each transition was taken, with the reasons of refusals: `quoted —status refused: order-level/order-known→ quoted`. */
export type Times = ReadonlyMap<string, number>;

const sum = (times: Times, belongs: (name: string) => boolean): number =>
  [...times].reduce((total, [name, each]) => total + (belongs(name) ? each : 0), 0);

const counting = (times: Times, pattern: RegExp): number => sum(times, (name) => pattern.test(name));

/** Reasons for which a call may be refused in a state, or not, as a booking system likes. */
const choicesOf = (state: OrderState, call: CallName): readonly string[] =>
  LIFECYCLE[state][call].refused.flatMap(({ rule, certainty }) => (certainty === 'must' ? [] : [rule]));

/** Why a transition of quotes is not shown, by when a target gives leases. */
function leaseHabit(transition: string, times: Times): string | undefined {
  const calls = ['C1', 'C2'];
  const leased = (call: string) => counting(times, new RegExp(`^(absent|quoted|leased) —${call} accepted→ leased$`));
  const unleased = (call: string) => counting(times, new RegExp(`^(absent|quoted|leased) —${call} accepted→ quoted$`));
  const always = calls.filter((call) => leased(call) >= TELLING && unleased(call) === 0);
  const never = calls.filter((call) => unleased(call) >= TELLING && leased(call) === 0);
  for (const call of always) {
    if (transition.endsWith(`—${call} accepted→ quoted`)) return `this target leases at every ${call}`;
  }
  if (never.length === calls.length && /^leased —|→ leased$/.test(transition)) return 'this target gives no leases';
  for (const call of never) {
    if (transition.endsWith(`—${call} accepted→ leased`)) return `this target gives no lease at ${call}`;
  }
  return undefined;
}

/** Why one outcome of a call is not shown that a target may have, or not, as it likes. */
function choiceHabit(transition: string, times: Times): string | undefined {
  const [, from, called, outcome] = /^(.+) —(\S+) (accepted|refused)/.exec(transition) ?? [];
  const call = CALL_NAMES.find((name) => name === called);
  const standing = STANDINGS.find(({ states }) => states.some((state) => state === from));
  if (call === undefined || standing === undefined) return undefined;
  const mayRefuse = standing.states.filter((state) => choicesOf(state, call).length > 0);
  if (!mayRefuse.some((state) => state === from)) return undefined;
  const accepted = sum(times, (name) => mayRefuse.some((state) => name.startsWith(`${state} —${call} accepted`)));
  const refused = sum(times, (name) =>
    mayRefuse.some((state) =>
      choicesOf(state, call).some((rule) => name.startsWith(`${state} —${call} refused: ${rule}→`)),
    ),
  );
  const told = `${call} of ${standing.name}`;
  if (outcome === 'accepted' && accepted === 0 && refused >= TELLING) return `this target has refused every ${told}`;
  // A call with a body can be refused for what is wrong in it.
  const bodiless = CALLS[call].bodyType === undefined;
  if (outcome === 'refused' && bodiless && refused === 0 && accepted >= TELLING)
    return `this target has accepted every ${told}`;
  return undefined;
}

/** Whether the seller cancels some items of an order is the target's choice, too. */
function sellerHabit(transition: string, times: Times): string | undefined {
  const some = counting(times, /^ordered —seller→ partly/);
  const all = counting(times, /^ordered —seller→ wholly/);
  if (transition === 'ordered —seller→ partly cancelled' && some === 0 && all >= TELLING) {
    return 'at this target the seller cancels all items of an order at once';
  }
  return transition === 'ordered —seller→ wholly cancelled' && all === 0 && some >= TELLING
    ? 'at this target the seller cancels one item of an order at a time'
    : undefined;
}

/** Why a target cannot show a transition, by what it was seen to do; undefined where it may. */
export const notShownBy = (transition: string, times: Times): string | undefined =>
  leaseHabit(transition, times) ?? choiceHabit(transition, times) ?? sellerHabit(transition, times);
