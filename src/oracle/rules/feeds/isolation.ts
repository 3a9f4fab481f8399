import { PARTNERS } from '../../../protocol/ids.ts';
import { getArray, getString } from '../../../protocol/json.ts';
import { isBooked, isProposal, orderIn, orderKey, type OrderRecord, type World } from '../../../model/index.ts';
import type { CheckedTable } from '../table.ts';
import type { Shown, View } from './shown.ts';
import { breachUnless, judgedInWorlds, type Finding } from './verdicts.ts';

const wasMade = (record: OrderRecord): boolean => isBooked(record) || isProposal(record) || record.state === 'deleted';

const idsOf = ({ lines }: OrderRecord): readonly (string | undefined)[] => lines.map(({ itemId }) => itemId);

/** Whether what is shown is another's order by the ids of its items, though one's own has the same UUID. */
function hasItemsOf({ data }: Shown, foreign: OrderRecord, own: OrderRecord): boolean {
  const shown = getArray(data, 'orderedItem').map((item) => getString(item, '@id'));
  const [theirs, mine] = [idsOf(foreign), idsOf(own)];
  if (shown.length === 0 || shown.includes(undefined) || mine.includes(undefined)) return false;
  return shown.every((id) => theirs.includes(id) && !mine.includes(id));
}

function isForeign(shown: Shown, foreign: OrderRecord, world: World): Finding {
  const own = orderIn(world, shown.key);
  if (own.unsettled) return undefined;
  const mine = wasMade(own) && !hasItemsOf(shown, foreign, own);
  if (mine && shown.deleted) return undefined;
  return breachUnless(mine, 'only orders of the booking partner who reads the feed', `order ${shown.uuid} of another`);
}

/** Whether an order of the other partner is in this partner's feed. */
function foreignOrders(world: World, { now, sighting }: View): readonly Finding[] {
  const others = PARTNERS.filter((partner) => partner !== sighting.partner);
  const foreign = Object.values(world.orders).filter(
    (record) => wasMade(record) && others.some((partner) => record.key.startsWith(`${partner} `)),
  );
  return foreign.flatMap((record): readonly Finding[] => {
    const shown = now.filter(({ uuid }) => others.some((partner) => record.key === orderKey(partner, uuid)));
    return shown.length === 0 ? ['sound'] : shown.map((each) => isForeign(each, record, world));
  });
}

export const FEED_ISOLATION = {
  'feeds/own-orders-only': {
    strength: 'must',
    clauses: [
      'orders-feed-notifications-updates-and-refunds/1',
      'api-level-authentication-and-data-security/1',
      'step-by-step-process-description/37',
    ],
    sentence: 'A booking partner’s feeds hold that partner’s orders only.',
    features: ['booking-partner-authentication'],
    implies: ['feeds/absent-until-updated', 'feeds/item-ids-as-answered', 'feeds/change-shown'],
    check: { by: 'feed', check: (sighting) => judgedInWorlds(sighting, foreignOrders) },
  },
} as const satisfies CheckedTable;
