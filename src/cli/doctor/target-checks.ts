import { randomUUID } from 'node:crypto';
import { counted } from '../../report/index.ts';
import { PARTNERS, SELLERS } from '../../protocol/ids.ts';
import {
  DEFAULT_LIMITS,
  httpClient,
  looksLive,
  openAgents,
  type Target,
  type TargetConfig,
} from '../../target/index.ts';
import { leftOut, notWell, well, wordsOf, type Checked } from './finding.ts';

/** Looks that change nothing in the target: each part of it that a campaign needs. */

/** What the target's clock is off, in seconds; leases and windows are judged with a few seconds' leeway. */
const MOST_SECONDS_OFF = 5;

export async function clockCheck(config: TargetConfig, now: () => number): Promise<Checked> {
  const client = httpClient(DEFAULT_LIMITS, openAgents(config.tls));
  const before = now();
  const answer = await client.send({ method: 'GET', url: config.url, headers: {} });
  const after = now();
  client.close();
  const date = answer.kind === 'response' ? Date.parse(answer.date ?? '') : NaN;
  if (Number.isNaN(date)) return leftOut('clock', 'the target does not say what time it is (no Date header)');
  // The header has whole seconds, cut off.
  const off = date + 999 < before ? before - date - 999 : date > after ? date - after : 0;
  const seconds = Math.round(off / 1_000);
  if (seconds <= MOST_SECONDS_OFF)
    return well('clock', `the target's is within ${String(MOST_SECONDS_OFF)} s of this machine's`);
  const way = date < before ? 'behind' : 'before';
  return notWell(
    'clock',
    `the target's is ${String(seconds)} s ${way} this machine's`,
    'set both by a time server (NTP)',
  );
}

export function encryptionCheck({ baseUrl }: Target): Checked {
  if (baseUrl.startsWith('https:')) return well('secure connection', 'the certificate is trusted');
  if (looksLive(baseUrl) === undefined) return well('secure connection', 'none (http), which a test system may have');
  return notWell(
    'secure connection',
    'none: the API is at an http URL',
    'serve it by https: credentials go over the net as they are',
  );
}

/** Every token that the configuration asks for. */
export async function tokenChecks({ authorisation }: Target): Promise<readonly Checked[]> {
  const checked: Checked[] = [];
  for (const { name, source } of authorisation.all()) {
    const what = `token for ${name}`;
    checked.push(
      await source.get().then(
        () => well(what, 'given'),
        (error: unknown) =>
          notWell(what, wordsOf(error), 'see the authentication of partners and sellers in the configuration'),
      ),
    );
  }
  return checked;
}

/** Whether each seller's API knows each partner: by asking for an order that nobody has. */
export async function credentialChecks(target: Target, config: TargetConfig): Promise<readonly Checked[]> {
  const partners = PARTNERS.filter((name) => name === 'primary' || config.partners[name]);
  const sellers = SELLERS.filter((name) => config.sellers[name]);
  const none = notWell(
    'credentials',
    'the configuration has no sellers.primary',
    'name it, with its "@id", in a file (--config)',
  );
  if (sellers.length === 0) return [none];
  const checked: Checked[] = [];
  for (const partner of partners) {
    for (const seller of sellers) {
      const what = `credentials of the ${partner} booking partner with sellers.${seller}`;
      const path = `orders/${randomUUID()}`;
      const { answer } = await target.send({ method: 'GET', path, partner, seller });
      const advice = `see broker.bookingPartners.${partner} and sellers.${seller} in the configuration`;
      if (answer.kind === 'no-answer') checked.push(notWell(what, answer.detail, advice));
      else if ([401, 403].includes(answer.status))
        checked.push(notWell(what, `refused with status ${String(answer.status)}`, advice));
      else if (answer.status >= 500)
        checked.push(notWell(what, `answered with status ${String(answer.status)}`, "see the target's log"));
      else checked.push(well(what, `taken (an unknown order has status ${String(answer.status)})`));
    }
  }
  return checked;
}

/** Every open feed to its end, and each partner's feeds of orders. */
export async function feedChecks(target: Target, config: TargetConfig): Promise<readonly Checked[]> {
  const open = (await target.opportunities.refresh()).map(({ feed, pages, end }) =>
    feedCheck(
      `open feed ${feed.type || feed.url}`,
      { place: ` (${feed.url})`, pages, end },
      'it is open to all; headers for it, where it needs any, are the opportunityFeedRequestHeaders of the configuration',
    ),
  );
  const orders: Checked[] = [];
  for (const partner of PARTNERS.filter((name) => name === 'primary' || config.partners[name])) {
    for (const name of ['orders', 'order-proposals'] as const) {
      const feed = target.ordersFeed(name, partner);
      const { pages, end } = await feed.readFrom(feed.position());
      const what = `feed of ${name} of the ${partner} booking partner`;
      const absent = name === 'order-proposals' && end.kind === 'broken' && end.absent === true;
      const toGetIn = `see the authentication of broker.bookingPartners.${partner} in the configuration`;
      orders.push(
        absent ? leftOut(what, 'there is none of its own') : feedCheck(what, { place: '', pages, end }, toGetIn),
      );
    }
  }
  return [...open, ...orders];
}

type Read = Awaited<ReturnType<Target['opportunities']['refresh']>>[number];

/** `toGetIn`: what to do where the feed is not given to whoever asks. */
function feedCheck(
  what: string,
  { place, pages, end }: Pick<Read, 'pages' | 'end'> & { readonly place: string },
  toGetIn: string,
): Checked {
  const items = pages.reduce((sum, page) => sum + page.items.length, 0);
  const seen = `${counted(items, 'item')} on ${counted(pages.length, 'page')}`;
  if (end.kind === 'end' && end.endless)
    return notWell(what, `${seen}, and no end: empty pages that each name another`, LAST_PAGE);
  if (end.kind === 'end') return well(what, seen);
  if (end.kind === 'bounded')
    return notWell(what, `${seen}, and more`, 'it has more pages than are read: does it come to an end?');
  const advice =
    end.kind === 'no-answer' || end.refused ? toGetIn : `a feed has items and a next page (RPDE); ${LAST_PAGE}`;
  return notWell(what, `${end.detail}${place}`, advice);
}

const LAST_PAGE = 'the last page of a feed, where there are no more items, names itself as the next';
