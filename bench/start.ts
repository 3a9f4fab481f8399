import type { HttpClient, HttpResponse } from '../src/target/index.ts';
import { realTimeCampaign, withSystem } from './real-time.ts';

/** How long it takes from the call of `check` to the first request of the API, on a target whose feeds are long. */

const ITEMS = 50_000;
const PER_PAGE = 500;
const GOALS = { 'test interface': 15 } as const;

/** The page of a long feed: sessions of long ago, each as large as a real one, and then the feed itself. */
function oldPage(url: string, page: number): HttpResponse {
  const items = Array.from({ length: PER_PAGE }, (_, index) => ({
    id: `old-${page}-${index}`,
    state: 'updated',
    kind: 'ScheduledSession',
    modified: page * PER_PAGE + index,
    data: {
      '@context': 'https://openactive.io/',
      '@type': 'ScheduledSession',
      '@id': `https://example.com/old/${page}/${index}`,
      superEvent: 'https://example.com/old/series',
      startDate: '2020-01-01T10:00:00Z',
      endDate: '2020-01-01T11:00:00Z',
      remainingAttendeeCapacity: 10,
      description: 'x'.repeat(600),
    },
  }));
  const next = page + 1 < ITEMS / PER_PAGE ? `${url.split('?')[0]}?old=${page + 1}` : `${url.split('?')[0]}?new`;
  const text = JSON.stringify({ next, items, license: 'https://creativecommons.org/licenses/by/4.0/' });
  return { kind: 'response', status: 200, mediaType: 'application/json', retryAfter: undefined, text };
}

/** A client that puts the old sessions before those of one feed. */
const withOldItems = (client: HttpClient, served: () => void): HttpClient => ({
  ...client,
  send: async (request) => {
    if (!/\/feeds\/scheduled-sessions/.test(request.url)) return client.send(request);
    if (request.url.endsWith('?new')) return client.send({ ...request, url: request.url.replace('?new', '') });
    const old = /\?old=(\d+)$/.exec(request.url)?.[1];
    if (old !== undefined || !request.url.includes('?')) {
      served();
      return oldPage(request.url, Number(old ?? 0));
    }
    return client.send(request);
  },
});

const secondsToFirstCall = (opportunitiesFrom: keyof typeof GOALS): Promise<number> =>
  withSystem(async (system) => {
    const controller = new AbortController();
    const began = performance.now();
    let first: number | undefined;
    let pages = 0;
    const served = () => {
      pages += 1;
    };
    await realTimeCampaign(system.datasetSiteUrl, {
      seed: 1,
      budgets: { seconds: 90 },
      run: { opportunitiesFrom },
      around: (client) => withOldItems(client, served),
      onExchange: ({ purpose }) => {
        if (purpose !== 'api') return;
        first ??= performance.now();
        controller.abort();
      },
      signal: controller.signal,
    });
    if (pages < ITEMS / PER_PAGE) console.log(`only ${pages} of the old pages were read before the end`);
    return ((first ?? Infinity) - began) / 1_000;
  });

/** Prints the seconds to the first call; resolves to how many goals were missed. */
export async function benchStart(): Promise<number> {
  let missed = 0;
  for (const [from, goal] of Object.entries(GOALS)) {
    const seconds = await secondsToFirstCall(from as keyof typeof GOALS);
    console.log(
      `first request, ${ITEMS} feed items, opportunities from the ${from}: ${seconds.toFixed(1)} s (goal: under ${goal} s)`,
    );
    if (seconds >= goal) missed += 1;
  }
  return missed;
}
