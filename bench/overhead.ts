import { readFileSync } from 'node:fs';
import http from 'node:http';
import fetch from 'node-fetch';
import { adjustableClock, startBookingSystem } from '../src/booking-system/index.ts';
import { embeddedClock, embeddedConfiguration, embeddedFeatures } from '../src/cli/configuration-embedded.ts';
import { targetConfigOf } from '../src/cli/configuration.ts';
import { runCampaign } from '../src/runner/index.ts';
import { connect, httpClient, secretMask, type HttpClient, type HttpRequest } from '../src/target/index.ts';
import { median } from './campaigns.ts';

/** What checking costs: a campaign's requests a second beside a bare node-fetch replay of the very same requests. */

/** How long something took: by the clock, and in this thread's processor time, which neighbours on the machine do not take away. */
interface Took {
  readonly clock: number;
  readonly processor: number;
}

/**
 * The main thread's processor time so far, in seconds, as Linux tells it in hundredths. Bodies are checked against the
 * data models in another thread, which does not hold the campaign up.
 */
function threadSeconds(): number {
  const fields = readFileSync(`/proc/self/task/${String(process.pid)}/stat`, 'utf8')
    .replace(/^.*\)/, '')
    .split(' ');
  return (Number(fields[12]) + Number(fields[13])) / 100;
}

/** A stopwatch, in seconds. */
function watch(): () => Took {
  const from = performance.now();
  const used = threadSeconds();
  return () => ({ clock: (performance.now() - from) / 1000, processor: threadSeconds() - used });
}

/** A client that keeps what it sends. */
function remembering(client: HttpClient, sent: HttpRequest[]): HttpClient {
  return {
    ...client,
    send: (request) => {
      sent.push(request);
      return client.send(request);
    },
  };
}

/** A campaign against a new embedded system: how long it took, what it sent, and on which port. */
async function recorded(seed: number, requests: number) {
  const clock = adjustableClock();
  const system = await startBookingSystem({ clock });
  const configuration = embeddedConfiguration(system.datasetSiteUrl, embeddedFeatures([]));
  const config = targetConfigOf(configuration, { allowLive: false });
  const sent: HttpRequest[] = [];
  const target = await connect(config, embeddedClock(clock), { client: remembering(httpClient(config), sent) });
  const before = sent.length;
  const stop = watch();
  await runCampaign(
    {
      target,
      clock: embeddedClock(clock),
      mask: secretMask(config),
      partners: ['primary', 'secondary'],
      sellers: configuration.sellers,
      features: configuration.features,
      strict: false,
      canWait: true,
      lookAgainMs: [5_000],
      seed,
      budgets: { requests },
      restrict: {},
      previous: [],
      now: () => performance.now(),
      version: 'bench',
      targetName: 'embedded',
    },
    () => undefined,
    new AbortController().signal,
  );
  const took = stop();
  target.close();
  await system.stop();
  return { sent: sent.slice(before), took, port: Number(new URL(system.datasetSiteUrl).port) };
}

/** The same requests again, one after the other, to a system as new as the first was. */
async function replayed(sent: readonly HttpRequest[], port: number): Promise<Took> {
  const system = await startBookingSystem({ port, clock: adjustableClock() });
  const agent = new http.Agent({ keepAlive: true });
  const stop = watch();
  for (const { method, url, headers, body } of sent) {
    const response = await fetch(url, {
      method,
      headers,
      agent,
      redirect: 'manual',
      ...(body === undefined ? {} : { body }),
    });
    await response.text();
  }
  const took = stop();
  agent.destroy();
  await system.stop();
  return took;
}

/** Prints both speeds for some rounds, and the median of their ratios. Gives 1 where it misses its goal. */
export async function benchOverhead(seed: number, requests: number, rounds: number): Promise<number> {
  const ratios: number[] = [];
  // What a process does only once (compiling schemas, drawing pools of values) is no cost of checking.
  await recorded(seed, requests / 4);
  for (let round = 0; round < rounds; round += 1) {
    const { sent, took, port } = await recorded(seed + round, requests);
    const bare = await replayed(sent, port);
    ratios.push(bare.processor / took.processor);
    const speed = ({ clock, processor }: Took) =>
      `${Math.round(sent.length / clock)} a second (${Math.round(sent.length / processor)} of processor time)`;
    console.log(`${sent.length} requests: campaign ${speed(took)}, bare replay ${speed(bare)}`);
    console.log(
      `  ratio ${(bare.processor / took.processor).toFixed(2)} in processor time, ${(bare.clock / took.clock).toFixed(2)} by the clock`,
    );
  }
  const ratio = median(ratios);
  console.log(`a campaign runs at ${ratio.toFixed(2)} of the speed of a bare replay (goal 0.60)`);
  return ratio < 0.6 ? 1 : 0;
}
