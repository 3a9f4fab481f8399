import type { OrderState, Step } from '../model/index.ts';
import { breachesOf, type Placed, type Renaming, type StepRun, type Told, type Trial } from '../runner/index.ts';
import { OPPORTUNITY, type Letter } from './alphabet.ts';
import { act, playsOf, scenarioOf, standing, stateOf, usedSlots, type Play, type Stage } from './play.ts';
import { askAll, askStatuses, difference, type Answers } from './questions.ts';

/** A breadth-first search over what a target can be brought to, as the model sees it. */

/** A state of the model that the target was brought to, and the first, so the shortest, way to it. */
export interface Reached {
  readonly text: string;
  readonly way: readonly Letter[];
  /** The slots by their canonical names. */
  readonly by: readonly Renaming[];
  readonly states: readonly (OrderState | undefined)[];
  /** The slots in use. */
  readonly used: readonly number[];
  answers: Answers;
}

/** A rule broken at the end of a conversation. */
export interface Broken {
  /** The fewest steps that should show it: the letters, and the look that showed it. */
  readonly steps: readonly Step[];
  /** The whole conversation in which it showed. */
  readonly trial: Trial;
  readonly placed: Placed;
  /** Letters up to there. */
  readonly depth: number;
}

/** Two ways to one state, after which the same question was answered differently. */
export interface Disagreement {
  readonly ways: readonly [Way, Way];
}

/** A way to a state, the question that was asked there and what was told. */
export interface Way {
  readonly steps: readonly Step[];
  readonly question: Step;
  readonly told: Told;
}

/** What a search tells as it goes. Each may end it by answering `true`. */
export interface SearchEvents {
  readonly broken: (broken: Broken) => boolean;
  readonly disagreed: (disagreement: Disagreement) => boolean;
  readonly progress: (counts: Counts) => boolean;
}

export interface Counts {
  /** States of the model, by the number of letters in which they are first reached. */
  readonly statesByDepth: readonly number[];
  /** Letters tried in states. */
  readonly transitions: number;
  /** Ways that led to a state already known, after which the answers were compared. */
  readonly compared: number;
  /** The depth up to which every state has been left by every letter. */
  readonly depth: number;
  /** States to which the same way did not lead again. */
  readonly strayed: number;
  readonly letters: number;
}

/** Why a search is over. */
export type SearchEnd =
  { readonly kind: 'done' } | { readonly kind: 'stopped' } | { readonly kind: 'impossible'; readonly reason: string };

interface Search {
  readonly stage: Stage;
  readonly events: SearchEvents;
  readonly begin: () => Promise<Play | { readonly impossible: string }>;
  readonly known: Map<string, Reached>;
  /** Letters that changed the state when they were last tried of a slot in such a state. */
  readonly changing: Set<string>;
  counts: { -readonly [Key in keyof Counts]: Counts[Key] };
}

const LOOK: Step = { do: 'read-spaces', opportunity: OPPORTUNITY };

/** The letters that are not the same as another by a renaming that leaves the state as it is. */
function lettersFor({ stage, changing }: Search, node: Reached): readonly Letter[] {
  const seen = new Set<string>();
  const full = node.used.length >= stage.orders;
  const due = stage.letters.filter(({ kind, slot }) => {
    if (full && slot !== undefined && !node.used.includes(slot)) return false;
    const places = slot === undefined ? [] : node.by.map((renaming) => renaming.indexOf(slot));
    const name = `${kind} ${String(Math.min(...places))}`;
    return !seen.has(name) && seen.add(name);
  });
  const changes = (letter: Letter) => changing.has(habit(node, letter));
  return [...due.filter((letter) => !changes(letter)), ...due.filter(changes)];
}

const habit = ({ states }: Reached, { kind, slot }: Letter): string =>
  `${slot === undefined ? '' : (states[slot] ?? '')} ${kind}`;

/** Plays the way to a state; `looking`, with a look after each letter. Undefined where it does not lead there. */
async function arriveOnce(
  { begin, stage }: Search,
  node: Reached,
  looking: boolean,
): Promise<Play | { readonly impossible: string } | undefined> {
  const play = await begin();
  if ('impossible' in play) return play;
  for (const { step } of node.way) {
    await act(play, step);
    if (looking) await act(play, LOOK);
  }
  if (stateOf(play, stage).text === node.text) return play;
  // Which of several worlds it is may have been settled by a look.
  if (!looking) await act(play, LOOK);
  return stateOf(play, stage).text === node.text ? play : undefined;
}

/** Plays the way to a state, with as few looks as will do. */
const arrive = async (search: Search, node: Reached) =>
  (await arriveOnce(search, node, false)) ?? (await arriveOnce(search, node, true));

/** What a conversation broke since its run at `from`, where the last letter of a way began; true to end the search. */
function tellBroken({ stage, events }: Search, play: Play, from: number, way: readonly Letter[]): boolean {
  const steps = play.runs.map(({ step }) => step);
  const trial: Trial = { scenario: scenarioOf(stage, steps), steps: play.runs, stopped: undefined };
  const late = breachesOf(trial).filter(({ at }) => at >= from);
  return late.some((placed) => {
    const shownBy = steps.slice(Math.max(placed.at, from + 1), placed.at + 1);
    const least = [...play.setUp, ...way.map(({ step }) => step), ...shownBy];
    return events.broken({ steps: least, trial, placed, depth: way.length });
  });
}

