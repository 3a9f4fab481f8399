import { fork } from 'node:child_process';
import { once } from 'node:events';
import http from 'node:http';
import { fileURLToPath } from 'node:url';
import fetch from 'node-fetch';
import { embeddedConfiguration, embeddedFeatures } from '../src/cli/configuration-embedded.ts';
import { targetConfigOf } from '../src/cli/configuration.ts';
import { runCampaign } from '../src/runner/index.ts';
import {
  connect,
  httpClient,
  secretMask,
  type HttpClient,
  type HttpRequest,
  type TargetClock,
} from '../src/target/index.ts';
import { median } from './campaigns.ts';

/**
 * What checking costs: a campaign's requests a second beside a bare node-fetch replay of the very same requests, one
 * after the other. The booking system has a process of its own, as a target has.
 */

const SYSTEM = fileURLToPath(new URL('./overhead-system.ts', import.meta.url));

/** A new booking system, and its clock, which it costs nothing to wait by. */
async function startSystem(port?: number) {
  const child = fork(SYSTEM, port === undefined ? [] : [String(port)]);
  const [siteUrl] = (await once(child, 'message')) as [string];
  let ahead = 0;
  const clock: TargetClock = {
    now: () => Date.now() + ahead,
    sleep: async (ms) => {
      ahead += ms;
      child.send(ms);
      await once(child, 'message');
    },
  };
  const stop = async () => {
    child.disconnect();
    await once(child, 'exit');
  };
  return { siteUrl, clock, stop };
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

/** A campaign against a new system: what it sent, in how many seconds, and to which port. */
async function recorded(seed: number, requests: number) {
  const system = await startSystem();
  const configuration = embeddedConfiguration(system.siteUrl, embeddedFeatures([]));
  const config = targetConfigOf(configuration, { allowLive: false });
  const sent: HttpRequest[] = [];
  const target = await connect(config, system.clock, { client: remembering(httpClient(config), sent) });
  sent.length = 0;
  const { seconds } = await runCampaign(
    {
      target,
      clock: system.clock,
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
  target.close();
  await system.stop();
  return { sent, seconds, port: Number(new URL(system.siteUrl).port) };
}

/** How many seconds the same requests take again, sent one after the other to a system as new as the first was. */
async function replayed(sent: readonly HttpRequest[], port: number): Promise<number> {
  const system = await startSystem(port);
  const agent = new http.Agent({ keepAlive: true });
  const from = performance.now();
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
  const seconds = (performance.now() - from) / 1000;
  agent.destroy();
  await system.stop();
  return seconds;
}

const speedOf = ({ length }: readonly HttpRequest[], seconds: number) => `${Math.round(length / seconds)} a second`;

/** Prints both speeds for some rounds, and the median of their ratios. Gives 1 where it misses its goal. */
export async function benchOverhead(seed: number, requests: number, rounds: number): Promise<number> {
  const ratios: number[] = [];
  // What a process does only once (compiling schemas and its own code, drawing pools of values) is no cost of checking.
  const first = await recorded(seed, requests);
  console.log(`${first.sent.length} requests while the process warms up: ${speedOf(first.sent, first.seconds)}`);
  for (let round = 0; round < rounds; round += 1) {
    const { sent, seconds, port } = await recorded(seed + round, requests);
    const bare = await replayed(sent, port);
    ratios.push(bare / seconds);
    const speeds = `campaign ${speedOf(sent, seconds)}, bare replay ${speedOf(sent, bare)}`;
    console.log(`${sent.length} requests: ${speeds}: ${(bare / seconds).toFixed(2)}`);
  }
  const ratio = median(ratios);
  console.log(`a campaign runs at ${ratio.toFixed(2)} of the speed of a bare replay (goal 0.60)`);
  return ratio < 0.6 ? 1 : 0;
}
