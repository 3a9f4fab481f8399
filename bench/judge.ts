import { cpus } from 'node:os';
import { admitJudged, judge, readAnswer, type CallRequest, type Observed } from '../src/model/index.ts';
import { cancel, NOW, PAID, place, whole } from '../test/model/fixture.ts';
import { answersFor, refusal } from '../test/model/answers.ts';
import { after, itemIds, type Situation } from '../test/model/situation.ts';

/**
 * How fast the model judges in one thread: exchanges a second of judge and admit, over a mix of quotes, bookings,
 * cancellations and refusals, each as its own request object with its own answer, in worlds of several orders.
 */

/** Exchanges a second that judging has to reach. */
const WANTED = 20_000;
const BATCH = 1_000;
const BATCHES = 48;

interface Exchange {
  readonly situation: Situation;
  readonly request: CallRequest;
  readonly observed: Observed;
}

/** A booking system in which other orders stand already. */
function furnished(): Situation {
  const start = place({ x: { spaces: 50 }, y: { spaces: 50 }, full: { spaces: 0 } });
  return ['c', 'd', 'e', 'f'].reduce<Situation>(
    (situation, order) => after(situation, whole('B', { order, items: ['x', 'y'], payment: PAID })),
    start,
  );
}

/** An accepted answer to a request. */
function acceptance(situation: Situation, request: CallRequest): Exchange {
  const judgement = judge(situation.world, request, situation.ground, NOW);
  const outcome = judgement.outcomes.find(({ kind }) => kind === 'accepted');
  const answer = outcome && answersFor(judgement, outcome).at(-1);
  if (answer === undefined) throw new Error(`${request.call} cannot be accepted here`);
  return { situation, request, observed: readAnswer(request, answer) };
}

/** One conversation: C1, C2, a refused C2, a refused B, B, the same B again, a cancellation. */
function conversation(start: Situation): readonly Exchange[] {
  const items = ['x', 'y', 'x'];
  const c1 = whole('C1', { items });
  const c2 = whole('C2', { items });
  const book = () => whole('B', { items, payment: PAID });
  const leased = after(start, c1, c2);
  const ordered = after(leased, book());
  const refusedQuote = whole('C2', { items, customer: null });
  const refusedBooking = whole('B', { items });
  return [
    acceptance(start, c1),
    acceptance(after(start, c1), c2),
    {
      situation: leased,
      request: refusedQuote,
      observed: readAnswer(refusedQuote, refusal('IncompleteCustomerDetailsError')),
    },
    {
      situation: leased,
      request: refusedBooking,
      observed: readAnswer(refusedBooking, refusal('MissingPaymentDetailsError')),
    },
    acceptance(leased, book()),
    acceptance(ordered, book()),
    acceptance(ordered, cancel({}, itemIds(ordered).slice(0, 1))),
  ];
}

/** A batch of exchanges that share no request with one another. */
function batch(): readonly Exchange[] {
  const start = furnished();
  const exchanges: Exchange[] = [];
  while (exchanges.length < BATCH) exchanges.push(...conversation(start));
  return exchanges;
}

/** Milliseconds of the clock and of the processor that judging a batch takes. */
interface Time {
  readonly clock: number;
  readonly processor: number;
}

function time(exchanges: readonly Exchange[]): Time {
  const from = performance.now();
  const before = process.cpuUsage();
  for (const { situation, request, observed } of exchanges) {
    const judgement = judge(situation.world, request, situation.ground, NOW);
    const move = admitJudged(judgement, observed, situation.ground);
    if (move === undefined || move.worlds.length === 0) throw new Error(`${request.call}: the answer was not admitted`);
  }
  const { user, system } = process.cpuUsage(before);
  return { clock: performance.now() - from, processor: (user + system) / 1000 };
}

/** What the measurement came to; rates in exchanges a second, medians over the batches. */
export interface JudgingSpeed {
  readonly exchanges: number;
  /** In milliseconds, all batches together. */
  readonly took: Time;
  /** Of the processor's time, which neighbours on the machine do not take away. */
  readonly rate: number;
  readonly clockRate: number;
  readonly wanted: number;
}

const median = (values: readonly number[]): number =>
  [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0;

/** Measures; the first batch warms up and does not count. */
export function measureJudging(): JudgingSpeed {
  const timings = Array.from({ length: BATCHES + 1 }, () => {
    const exchanges = batch();
    return { count: exchanges.length, ...time(exchanges) };
  }).slice(1);
  const sum = (of: 'count' | 'clock' | 'processor'): number => timings.reduce((total, each) => total + each[of], 0);
  return {
    exchanges: sum('count'),
    took: { clock: sum('clock'), processor: sum('processor') },
    rate: median(timings.map(({ count, processor }) => (count / processor) * 1000)),
    clockRate: median(timings.map(({ count, clock }) => (count / clock) * 1000)),
    wanted: WANTED,
  };
}

/** The measurement in words, with the machine that it was made on. */
export function describeJudging(speed: JudgingSpeed): string {
  const processor = cpus()[0];
  const rate = (value: number): string => Math.round(value).toLocaleString('en-GB');
  return [
    `Judging, one thread: ${rate(speed.rate)} exchanges a second of processor time, ${rate(speed.clockRate)} by the clock (medians of ${BATCHES} batches; wanted ${rate(speed.wanted)})`,
    `  ${rate(speed.exchanges)} exchanges in ${rate(speed.took.processor)} ms of processor time, ${rate(speed.took.clock)} ms by the clock; Node ${process.version}, ${cpus().length} × ${processor?.model ?? 'unknown processor'}`,
  ].join('\n');
}

/** Prints the measurement; gives 1 where it misses its goal. */
export function benchJudging(): number {
  const speed = measureJudging();
  console.log(describeJudging(speed));
  return speed.rate < speed.wanted ? 1 : 0;
}
