import { once } from 'node:events';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { auditor } from '../src/audit/auditor.ts';
import { inOrder } from '../src/audit/in-order.ts';
import { openRecording } from '../src/audit/recording.ts';
import { check } from '../src/index.ts';

/**
 * How fast recorded traffic is read and judged, and how much of it is kept: a campaign's own recording over and over, each
 * time with other orders and opportunities, so that nothing can be remembered from before.
 */

/** Node is a few ten thousand exchanges about compiling what they need: the first two tell what that costs. */
const COLD = [1_000, 10_000] as const;
const WARM = [100_000, 1_000_000, 10_000] as const;

/**
 * What the figure has to be once the code is warm: exchanges a second by the clock or of processor time, whichever is more.
 * The one counts the neighbours on a busy machine, too, and the other the threads that collect garbage beside.
 */
const FLOOR = 3_000;
/** What is kept at the end of a recording, beside what is kept of {@link SHORT}: at most so much. */
const MOST_GROWTH = 1.75;
const SHORT = 10_000;

/** The lines of a campaign's recording. */
async function recordedLines(folder: string): Promise<readonly string[]> {
  const record = join(folder, 'recorded.jsonl');
  await check({ seed: 1, budgets: { scenarios: 60 }, record });
  const lines: string[] = [];
  for await (const line of createInterface({ input: createReadStream(record) })) lines.push(line);
  return lines;
}

const UUID_END = /(?<=-)[0-9a-f]{4}(?=[0-9a-f]{8}["\\/])/g;

/** Writes the recording again and again, with other UUIDs and other opportunities each time. */
async function write(file: string, [head = '', ...lines]: readonly string[], length: number): Promise<void> {
  const out = createWriteStream(file);
  out.write(`${head}\n`);
  for (let number = 0; number < length; number += 1) {
    const round = Math.floor(number / lines.length);
    const line = (lines[number % lines.length] ?? '')
      .replaceAll(UUID_END, (round % 65_536).toString(16).padStart(4, '0'))
      .replaceAll('/identifiers/', `/identifiers/${String(round)}/`);
    if (!out.write(`${line}\n`)) await once(out, 'drain');
  }
  out.end();
  await once(out, 'finish');
}

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

function keptBytes(): number {
  collectGarbage();
  return process.memoryUsage().heapUsed;
}

/** What an audit of a recording came to. */
interface Audited {
  readonly exchanges: number;
  readonly findings: number;
  /** By the clock, and by the time of all processors. */
  readonly clockRate: number;
  readonly rate: number;
  /** Of the heap, at the end of the recording, once the garbage is collected. */
  readonly keptBytes: number;
  /** Of the process, at any time. */
  readonly mostBytes: number;
}

async function audited(file: string): Promise<Audited> {
  let findings = 0;
  let most = 0;
  const { facts, exchanges } = await openRecording(file);
  const judging = auditor(facts, false, () => {
    findings += 1;
  });
  const startedAt = performance.now();
  const before = process.cpuUsage();
  for await (const turn of inOrder(exchanges)) {
    judging.see(turn);
    if (judging.tally.exchanges % 1_000 === 0) most = Math.max(most, process.memoryUsage.rss());
  }
  const { user, system } = process.cpuUsage(before);
  const clock = (performance.now() - startedAt) / 1_000;
  const kept = keptBytes();
  // The auditor is asked only now, so that what it keeps was counted.
  const { exchanges: count } = judging.tally;
  return {
    exchanges: count,
    findings,
    clockRate: count / clock,
    rate: count / ((user + system) / 1e6),
    keptBytes: kept,
    mostBytes: most,
  };
}

const whole = (value: number): string => Math.round(value).toLocaleString('en-GB');
const megabytes = (bytes: number): string => `${whole(bytes / 1e6)} MB`;

function told({ exchanges, findings, clockRate, rate, keptBytes: kept, mostBytes }: Audited, goal: string): string {
  const speed = `${whole(rate)} a second of processor time, ${whole(clockRate)} by the clock (${goal})`;
  return `  ${whole(exchanges).padStart(9)} exchanges: ${speed}; kept ${megabytes(kept)}, the process ${megabytes(mostBytes)} at most; ${whole(findings)} findings`;
}

/** Prints the figures; gives how many of them miss their goal. */
export async function benchAudit(): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'open-booking-fuzz-'));
  try {
    const lines = await recordedLines(folder);
    const bytes = lines.join('').length / lines.length;
    console.log(
      `audit, a recording of ${whole(lines.length - 1)} exchanges of about ${whole(bytes)} bytes over and over`,
    );
    const measured = async (length: number, goal: string): Promise<Audited> => {
      const file = join(folder, `${String(length)}.jsonl`);
      await write(file, lines, length);
      const result = await audited(file);
      await rm(file);
      console.log(told(result, goal));
      return result;
    };
    for (const length of COLD) await measured(length, 'not warm yet');
    const warm: Audited[] = [];
    for (const length of WARM) warm.push(await measured(length, `one of them at least ${whole(FLOOR)}`));
    const most = Math.max(...warm.map(({ keptBytes: kept }) => kept));
    const growth = most / (warm.find(({ exchanges }) => exchanges === SHORT)?.keptBytes ?? 0);
    console.log(
      `  kept at most ${growth.toFixed(2)} times as much as of ${whole(SHORT)} (at most ${String(MOST_GROWTH)})`,
    );
    return (
      warm.filter(({ rate, clockRate }) => Math.max(rate, clockRate) < FLOOR).length + (growth > MOST_GROWTH ? 1 : 0)
    );
  } finally {
    await rm(folder, { recursive: true });
  }
}
