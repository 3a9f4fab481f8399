import type { BrokerStep, ItemChoice } from '../../model/scenario.ts';
import { isBrokerStep } from '../../model/scenario.ts';
import { afterwards, type Act } from './act.ts';
import { pick } from './chance.ts';
import type { Draft } from './draft.ts';
import { spacesLook } from './looks.ts';
import { omit } from './omit.ts';
import { checkpoint, drawPeople, type Plan } from './plan.ts';
import { differing } from './same-uuid.ts';
import { isCheckpoint } from './tidy.ts';

/** Calls that are made again, as they were or otherwise. */

/** Whether a step is about the order of a plan. */
const isOf = (step: BrokerStep, { order, partner }: Plan): boolean => step.order === order && step.partner === partner;

/** The calls that this order has had with nothing wrong in them. */
const soundCalls = (draft: Draft, plan: Plan): readonly BrokerStep[] =>
  draft.steps.filter(
    (step): step is BrokerStep => isBrokerStep(step) && isOf(step, plan) && step.mutations === undefined,
  );

/** The P or B that made what there is of this order now. */
const making = (own: readonly BrokerStep[]): BrokerStep | undefined =>
  own.findLast(({ do: name }) => name === 'P' || name === 'B' || name === 'B after P');

/** The P or B of this order, once more. */
export const repeatMaking: Act = (draft, plan) => [making(soundCalls(draft, plan))];

/** The last call of this order, or its P or B, once more. */
export const repeat: Act = (draft, plan) => {
  const own = soundCalls(draft, plan);
  const made = making(own);
  const step = pick(
    draft.random,
    [own.at(-1), made].filter((each) => each !== undefined),
  );
  return [step, step?.do === 'B' || step?.do === 'B after P' ? afterwards(draft, plan) : undefined];
};

function otherItems(draft: Draft, items: readonly ItemChoice[]): readonly ItemChoice[] {
  const { random } = draft;
  const some = pick(random, Object.keys(draft.opportunities));
  const fewer = items.slice(0, -1);
  return items.length > 1 && random.nextInt(0, 2) > 0
    ? fewer
    : [...items, ...(some === undefined ? [] : [{ opportunity: some }])].slice(0, 4);
}

/** The same call with other items. */
export const repeatWithOtherItems: Act = (draft, plan) => {
  const last = soundCalls(draft, plan).findLast(isCheckpoint);
  if (last === undefined) return [];
  // A quote of a UUID that is ordered already has to be refused just as a second B.
  const step = draft.random.nextInt(0, 1) === 0 ? last : checkpoint(draft.settings, plan, 'C2');
  return [{ ...step, items: otherItems(draft, last.items) }, spacesLook(draft, plan)];
};

/** The same call for another customer, or paid in another way. */
export const repeatOtherwise: Act = (draft, plan) => {
  const last = soundCalls(draft, plan).findLast(isCheckpoint);
  if (last === undefined || last.do === 'C1') return [];
  const written = pick(draft.random, ['key order', 'white space', 'item order', 'payment', undefined] as const);
  const rewritten = written && differing(last, written, []);
  if (rewritten !== undefined) return [rewritten, afterwards(draft, plan)];
  const rest = omit(omit(last, 'customer'), 'payment');
  const people = drawPeople(draft.random, plan.role, 'Free');
  return [
    { ...rest, ...people, ...(last.do === 'B' && last.payment === undefined && { payment: 'offered' as const }) },
  ];
};
