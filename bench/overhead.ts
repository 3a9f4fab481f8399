import http from 'node:http';
import fetch from 'node-fetch';
import { embeddedConfiguration, embeddedFeatures } from '../src/cli/configuration-embedded.ts';
import { targetConfigOf } from '../src/cli/configuration.ts';
import { connected } from '../src/cli/connected.ts';
import { httpClient, type HttpClient, type HttpRequest } from '../src/target/index.ts';
import { campaignOn, median } from './campaigns.ts';
import { withOwnProcess } from './own-process.ts';

/**
 * What checking costs: a campaign's requests a second beside a bare node-fetch replay of the very same requests, one
 * after the other. The booking system has a process of its own, as a target has.
 */

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
const recorded = (seed: number, requests: number) =>
  withOwnProcess(async ({ datasetSiteUrl, clock }) => {
    const configuration = embeddedConfiguration(datasetSiteUrl, embeddedFeatures([]));
    const config = targetConfigOf(configuration, { allowLive: false });
    const sent: HttpRequest[] = [];
    const client = remembering(httpClient(config), sent);
    const run = { strict: false, canWait: true, lookAgainMs: [5_000] };
    const facts = await connected(config, configuration, clock, run, { client });
    sent.length = 0;
    const { seconds } = await campaignOn(facts, { seed, budgets: { requests }, targetName: 'embedded' });
    facts.target.close();
    return { sent, seconds, port: Number(new URL(datasetSiteUrl).port) };
  });

/** How many seconds the same requests take again, sent one after the other to a system as new as the first was. */
const replayed = (sent: readonly HttpRequest[], onPort: number): Promise<number> =>
  withOwnProcess(async () => {
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
    return seconds;
  }, onPort);

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
