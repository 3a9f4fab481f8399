import type { Exchange } from '../protocol/exchange.ts';
import type { OpportunityId, OrderUuid, PartnerName } from '../protocol/ids.ts';
import { isObject } from '../protocol/json.ts';
import type { SellerAction } from '../protocol/test-interface.ts';
import {
  beliefOf,
  branch,
  free,
  orderIn,
  orderKey,
  sellerActs,
  withFree,
  type OpportunityFacts,
  type StrayRequest,
  type World,
} from '../model/index.ts';
import { feedRules, strayRules } from './catalogue.ts';
import { blame, cleared, type SpacesRule } from './causes.ts';
import type { RuleBroken } from './explain.ts';
import { inconclusive, PASSED, type FeedSighting } from './rule.ts';
import { worldsThatFit } from './rules/feeds/index.ts';
import { believing, seeTime, unseen, type BreachSeen, type Seen, type Watch } from './watch.ts';

/** The oracle's looks at what is no call for an order: stray requests, the seller, the feeds. */

/** Looks at a request that is no call of the API. */
export function seeStray(before: Watch, request: StrayRequest, exchange: Exchange): Seen {
  const watch = seeTime(before, exchange.receivedAt);
  const { answer } = exchange;
  if (answer.kind === 'no-answer') return unseen(watch);
  const body = answer.body.kind === 'json' && isObject(answer.body.value) ? answer.body.value : {};
  const verdicts = strayRules.map(({ rule, check }) => ({
    rule: rule.id,
    verdict: check({ request, response: answer, body }),
  }));
  const breaches = verdicts.flatMap(({ rule, verdict }): readonly BreachSeen[] =>
    verdict.kind === 'violated'
      ? [
          {
            rule,
            expected: verdict.expected,
            found: verdict.found,
            unclear: false,
            call: `${request.raw.method} of no call`,
          },
        ]
      : [],
  );
  return { ...unseen(watch), verdicts, breaches };
}

const SELLER_CAUSES: Readonly<Partial<Record<SellerAction, SpacesRule>>> = {
  'reject-proposal': 'state/rejection-frees-spaces',
  'cancel-order': 'state/seller-cancellation-returns-spaces',
};

/** After the seller was asked to act and the test interface said that it is done. */
export function seeSeller(
  before: Watch,
  act: { readonly partner: PartnerName; readonly uuid: OrderUuid; readonly action: SellerAction; readonly at: number },
): Seen {
  const watch = seeTime(before, act.at);
  const key = orderKey(act.partner, act.uuid);
  const cause = SELLER_CAUSES[act.action];
  const record = watch.belief.worlds[0] && orderIn(watch.belief.worlds[0], key);
  const touched = record?.lines.map(({ opportunity }) => opportunity) ?? [];
  const belief = branch(watch.belief, (world) => sellerActs(world, key, act.action));
  const after = belief.worlds[0] && orderIn(belief.worlds[0], key);
  return {
    ...unseen({
      ...believing(watch, belief),
      causes: cause ? blame(watch.causes, touched, cause) : watch.causes,
    }),
    transition:
      record && after && record.state !== after.state
        ? `${record.state} —seller ${act.action}→ ${after.state}`
        : undefined,
  };
}

/** After time was let pass: leases may have lapsed. */
export function seeWait(before: Watch, to: number): Seen {
  const watch = seeTime(before, to);
  const leased = (each: Watch) =>
    each.belief.worlds.flatMap(({ orders }) => Object.values(orders)).filter(({ state }) => state === 'leased').length;
  return {
    ...unseen(watch),
    transition:
      leased(watch) < leased(before) || watch.belief.worlds.length > before.belief.worlds.length
        ? 'leased —lease lapses→ quoted'
        : undefined,
  };
}

/** What a world has the open feed show: none where more is booked than there is. */
function toShow(world: World, id: OpportunityId): number | undefined {
  const left = free(world, id);
  return left === undefined ? undefined : Math.max(0, left);
}