const broke = (runs: readonly StepRun[], from: number): boolean =>
  runs.slice(from).some(({ seen }) => seen.breaches.length > 0);

const lost = (runs: readonly StepRun[]): boolean => runs.at(-1)?.exchange?.answer.kind === 'no-answer';

/** Gives the orders of one way to a state the names that they have by another. */
function renamer({ slots }: Stage, [from]: readonly Renaming[], [to]: readonly Renaming[]): (step: Step) => Step {
  return (step) => {
    const slot = slots.findIndex(
      ({ partner, order }) => 'order' in step && step.order === order && step.partner === partner,
    );
    const name = slots[to?.[from?.indexOf(slot) ?? -1] ?? -1];
    return name === undefined ? step : ({ ...step, ...name } as Step);
  };
}

/** Compares what was answered with what was answered after the first way to the state. */
function compare(search: Search, node: Reached, by: readonly Renaming[], now: Answers): boolean {
  search.counts.compared += 1;
  const told = node.answers;
  node.answers = new Map([...now, ...told]);
  const question = difference(told, now);
  if (question === undefined) return false;
  const [first, second] = [told.get(question), now.get(question)];
  if (first?.told === undefined || second?.told === undefined) return false;
  const rename = renamer(search.stage, by, node.by);
  return search.events.disagreed({
    ways: [
      { steps: first.after, question: first.question, told: first.told },
      { steps: second.after.map(rename), question: rename(second.question), told: second.told },
    ],
  });
}

/** What became of one letter: whether the conversation stands where it stood, and whether the search is over. */
interface Tried {
  readonly same: boolean;
  readonly over: boolean;
  readonly found?: Reached;
}

async function tryLetter(search: Search, node: Reached, play: Play, letter: Letter): Promise<Tried> {
  const { stage, known } = search;
  const from = play.runs.length;
  const way = [...node.way, letter];
  await act(play, letter.step);
  search.counts.transitions += 1;
  if (lost(play.runs)) return { same: false, over: false };
  await act(play, LOOK);
  const { text, by } = stateOf(play, stage);
  const states = standing(play);
  const [renaming] = by;
  if (renaming === undefined) return { same: false, over: false };
  if (text === node.text && by.includes(node.by[0] ?? [])) {
    const answers = await askStatuses(stage, play, states, renaming);
    const over = tellBroken(search, play, from, way) || compare(search, node, by, answers);
    return { same: !broke(play.runs, from), over };
  }
  search.changing.add(habit(node, letter));
  const earlier = known.get(text);
  const answers = await askAll(stage, play, states, renaming);
  const over = tellBroken(search, play, from, way);
  if (broke(play.runs, from)) return { same: false, over };
  if (earlier) return { same: false, over: over || compare(search, earlier, by, answers) };
  const found: Reached = { text, way, by, states, used: usedSlots(play), answers };
  known.set(text, found);
  return { same: false, over, found };
}

/** Tries every letter in one state; gives the states that are new, or why the search is over. */
async function leave(search: Search, node: Reached): Promise<readonly Reached[] | SearchEnd> {
  const found: Reached[] = [];
  let play: Play | undefined;
  for (const letter of lettersFor(search, node)) {
    if (search.events.progress(search.counts)) return { kind: 'stopped' };
    const arrived = play ?? (await arrive(search, node));
    if (arrived === undefined) {
      search.counts.strayed += 1;
      return found;
    }
    if ('impossible' in arrived) return { kind: 'impossible', reason: arrived.impossible };
    const tried = await tryLetter(search, node, arrived, letter);
    if (tried.found) found.push(tried.found);
    if (tried.over) return { kind: 'stopped' };
    play = tried.same ? arrived : undefined;
  }
  return found;
}

/** Searches up to a depth of so many letters. */
export async function search(
  stage: Stage,
  depth: number,
  events: SearchEvents,
): Promise<{ counts: Counts; end: SearchEnd }> {
  const begin = playsOf(stage);
  const first = await begin();
  const counts: Search['counts'] = {
    statesByDepth: [1],
    transitions: 0,
    compared: 0,
    depth: 0,
    strayed: 0,
    letters: stage.letters.length,
  };
  if ('impossible' in first) return { counts, end: { kind: 'impossible', reason: first.impossible } };
  const { text, by } = stateOf(first, stage);
  const start: Reached = { text, way: [], by, states: standing(first), used: usedSlots(first), answers: new Map() };
  const searching: Search = { stage, events, begin, known: new Map([[text, start]]), changing: new Set(), counts };
  let frontier: readonly Reached[] = [start];
  for (let level = 1; level <= depth; level += 1) {
    const next: Reached[] = [];
    for (const node of frontier) {
      const found = await leave(searching, node);
      if ('kind' in found) return { counts, end: found };
      next.push(...found);
    }
    counts.depth = level;
    counts.statesByDepth = [...counts.statesByDepth, next.length];
    frontier = next;
  }
  return { counts, end: { kind: 'done' } };
}
