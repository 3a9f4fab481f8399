import fc from 'fast-check';
import { hashWorld } from '../src/model/index.ts';
import { orderRace, racedOf } from '../src/oracle/race.ts';
import { histories, type History, type Size } from '../test/oracle/histories.ts';
import { answer } from '../test/model/answers.ts';
import { NOW, PAID, whole } from '../test/model/fixture.ts';
import { median } from './campaigns.ts';

/** What it costs to decide whether some order explains calls that overlapped, by lanes and by calls a lane. */

/** Of 4 lanes of 8 calls each, in the median. */
const GOAL_MS = 100;
const LANES = [2, 3, 4];
const LENGTHS = [2, 4, 8];
/** How far calls reach: to the half of what their lane lets them; and as far as it lets them. */
const REACHES = [0.5, 1];
const HISTORIES = 15;

interface Measured {
  readonly ms: number;
  readonly visits: number;
  readonly questions: number;
  readonly kind: string;
}

/** The last call taken for a booking of more spaces than there ever are: no order explains it, so all are tried. */
function planted(history: History): History {
  const last = history.calls.at(-1);
  if (last === undefined) return history;
  const request = whole('B', { order: 'e', items: ['x', 'x', 'x', 'x', 'x'], payment: PAID });
  const exchange = { ...last.exchange, request: request.raw, answer: answer(201, { '@type': 'Order' }) };
  return { ...history, calls: [...history.calls.slice(0, -1), { ...last, exchange, act: { kind: 'call', request } }] };
}

function decide({ world, ground, calls }: History): Measured {
  const from = performance.now();
  const { kind, cost } = orderRace({ worlds: [world], ground, from: NOW, to: NOW }, racedOf(calls), hashWorld);
  return { ms: performance.now() - from, ...cost, kind };
}

function row(size: Size, change: (history: History) => History): Measured {
  const sample = fc.sample(histories(fc.constant(size)), { seed: 1, numRuns: HISTORIES }).map(change);
  const measured = sample.map(decide);
  const of = (key: 'ms' | 'visits' | 'questions') => median(measured.map((each) => each[key]));
  const kinds = [...new Set(measured.map(({ kind }) => kind))].join(' or ');
  const most = Math.max(...measured.map(({ ms }) => ms));
  const one = { ms: of('ms'), visits: of('visits'), questions: of('questions'), kind: kinds };
  console.log(
    `  ${size.lanes} lanes × ${size.length} calls: median ${one.ms.toFixed(1)} ms, most ${most.toFixed(1)} ms; median ${one.visits} visits, ${one.questions} questions; ${kinds}`,
  );
  return one;
}

/** Prints the cost by lanes and length; gives 1 where the goal is missed. */
export function benchLinearize(): number {
  let missed = 0;
  for (const reach of REACHES) {
    for (const [what, change] of [
      ['some order explains', (history: History) => history],
      ['no order explains', planted],
    ] as const) {
      console.log(`calls that reach ${reach === 1 ? 'as far' : 'half as far'} as their lane lets them, ${what}:`);
      for (const lanes of LANES) {
        for (const length of LENGTHS) {
          const { ms } = row({ lanes, length, reach }, change);
          if (lanes === 4 && length === 8 && ms >= GOAL_MS) missed += 1;
        }
      }
    }
  }
  console.log(`4 lanes × 8 calls: median under ${GOAL_MS} ms ${missed === 0 ? 'always' : `missed ${missed} times`}`);
  return missed;
}
