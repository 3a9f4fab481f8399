import { EMPTY_WORLD } from '../model/index.ts';
import { ruleById, seeRecordedFeed, startWatch, type BreachSeen } from '../oracle/index.ts';
import { ENDLESS_EMPTY_PAGES, type RpdePage } from '../protocol/rpde.ts';
import { timeOf, type Audit, type Found } from './audit.ts';
import { callSeen } from './calls.ts';
import { itemsSeen, ordersPageSeen, spacesSeen } from './feeds.ts';
import type { InTurn } from './in-order.ts';
import { knowledgeOf } from './knowledge.ts';
import type { Logged, RecordingFacts } from './logged.ts';
import { opportunityBook, type OpportunityBook } from './opportunities.ts';
import { partnersIn } from './partners.ts';
import { sellerSeen } from './seller.ts';
import { sightOf } from './sight.ts';
import { talksOf } from './talks.ts';
import { tallyOf, type Tally } from './tally.ts';

/** Judges a recording, an exchange after the other. */
export interface Auditor {
  see(turn: InTurn): void;
  readonly tally: Tally;
  /** What the recording told of some opportunities, as exchanges that tell it again. */
  readonly book: OpportunityBook;
}

/** What cannot be judged where a recording does not hold the headers of the answers. */
const BY_HEADERS: readonly string[] = ['shape/media-type'];

/** Those breaches that no other one brings with it. */
const rootsOf = (breaches: readonly BreachSeen[]): readonly BreachSeen[] =>
  breaches.filter(
    ({ rule, unclear }) =>
      !breaches.some((other) => (unclear || !other.unclear) && ruleById(other.rule).implies?.includes(rule)),
  );

export function auditor(facts: RecordingFacts, strict: boolean, found: (found: Found) => void): Auditor {
  const book = opportunityBook({
    stale: !facts.whole,
    forgotten: (id) => {
      talks.dropOpportunity(id);
    },
  });
  const talks = talksOf((ids) => {
    for (const id of ids) book.disown(id);
  });
  const tally = tallyOf();
  const off = facts.answerHeaders ? [] : BY_HEADERS;
  if (!facts.answerHeaders)
    tally.pass(`${BY_HEADERS.join(', ')}: the recording does not hold the headers of the answers`);
  const audit: Audit = {
    facts,
    strict,
    book,
    knowledge: knowledgeOf(book, facts),
    partners: partnersIn(),
    talks,
    tally,
    lastPages: new Map(),
    judged: new WeakSet(),
    take: (seen, logged, talk) => {
      tally.add({ ...seen, verdicts: seen.verdicts.filter(({ rule }) => !off.includes(rule)) });
      if (talk) talk.watch = seen.watch;
      const breaches = seen.breaches.filter(({ rule }) => !off.includes(rule));
      for (const breach of rootsOf(breaches)) {
        const implied = ruleById(breach.rule).implies ?? [];
        found({ breach, alongside: breaches.filter(({ rule }) => implied.includes(rule)), logged, talk });
      }
    },
  };
  return {
    see: (turn) => {
      tally.exchanges += 1;
      look(audit, turn);
    },
    tally,
    book,
  };
}

function look(audit: Audit, turn: InTurn): void {
  const { logged } = turn;
  const sight = sightOf(logged);
  if (sight.kind !== 'other') audit.tally.relevant += 1;
  switch (sight.kind) {
    case 'call':
      callSeen(audit, turn, sight);
      break;
    case 'seller':
      sellerSeen(audit, logged, sight);
      break;
    case 'created':
      audit.book.created(sight.opportunity, sight.baseUrl, logged);
      break;
    case 'dataset deleted':
      audit.talks.drop(sight.baseUrl);
      break;
    case 'orders page':
      pageSeen(audit, logged, sight.page);
      ordersPageSeen(audit, turn, sight);
      break;
    case 'order item': {
      const talk = audit.talks.ofUuid(sight.uuid);
      if (talk) itemsSeen(audit, turn, talk, { ...sight, items: [sight.item] });
      else audit.tally.pass('the recording does not show how some orders in the feeds were made');
      break;
    }
    case 'listening':
      audit.partners.learn(sight.partner, sight.headers);
      break;
    case 'opportunities':
      for (const data of sight.updated) audit.book.add(data, logged);
      for (const id of sight.deleted) audit.book.remove(id);
      spacesSeen(audit, turn, sight.updated);
      break;
    case 'other':
      break;
  }
}

/** What a page of a feed of orders shows by itself, and beside those before it. */
function pageSeen(audit: Audit, logged: Logged, page: RpdePage): void {
  const address = page.url.split('?')[0] ?? page.url;
  const read = audit.lastPages.get(address) ?? [];
  const before = read.at(-1);
  const pages = before?.next === page.url && before.url !== page.url ? [...read, page] : [page];
  if (audit.lastPages.size > 100) audit.lastPages.clear();
  const empty = pages.filter(({ items }) => items.length === 0).slice(-ENDLESS_EMPTY_PAGES);
  audit.lastPages.set(address, page.items.length === 0 ? empty : [page]);
  const ground = audit.knowledge.ground([], [], undefined);
  const at = timeOf(logged);
  const watch = startWatch({ ground, baseUrl: '', strict: audit.strict, at, world: EMPTY_WORLD });
  const feed = address.endsWith('/orders-rpde') ? 'orders' : 'order-proposals';
  const reading = {
    partner: 'primary',
    feed,
    shared: false,
    pages,
    lastPageAgain: undefined,
    followed: undefined,
    earlier: [],
  } as const;
  audit.take(seeRecordedFeed(watch, reading, at, { pages: true, whole: audit.facts.whole }), logged, undefined);
}
