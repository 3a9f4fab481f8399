import { setTimeout as delay } from 'node:timers/promises';
import { httpClient, type HttpClient, type HttpRequest } from '../src/target/index.ts';
import { withOwnProcess } from './own-process.ts';
import { realTimeCampaign } from './real-time.ts';

/** What a campaign makes of a target that takes its time to answer, beside a bare load of as many requests at once. */

const ANSWER_MS = 40;
const GOAL = 0.8;

/** A client each of whose answers takes so long, and that keeps what it sends. */
const slow = (client: HttpClient, sent: HttpRequest[]): HttpClient => ({
  ...client,
  send: async (request) => {
    sent.push(request);
    await delay(ANSWER_MS);
    return client.send(request);
  },
});

/** A campaign over HTTP: its requests, and how many of them a second. */
const campaign = (seed: number, concurrency: number, seconds: number) =>
  withOwnProcess(async ({ datasetSiteUrl }) => {
    const sent: HttpRequest[] = [];
    let began = 0;
    const result = await realTimeCampaign(datasetSiteUrl, {
      seed,
      budgets: { seconds },
      run: { concurrency },
      around: (client) => slow(client, sent),
      begun: () => {
        sent.length = 0;
        began = performance.now();
      },
    });
    const rate = sent.length / ((performance.now() - began) / 1000);
    return { sent, rate, findings: result.findings.length, port: Number(new URL(datasetSiteUrl).port) };
  });

/** The same requests again, so many at once: how many a second. */
const bareLoad = (requests: readonly HttpRequest[], concurrency: number, port: number) =>
  withOwnProcess(async () => {
    const client = slow(httpClient({ requestTimeoutMs: 20_000, maximumBodyBytes: 16 * 1024 * 1024 }), []);
    const began = performance.now();
    let next = 0;
    const worker = async () => {
      for (let request = requests[next]; request !== undefined; request = requests[next]) {
        next += 1;
        await client.send(request);
      }
    };
    await Promise.all(Array.from({ length: concurrency }, worker));
    const rate = requests.length / ((performance.now() - began) / 1000);
    client.close();
    return rate;
  }, port);

/** Prints both rates for each concurrency, and their ratio. Gives how many miss the goal, or found something. */
export async function benchConcurrency(
  seed: number,
  concurrencies: readonly number[],
  seconds: number,
): Promise<number> {
  let missed = 0;
  // In the first campaign of a process its code is still being compiled.
  await campaign(seed, Math.max(...concurrencies), seconds);
  for (const concurrency of concurrencies) {
    const { sent, rate, findings, port } = await campaign(seed, concurrency, seconds);
    const bare = await bareLoad(sent, concurrency, port);
    const ratio = rate / bare;
    const words = `campaign ${rate.toFixed(0)} requests a second, bare load ${bare.toFixed(0)}, ratio ${ratio.toFixed(2)}`;
    console.log(`concurrency ${concurrency}: ${words} (goal ${GOAL}); ${sent.length} requests, ${findings} findings`);
    if (ratio < GOAL || findings > 0) missed += 1;
  }
  return missed;
}
