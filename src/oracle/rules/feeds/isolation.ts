import { PARTNERS } from '../../../protocol/ids.ts';
import { isBooked, isProposal, orderIn, orderKey, type OrderRecord, type World } from '../../../model/index.ts';
import type { CheckedTable } from '../table.ts';
import type { View } from './shown.ts';
import { breachUnless, judgedInWorlds, type Finding } from './verdicts.ts';

const wasMade = (record: OrderRecord): boolean => isBooked(record) || isProposal(record) || record.state === 'deleted';

/** Whether an order of the other partner is in this partner's feed, who has none of the same UUID. */
function foreignOrders(world: World, { now, sighting }: View): readonly Finding[] {
  const others = PARTNERS.filter((partner) => partner !== sighting.partner);
  const foreign = Object.values(world.orders).filter(
    (record) => wasMade(record) && others.some((partner) => record.key.startsWith(`${partner} `)),
  );
  return foreign.map(({ key }) => {
    const shown = now.find(({ uuid }) => others.some((partner) => key === orderKey(partner, uuid)));
    if (shown === undefined) return 'sound';
    const own = orderIn(world, shown.key);
    return wasMade(own) || own.unsettled
      ? undefined
      : breachUnless(false, 'only orders of the booking partner who reads the feed', `order ${shown.uuid} of another`);
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
    implies: ['feeds/absent-until-updated'],
    check: { by: 'feed', check: (sighting) => judgedInWorlds(sighting, foreignOrders) },
  },
} as const satisfies CheckedTable;
