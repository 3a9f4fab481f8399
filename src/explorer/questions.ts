import type { OrderState, Step } from '../model/index.ts';
import { PARTNERS } from '../protocol/ids.ts';
import { agree, toldBy, type Renaming, type Told } from '../runner/index.ts';
import { OPPORTUNITY } from './alphabet.ts';
import { act, type Play, type Stage } from './play.ts';

/**
 * What a target is asked once it has been brought to a state: what it says must not depend on the way. Only that is
 * compared which a state settles; ids, times, and whatever honest systems choose for themselves are left out.
 */

/** What was told, by the question as the first way to the state asked it. */
export type Answers = ReadonlyMap<string, Answered>;

export interface Answered {
  /** What had been done before it, looks left out. */
  readonly after: readonly Step[];
  readonly question: Step;
  readonly told: Told | undefined;
}

const BOOKED: readonly (OrderState | undefined)[] = ['ordered', 'partly cancelled', 'wholly cancelled'];

/** The order that only asks for a quote. */
export const ONLOOKER = 'onlooker';

/** What was done in a conversation so far, but for looks. */
const doneIn = ({ runs }: Play): readonly Step[] =>
  runs
    .map(({ step }) => step)
    .filter((step) => step.do !== 'read-spaces' && step.do !== 'read-feed' && step.do !== 'status');

/** The statuses of all booked orders. */
export async function askStatuses(
  stage: Stage,
  play: Play,
  states: readonly (OrderState | undefined)[],
  renaming: Renaming,
): Promise<Answers> {
  const answers = new Map<string, Answered>();
  for (const [slot, name] of stage.slots.entries()) {
    if (!BOOKED.includes(states[slot])) continue;
    const question: Step = { do: 'status', ...name };
    const after = doneIn(play);
    const told = toldBy(await act(play, question), play.price);
    answers.set(`status of order ${String(renaming.indexOf(slot) + 1)}`, { after, question, told });
  }
  return answers;
}

/** Everything that a target can be asked in a state; the conversation is of no use afterwards. */
export async function askAll(
  stage: Stage,
  play: Play,
  states: readonly (OrderState | undefined)[],
  renaming: Renaming,
): Promise<Answers> {
  const statuses = await askStatuses(stage, play, states, renaming);
  for (const look of feedLooks(stage, states)) await act(play, look);
  const question: Step = { do: 'C1', order: ONLOOKER, partner: PARTNERS[0], items: [{ opportunity: OPPORTUNITY }] };
  const after = doneIn(play);
  const told = toldBy(await act(play, question), play.price);
  return new Map([...statuses, ['a quote', { after, question, told }]]);
}

/** Looks at the feeds in which something of the orders may have to show. */
function feedLooks({ slots, settings }: Stage, states: readonly (OrderState | undefined)[]): readonly Step[] {
  const feeds =
    settings.flow === 'OpenBookingApprovalFlow' ? (['orders', 'order-proposals'] as const) : (['orders'] as const);
  const partners = new Set(slots.filter((_, slot) => states[slot] !== 'absent').map(({ partner }) => partner));
  return [...partners].flatMap((partner) => feeds.map((feed): Step => ({ do: 'read-feed', feed, partner })));
}

/** The first question whose answer is another than it was by another way. */
export const difference = (before: Answers, now: Answers): string | undefined =>
  [...now].find(([question, { told }]) => !agree(before.get(question)?.told, told))?.[0];
