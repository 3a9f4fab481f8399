import { orderKey, type OrderKey } from '../model/index.ts';
import { seeSeller } from '../oracle/index.ts';
import { bringUp, timeOf, type Audit } from './audit.ts';
import type { Logged } from './logged.ts';
import type { Sight } from './sight.ts';
import { keep, notePast, type Talk } from './talk.ts';
import { unsettled } from './worlds.ts';

/** What the seller did through the test interface. */
export function sellerSeen(audit: Audit, logged: Logged, sight: Extract<Sight, { kind: 'seller' }>): void {
  if (sight.opportunity !== undefined) audit.book.remove(sight.opportunity);
  const talk = sight.uuid === undefined ? undefined : audit.talks.ofOrder(sight.baseUrl, sight.uuid);
  if (talk === undefined || sight.uuid === undefined) return;
  const at = timeOf(logged, talk);
  bringUp(audit, talk, at);
  notePast(talk, [...talk.opportunities], at);
  const keys = keysOf(talk, sight.uuid);
  const [key, ...twins] = keys;
  const partner = audit.partners.of(logged.headers, logged.partner).partner;
  if (key === undefined) return;
  if (sight.action === undefined || twins.length > 0) {
    // Which of several orders of one UUID is meant cannot be told, nor what some actions do.
    for (const each of keys) {
      talk.watch = { ...talk.watch, belief: unsettled(talk.watch.belief, each, [...talk.opportunities]) };
    }
    audit.tally.pass('the seller changed some orders in a way that is not followed');
  } else {
    const own = key === orderKey(partner, sight.uuid) ? partner : (key.split(' ')[0] as typeof partner);
    const seen = seeSeller(talk.watch, { partner: own, uuid: sight.uuid, action: sight.action, at });
    audit.take(seen, logged, talk);
  }
  keep(talk, logged);
}

/** The orders of a UUID that a talk knows: one of each booking partner. */
const keysOf = ({ watch }: Talk, uuid: string): readonly OrderKey[] => [
  ...new Set(
    watch.belief.worlds.flatMap(({ orders }) =>
      Object.keys(orders).filter((key): key is OrderKey => key.endsWith(` ${uuid}`)),
    ),
  ),
];
