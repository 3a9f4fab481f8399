import type { ConversationLine, RaceLine } from '../results/result.ts';
import type { Ink } from './ink.ts';
import { plain } from './plain.ts';

/** No repro worth reading is longer; a scenario that is replayed may be. */
const MOST_LINES = 60;

/** A conversation as numbered lines: the call, what is special in it, the answer. */
export function conversationLines(
  conversation: readonly ConversationLine[],
  ink: Ink,
  { admitted }: { readonly admitted: boolean },
): readonly string[] {
  const shown = conversation
    .slice(0, MOST_LINES)
    .flatMap((line, index) => [
      `${String(index + 1).padStart(3)}. ${plain(line.step)}`,
      ...line.special
        .filter((special) => !line.step.includes(special))
        .map((special) => `     ${ink.yellow(plain(special))}`),
      ...(line.race ? raceLines(line.race, ink) : [`     ${ink.dim('answer:')} ${plain(line.answer)}`]),
      ...(admitted ? [`     ${ink.dim('admitted:')} ${admittedOf(line)}`] : []),
    ]);
  const left = conversation.length - MOST_LINES;
  return left > 0 ? [...shown, `     … and ${String(left)} more`] : shown;
}

/** Calls that were made at once: the lanes over time, which call is which, and why no order explains them. */
const raceLines = ({ calls, drawing, why }: RaceLine, ink: Ink): readonly string[] => [
  ...drawing.map((line) => `     ${ink.cyan(drawn(line))}`),
  ...calls.flatMap(({ step, special, answer }, index) => [
    `     ${String(index + 1)}: ${plain(step)}`,
    ...special.map((each) => `        ${ink.yellow(plain(each))}`),
    `        ${ink.dim('answer:')} ${plain(answer)}`,
  ]),
  ...(why.length > 0 ? [`     ${ink.dim('no order of these calls explains the answers:')}`] : []),
  ...why.map((sentence) => `       ${plain(sentence)}`),
];

const HARD_SPACE = '\u00a0';

/** A line of a drawing: what stands where in it tells something, so no spaces are lost. */
const drawn = (line: string): string => plain(line.replaceAll(' ', HARD_SPACE)).replaceAll(HARD_SPACE, ' ');

const admittedOf = ({ admitted }: ConversationLine): string =>
  admitted.length === 0 ? 'nothing is judged here' : plain(admitted.join('; '));
