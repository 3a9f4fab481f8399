import type { ConversationLine } from '../results/result.ts';
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
      `     ${ink.dim('answer:')} ${plain(line.answer)}`,
      ...(admitted ? [`     ${ink.dim('admitted:')} ${admittedOf(line)}`] : []),
    ]);
  const left = conversation.length - MOST_LINES;
  return left > 0 ? [...shown, `     … and ${String(left)} more`] : shown;
}

const admittedOf = ({ admitted }: ConversationLine): string =>
  admitted.length === 0 ? 'nothing is judged here' : plain(admitted.join('; '));
