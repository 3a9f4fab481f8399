import fc from 'fast-check';
import { admit, judge, orderIn, orderKey, readAnswer, type CallRequest, type World } from '../../src/model/index.ts';
import type { RaceCall } from '../../src/oracle/index.ts';
import { answersFor } from '../model/answers.ts';
import { cancel, NOW, PAID, place, requestOf, uuidOf, whole, type About } from '../model/fixture.ts';
import type { Situation } from '../model/situation.ts';

/** Histories of calls that overlapped, made from calls that really came one after another: some order explains each. */

export interface History extends Situation {
  readonly calls: readonly RaceCall[];
  /** The world at the end of the order that the history was made from. */
  readonly end: World;
}

export interface Size {
  readonly lanes: number;
  readonly length: number;
  /**
   * How far calls reach at most beyond the moment at which they happen: 0, not at all; 1, all of them as far as their lane
   * lets them, so that something is under way in every lane at every time.
   */
  readonly reach?: number;
}

/** Numbers that decide what is called, what is answered, and when. */
type Choose = (most: number) => number;

const PARTNERS = ['primary', 'secondary'] as const;

/** Two lanes share an order; any two may want the same spaces. */
const aboutOf = (lane: number): About => ({
  order: 'abcd'[Math.floor(lane / 2)] ?? 'a',
  partner: PARTNERS[Math.floor(lane / 2) % 2] ?? 'primary',
});

function drawRequest(about: About, world: World, choose: Choose): CallRequest {
  const items = [['x'], ['x', 'x'], ['y', 'x']][choose(2)] ?? ['x'];
  const record = orderIn(world, orderKey(about.partner ?? 'primary', uuidOf(about.order ?? 'a')));
  const known = record.lines.flatMap(({ itemId }) => itemId ?? []);
  switch (choose(6)) {
    case 0:
      return whole('C1', { ...about, items });
    case 1:
      return whole('C2', { ...about, items });
    case 2:
      return requestOf('delete-quote', about);
    case 3:
      return requestOf('delete-order', about);
    case 4:
      return known.length > 0 ? cancel(about, known.slice(0, 1 + choose(1))) : requestOf('status', about);
    default:
      return whole('B', { ...about, items, payment: PAID });
  }
}

/** A call at its moment: some answer that is admissible there, and a world that follows. */
function happen(situation: Situation, request: CallRequest, choose: Choose) {
  const judgement = judge(situation.world, request, situation.ground, NOW);
  const answers = judgement.outcomes.flatMap((outcome) => answersFor(judgement, outcome));
  const answer = answers[choose(answers.length - 1)];
  const move = answer && admit(situation.world, request, readAnswer(request, answer), situation.ground, NOW);
  const world = move?.worlds[choose(move.worlds.length - 1)];
  return answer === undefined || world === undefined ? undefined : { answer, world };
}

/** A history of so many lanes, each of so many calls, in which one opportunity has few spaces. */
export function makeHistory(choose: Choose, { lanes, length, reach = 0.5 }: Size): History {
  const start = place({ x: { spaces: 1 + choose(3) }, y: { spaces: 9 } });
  const turns = Array.from({ length: lanes * length }, (_, index) => index % lanes);
  for (let index = turns.length - 1; index > 0; index -= 1) {
    const other = choose(index);
    [turns[index], turns[other]] = [turns[other] ?? 0, turns[index] ?? 0];
  }
  let world = start.world;
  const made = turns.map((lane, moment) => {
    for (;;) {
      const request = drawRequest(aboutOf(lane), world, choose);
      const happened = happen({ ...start, world }, request, choose);
      if (happened === undefined) continue;
      world = happened.world;
      const exchange = { request: request.raw, answer: happened.answer, sentAt: NOW, receivedAt: NOW };
      return { lane, moment: moment + 1, exchange, act: { kind: 'call' as const, request } };
    }
  });
  const within = (from: number, to: number) => from + (to - from) * (choose(100) / 101);
  const calls = made.map(({ moment, ...call }, index): RaceCall => {
    const lane = made.filter((other) => other.lane === call.lane);
    const before = lane.findLast((other) => other.moment < moment)?.moment ?? 0;
    const after = lane.find((other) => other.moment > moment)?.moment ?? made.length + 1;
    // A call begins after the one before it has ended: each keeps to its half of the time between them.
    const [earliest, latest] = [moment - (moment - before) / 2 + 1e-6, moment + (after - moment) / 2];
    const called = reach === 1 ? earliest : within(moment - reach * (moment - earliest), moment);
    const returned = reach === 1 ? latest : within(moment, moment + reach * (latest - moment));
    return { ...call, called, returned, name: `call ${index + 1}` };
  });
  return { ...start, calls, end: world };
}

/** Histories of a size, decided by fast-check. */
export const histories = (size: fc.Arbitrary<Size>): fc.Arbitrary<History> =>
  fc.tuple(fc.gen(), size).map(([gen, drawn]) => makeHistory((most) => gen(fc.nat, { max: most }), drawn));
