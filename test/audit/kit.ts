import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { collection } from '../../src/audit/collect.ts';
import { turnsOf } from '../../src/audit/in-order.ts';
import type { Logged, RecordingFacts } from '../../src/audit/logged.ts';
import { openRecording } from '../../src/audit/recording.ts';
import { auditor, type Auditor } from '../../src/audit/auditor.ts';
import { openSession, type TargetRequest } from '../../src/cli/session.ts';
import type { Scenario } from '../../src/model/index.ts';
import { maskOf } from '../../src/protocol/masks.ts';
import type { AuditResult } from '../../src/results/audit.ts';
import { opportunityPool } from '../../src/runner/opportunity-pool.ts';
import { tryScenario } from '../../src/runner/trial.ts';

/** Runs something with a folder of its own, which is taken away after. */
export async function withFolder<Result>(use: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'open-booking-fuzz-audit-'));
  try {
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** A file of some content in a folder of its own. */
export const withFile = <Result>(name: string, content: string, use: (file: string) => Promise<Result>) =>
  withFolder(async (folder) => {
    const file = join(folder, name);
    await writeFile(file, content);
    return use(file);
  });

/** Records scenarios against the embedded booking system. */
export async function record(
  file: string,
  scenarios: readonly Scenario[],
  request: Omit<TargetRequest, 'record'> = {},
): Promise<void> {
  const session = await openSession({ ...request, record: file });
  const pool = opportunityPool(session.facts);
  for (const scenario of scenarios) await tryScenario(session.facts, pool, scenario);
  await session.close();
}

const OPTIONS = { strict: false, version: 'test', now: () => 0 } as const;

/** What an audit of some files comes to. */
export async function audit(files: readonly string[], people = false): Promise<AuditResult> {
  const collected = collection({ ...OPTIONS, mask: maskOf({ people }) });
  for (const file of files) await collected.add(await openRecording(file));
  return collected.result();
}

/** The rules that an audit found broken, each with the call. */
export const broken = ({ findings }: Pick<AuditResult, 'findings'>): readonly string[] =>
  findings.map(({ rule, call }) => `${rule.id} at ${call}`).sort();

export const exchangesOf = async (file: string): Promise<readonly Logged[]> => {
  const all: Logged[] = [];
  for await (const logged of (await openRecording(file)).exchanges) all.push(logged);
  return all;
};

export const FACTS: RecordingFacts = {
  file: 'a',
  format: 'test',
  whole: true,
  answerHeaders: true,
  clockSlackMs: 0,
  features: {},
};

/** What some exchanges come to, one after the other. */
export function judged(
  exchanges: readonly Logged[],
  facts: Partial<RecordingFacts> = {},
): { readonly broken: readonly string[]; readonly tally: Auditor['tally'] } {
  const found: string[] = [];
  const { see, tally } = auditor({ ...FACTS, ...facts }, false, ({ breach }) => {
    found.push(`${breach.rule} at ${breach.call}`);
  });
  for (const turn of turnsOf(exchanges)) see(turn);
  return { broken: found, tally };
}

/** The exchanges in the words of a Test Suite report. */
export function asReport(exchanges: readonly Logged[]): string {
  const parts = exchanges.map(({ method, url, headers, sent, answer }) => {
    const status = answer.kind === 'response' ? answer.status : 0;
    const body = answer.kind === 'response' && answer.body.kind === 'json' ? answer.body.value : undefined;
    return [
      `### C Request`,
      `${method} ${url}`,
      '',
      ...Object.entries(headers).map(([name, value]) => `* **${name}:** \`"${value}"\``),
      ...(sent?.kind === 'json' ? ['```json', JSON.stringify(sent.value, null, 2), '```'] : []),
      '',
      '---',
      `Response status code: ${status} OK. Responded in 3.5ms.`,
      ...(body === undefined ? [] : ['```json', JSON.stringify(body, null, 2), '```']),
      '',
    ].join('\n');
  });
  return [
    '# a test',
    `File Generated: ${new Date(exchanges[0]?.sentAt ?? 0).toString().replace(/ \(.*/, '')}`,
    ...parts,
  ].join('\n');
}

/** A page as the Test Suite's HTML writes one. */
export const asPage = (exchanges: readonly Logged[]): string =>
  [
    '<!DOCTYPE HTML>',
    '<html>',
    '<body>',
    ...asReport(exchanges)
      .split('\n')
      .map((line) =>
        line
          .replaceAll('&', '&amp;')
          .replaceAll('<', '&lt;')
          .replace(/^((?:GET|PUT|Resp).*)$/, '<p>$1</p>'),
      )
      .map((line) => line.replace('```json', '<pre><code class="json">').replace('```', '</code></pre>')),
    '</body>',
    '</html>',
  ].join('\n');

/** The exchanges as a HAR file. */
export const asHar = (exchanges: readonly Logged[]): string =>
  JSON.stringify(
    {
      log: {
        version: '1.2',
        creator: { name: 'test', version: '1' },
        entries: exchanges.map(({ method, url, headers, sent, answer, sentAt = 0, receivedAt = 0 }) => ({
          startedDateTime: new Date(sentAt).toISOString(),
          time: receivedAt - sentAt,
          request: {
            method,
            url,
            headers: Object.entries(headers).map(([name, value]) => ({ name, value })),
            ...(sent?.kind === 'json'
              ? { postData: { mimeType: 'application/json', text: JSON.stringify(sent.value) } }
              : {}),
          },
          response:
            answer.kind === 'response'
              ? {
                  status: answer.status,
                  headers: [{ name: 'Content-Type', value: answer.mediaType ?? '' }],
                  content: answer.body.kind === 'json' ? { text: JSON.stringify(answer.body.value) } : {},
                }
              : { status: 0, headers: [], content: {} },
        })),
      },
    },
    null,
    1,
  );

/** The exchanges as the Test Suite's own log. */
export const asSuiteLog = (exchanges: readonly Logged[]): string =>
  JSON.stringify(
    {
      flow: { C1: { logs: 'not these' } },
      logs: exchanges.flatMap(({ method, url, headers, sent, answer, receivedAt = 0 }) => [
        {
          type: 'request',
          request: {
            method,
            url,
            ...(sent?.kind === 'json' ? { jsonBody: sent.value } : {}),
            requestOptions: { headers },
          },
          response:
            answer.kind === 'response'
              ? {
                  status: answer.status,
                  body: answer.body.kind === 'json' ? answer.body.value : '',
                  headers: { 'content-type': answer.mediaType ?? '', date: new Date(receivedAt).toUTCString() },
                }
              : {},
        },
        { type: 'validations', validations: [] },
      ]),
    },
    null,
    2,
  );
