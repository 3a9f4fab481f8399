import { createReadStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { auditor } from '../src/audit/auditor.ts';
import { inOrder } from '../src/audit/in-order.ts';
import type { Logged, RecordingFacts } from '../src/audit/logged.ts';
import { exchangeOfLine } from '../src/audit/readers/own.ts';
import { check } from '../src/index.ts';

/**
 * How fast recorded traffic is judged, and in how much memory: a campaign's own recording over and over, each time with
 * other orders and opportunities, so that nothing can be remembered from before.
 */

const LENGTHS = [1_000, 10_000, 100_000, 1_000_000] as const;

/** What the figure has to be: exchanges a second. */
const FLOOR = 3_000;

const facts: RecordingFacts = {
  file: 'generated',
  format: 'own recording',
  whole: true,
  answerHeaders: true,
  clockSlackMs: 0,
  features: {},
};

/** The lines of a campaign's recording, without its head. */
async function recordedLines(): Promise<readonly string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'open-booking-fuzz-'));
  const record = join(folder, 'recording.jsonl');
  try {
    await check({ seed: 1, budgets: { scenarios: 60 }, record });
    const lines: string[] = [];
    for await (const line of createInterface({ input: createReadStream(record) })) lines.push(line);
    return lines.slice(1);
  } finally {
    await rm(folder, { recursive: true });
  }
}

const UUID_END = /(?<=-)[0-9a-f]{4}(?=[0-9a-f]{8}["\\/])/g;

/** The recording again and again, an hour later each time, with other UUIDs and another host. */
async function* generated(lines: readonly string[], length: number): AsyncGenerator<Logged, void> {
  for (let number = 0; number < length; number += 1) {
    const round = Math.floor(number / lines.length);
    const line = (lines[number % lines.length] ?? '')
      .replaceAll(UUID_END, (round % 65_536).toString(16).padStart(4, '0'))
      .replaceAll('/identifiers/', `/identifiers/${String(round)}/`);
    yield exchangeOfLine(line, { file: 'generated', line: number + 1 });
  }
}

/** Prints the figures; gives how many of them miss their goal. */
export async function benchAudit(): Promise<number> {
  let missed = 0;
  const lines = await recordedLines();
  console.log(
    `audit, a recording of ${String(lines.length)} exchanges of about ${String(Math.round(lines.join('').length / lines.length))} bytes over and over`,
  );
  for (const length of LENGTHS) {
    globalThis.gc?.();
    let findings = 0;
    let most = 0;
    const { see } = auditor(facts, false, () => {
      findings += 1;
    });
    const startedAt = performance.now();
    let seen = 0;
    for await (const turn of inOrder(generated(lines, length))) {
      see(turn);
      seen += 1;
      if (seen % 1_000 === 0) most = Math.max(most, process.memoryUsage().heapUsed);
    }
    const seconds = (performance.now() - startedAt) / 1_000;
    const rate = Math.round(seen / seconds);
    console.log(
      `  ${String(seen).padStart(9)} exchanges: ${String(rate)} a second (at least ${String(FLOOR)}), most heap ${String(Math.round(most / 1e6))} MB, ${String(findings)} findings`,
    );
    if (rate < FLOOR) missed += 1;
  }
  return missed;
}
