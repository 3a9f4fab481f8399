import type { Act } from './act.ts';
import { pick } from './chance.ts';
import { UNBOOKABLE } from './criteria.ts';
import { groundOf, stands } from './draft.ts';
import { isBookedState } from './orders.ts';
import { spacesLook } from './looks.ts';
import { checkpoint } from './plan.ts';
import { LONG_WAIT_SECONDS } from './transitions.ts';

/** Calls for what cannot be had, or not any more. */

/** Something that nobody can book, alone or beside what can be booked; or something of another seller beside it. */
export const withUnbookable: Act = (draft, plan) => {
  const seller = draft.opportunities[plan.items[0]?.opportunity ?? '']?.seller;
  const bad = Object.entries(draft.opportunities).filter(
    ([, need]) => UNBOOKABLE.includes(need.criteria) || need.seller !== seller,
  );
  const [name, need] = pick(draft.random, bad) ?? [];
  const call = pick(draft.random, ['C1', 'C2', 'B'] as const);
  if (name === undefined || call === undefined || isBookedState(stands(draft, plan).state)) return [];
  const step = checkpoint(draft.settings, plan, call);
  const alone = need?.seller === seller && draft.random.nextInt(0, 1) === 0;
  const items = [{ opportunity: name }, ...(alone ? [] : step.items)];
  return [{ ...step, items: draft.random.nextInt(0, 1) === 0 ? items : items.toReversed() }];
};

/** More of something than there are spaces, where there are few. */
export const tooMany: Act = (draft, plan) => {
  const few = Object.keys(draft.opportunities).find(
    (name) => draft.opportunities[name]?.criteria === 'BookableOneSpace',
  );
  const book = groundOf(draft, plan).approval ? 'P' : 'B';
  const call = pick(draft.random, ['C1', 'C2', 'C2', book] as const);
  if (few === undefined || call === undefined || isBookedState(stands(draft, plan).state)) return [];
  return [{ ...checkpoint(draft.settings, plan, call), items: [{ opportunity: few }, { opportunity: few }] }];
};

/** A lease that lapses, and what is left of it. */
export const lapse: Act = (draft, plan) => {
  if (!draft.options.canWait || !/^(absent|quoted|leased|awaiting)$/.test(stands(draft, plan).state)) return [];
  const leased = stands(draft, plan).state !== 'absent';
  const book = checkpoint(draft.settings, plan, groundOf(draft, plan).approval ? 'P' : 'B');
  const then = pick(draft.random, [spacesLook(draft, plan), book]);
  return [
    leased ? undefined : checkpoint(draft.settings, plan, 'C2'),
    { do: 'wait', seconds: LONG_WAIT_SECONDS },
    then,
  ];
};
