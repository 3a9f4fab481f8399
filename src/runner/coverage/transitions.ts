import { CALL_NAMES, CALLS } from '../../protocol/calls.ts';
import { LIFECYCLE, ORDER_STATES, SELLER_LIFECYCLE } from '../../model/index.ts';
import type { BookingFlow, BrokerRole, Prepayment } from '../../protocol/vocabulary.ts';
import type { Coverage } from '../../results/result.ts';
import { notShownBy } from './habits.ts';

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

/** Counts the transitions that are taken. */
export function transitionCount(within: Within) {
  const known = new Set(TRANSITIONS.filter((transition) => beyondScope(transition, within) === undefined));
  const times = new Map<string, number>();
  const seen = new Map<string, number>();
  return {
    note: (transition: string): void => {
      const name = counted(transition);
      if (known.has(name)) times.set(name, (times.get(name) ?? 0) + 1);
      const full = name.endsWith(' refused') ? transition : name;
      seen.set(full, (seen.get(full) ?? 0) + 1);
    },
    counts: () => ({ covered: times.size, total: known.size }),
    reached: (part: string) => [...times.keys()].some((each) => each.includes(part)),
    summary: (): Coverage['transitions'] => {
      const untaken = TRANSITIONS.filter((each) => !times.has(each)).map((transition) => ({
        transition,
        reason: beyondScope(transition, within) ?? notShownBy(transition, seen),
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
