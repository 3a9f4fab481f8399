import { CALL_NAMES, CALLS } from '../../protocol/calls.ts';
import { LIFECYCLE, ORDER_STATES, SELLER_LIFECYCLE } from '../../model/index.ts';
import type { BookingFlow, BrokerRole, Prepayment } from '../../protocol/vocabulary.ts';
import type { Coverage } from '../../results/result.ts';

/** What a campaign can be about at all. */
export interface Within {
  readonly roles: readonly BrokerRole[];
  readonly prepayments: readonly (Prepayment | 'Free')[];
  readonly flows: readonly BookingFlow[];
  /** Whether time can be made to pass. */
  readonly canWait: boolean;
}

/** Every transition of the order machine: accepted calls and what the seller does, and refused calls by state. */
const TRANSITIONS: readonly string[] = [
  ...ORDER_STATES.flatMap((state) =>
    CALL_NAMES.flatMap((call) => {
      const targets = [...new Set(LIFECYCLE[state][call].accepted.map(({ target }) => target))];
      const refusable = CALLS[call].bodyType !== undefined || LIFECYCLE[state][call].refused.length > 0;
      return [
        ...targets.map((target) => `${state} —${call} accepted→ ${target}`),
        ...(refusable ? [`${state} —${call} refused`] : []),
      ];
    }),
  ),
  ...Object.entries(SELLER_LIFECYCLE).flatMap(([event, arrows]) =>
    Object.entries(arrows).flatMap(([from, list]) =>
      list
        // What leaves an order as it is cannot be seen.
        .filter(({ target }) => target !== from)
        .map(({ target }) => `${from} —${event === 'lease lapses' ? event : 'seller'}→ ${target}`),
    ),
  ),
];

/** A transition as it was seen, in the form in which they are counted. */
function counted(transition: string): string {
  if (transition.includes('—seller ')) return transition.replace(/—seller [^→]*→/, '—seller→');
  return transition.replace(/ refused.*$/, ' refused');
}

const NEEDS_PROPOSAL = /(awaiting|accepted|rejected by \w+) —|→ (awaiting|accepted|rejected by)|—(P|update-proposal) /;

/** Why a transition is beyond what the campaign can be about; undefined where it is not. */
function beyondScope(transition: string, { flows, canWait }: Within): string | undefined {
  const approval = flows.includes('OpenBookingApprovalFlow');
  if (!approval && NEEDS_PROPOSAL.test(transition)) return 'there are no proposals without OpenBookingApprovalFlow';
  if (!canWait && transition.includes('lease lapses')) return 'time cannot be made to pass';
  return undefined;
}

/** So many calls with one outcome, and never with the other, say that the target has no other. */
const TELLING = 5;

/** What the target was seen to do whenever it could have done otherwise. */
interface Habits {
  /** Calls that always give a lease, and calls that never do. */
  readonly always: readonly string[];
  readonly never: readonly string[];
  readonly noStatus: boolean;
}

function habitsOf(times: ReadonlyMap<string, number>): Habits {
  const count = (pattern: RegExp) => [...times].reduce((sum, [name, each]) => sum + (pattern.test(name) ? each : 0), 0);
  const calls = ['C1', 'C2'];
  const leased = (call: string) => count(new RegExp(`^(absent|quoted|leased) —${call} accepted→ leased$`));
  const unleased = (call: string) => count(new RegExp(`^(absent|quoted|leased) —${call} accepted→ quoted$`));
  return {
    always: calls.filter((call) => leased(call) >= TELLING && unleased(call) === 0),
    never: calls.filter((call) => unleased(call) >= TELLING && leased(call) === 0),
    noStatus: count(/—status refused$/) >= TELLING && count(/—status accepted→/) === 0,
  };
}

/** Why the target cannot show a transition, by what it was seen to do; undefined where it may. */
function notShown(transition: string, { always, never, noStatus }: Habits): string | undefined {
  const noLeases = never.length === 2;
  for (const call of always) {
    if (transition.endsWith(`—${call} accepted→ quoted`)) return `this target leases at every ${call}`;
  }
  if (noLeases && /^leased —|→ leased$/.test(transition)) return 'this target gives no leases';
  for (const call of never) {
    if (transition.endsWith(`—${call} accepted→ leased`)) return `this target gives no lease at ${call}`;
  }
  return noStatus && transition.includes('—status accepted')
    ? 'this target does not answer GET of an order'
    : undefined;
}

/** Counts the transitions that are taken. */
export function transitionCount(within: Within) {
  const known = new Set(TRANSITIONS.filter((transition) => beyondScope(transition, within) === undefined));
  const times = new Map<string, number>();
  return {
    note: (transition: string): void => {
      const name = counted(transition);
      if (known.has(name)) times.set(name, (times.get(name) ?? 0) + 1);
    },
    counts: () => ({ covered: times.size, total: known.size }),
    reached: (part: string) => [...times.keys()].some((each) => each.includes(part)),
    summary: (): Coverage['transitions'] => {
      const habits = habitsOf(times);
      const untaken = TRANSITIONS.filter((each) => !times.has(each)).map((transition) => ({
        transition,
        reason: beyondScope(transition, within) ?? notShown(transition, habits),
      }));
      const missed = untaken.flatMap(({ transition, reason }) => (reason === undefined ? [transition] : []));
      return {
        covered: times.size,
        total: times.size + missed.length,
        missed,
        notShown: untaken.flatMap(({ transition, reason }) => (reason === undefined ? [] : [{ transition, reason }])),
      };
    },
  };
}