/** Whether the open feed's spaces fit any world. While they do not, a feed that lags may still catch up. */
export function spacesFit(watch: Watch, seen: OpportunityFacts): boolean {
  return (
    watch.belief.blind !== undefined ||
    seen.remaining === undefined ||
    watch.belief.worlds.some((world) => {
      const expected = toShow(world, seen.id);
      return expected === undefined || expected === seen.remaining;
    })
  );
}

/** Looks at an opportunity in the open feeds. */
export function seeSpaces(before: Watch, seen: OpportunityFacts, at: number): Seen {
  const watch = seeTime(before, at);
  const shown = seen.remaining;
  if (watch.belief.blind !== undefined || shown === undefined) return unseen(watch);
  const fits = watch.belief.worlds.filter((world) => {
    const expected = toShow(world, seen.id);
    return expected === undefined || expected === shown;
  });
  const causes = cleared(watch.causes, seen.id);
  // What was shown before may be old news, which rules nothing out.
  const news = watch.shown.get(seen.id) !== shown && watch.past.get(seen.id)?.has(shown) !== true;
  const told = { ...watch, causes, shown: new Map([...watch.shown, [seen.id, shown]]) };
  if (fits.length > 0) {
    const isKnown = fits.some((world) => free(world, seen.id) !== undefined);
    const verdict = isKnown ? PASSED : inconclusive('how many spaces are left is not known');
    const verdicts = [{ rule: watch.causes.get(seen.id) ?? 'state/spaces-shown', verdict }];
    return { ...unseen({ ...told, belief: news ? beliefOf(fits) : watch.belief }), verdicts };
  }
  const expected = [...new Set(watch.belief.worlds.map((world) => toShow(world, seen.id)))].join(' or ');
  const rule = shown < 0 ? 'state/never-negative-spaces' : (watch.causes.get(seen.id) ?? 'state/spaces-shown');
  const broken: RuleBroken = { rule, expected: `${expected} remaining spaces in the open feed`, found: `${shown}` };
  const rebuilt = beliefOf(watch.belief.worlds.map((world) => withFree(world, seen.id, shown)));
  return {
    ...unseen({ ...told, belief: rebuilt }),
    breaches: [{ ...broken, unclear: false, call: 'open feed' }],
    verdicts: [{ rule, verdict: { kind: 'violated', expected: broken.expected, found: broken.found } }],
  };
}

/** What the runner read of an orders feed; the oracle adds what it knows. */
export type FeedReading = Pick<
  FeedSighting,
  'partner' | 'feed' | 'shared' | 'pages' | 'lastPageAgain' | 'followed' | 'earlier'
>;

/** A reading as the rules of feeds see it. */
export function feedSighting(watch: Watch, reading: FeedReading): FeedSighting {
  const { belief, ground, baseUrl, answers } = watch;
  return { ...reading, worlds: belief.worlds, ground, baseUrl, answers };
}

/** Looks at what was read of an orders feed or a proposals feed. */
export function seeFeed(before: Watch, reading: FeedReading, at: number): Seen {
  const watch = seeTime(before, at);
  if (watch.belief.blind !== undefined) return unseen(watch);
  const sighting = feedSighting(watch, reading);
  const call = `${reading.feed} feed`;
  const verdicts = feedRules.map(({ rule, check }) => ({ rule: rule.id, verdict: check(sighting) }));
  const breaches = verdicts.flatMap(({ rule, verdict }): readonly BreachSeen[] =>
    verdict.kind === 'violated'
      ? [{ rule, expected: verdict.expected, found: verdict.found, unclear: false, call }]
      : [],
  );
  const fits = worldsThatFit(sighting);
  return { ...unseen({ ...watch, belief: fits.length > 0 ? beliefOf(fits) : watch.belief }), verdicts, breaches };
}
