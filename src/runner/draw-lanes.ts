import type { RaceLine } from '../results/result.ts';

type Drawn = Pick<RaceLine['calls'][number], 'lane' | 'from' | 'to'>;

/** How many characters lie between two moments. */
const WIDTH = 4;

const columnOf = (moment: number): number => (moment - 1) * WIDTH;

/**
 * Lanes over time, a line each, time running to the right: `├1──────┤` is the first call of all, from when it was sent to
 * when it was answered. Calls whose bars lie above each other overlapped.
 */
export function drawLanes(calls: readonly Drawn[]): readonly string[] {
  const lanes = [...new Set(calls.map(({ lane }) => lane))].sort((one, other) => one - other);
  return lanes.map((lane) => {
    let line = '';
    for (const [index, call] of calls.entries()) {
      if (call.lane !== lane) continue;
      const bar = `├${String(index + 1)}`;
      line = `${line.padEnd(columnOf(call.from))}${bar}`.padEnd(columnOf(call.to), '─');
      line = `${line}┤`;
    }
    return `lane ${String(lane + 1)}  ${line}`;
  });
}
