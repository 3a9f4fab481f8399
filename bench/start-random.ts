import { CLIENT_IDS, sellerIdAt } from '../src/booking-system/index.ts';
import { CRITERIA, opportunityRequest } from '../src/protocol/test-interface.ts';
import { BOOKING_FLOWS, OPPORTUNITY_TYPES } from '../src/protocol/vocabulary.ts';
import { realTimeCampaign, withSystem, type System } from './real-time.ts';

/** How long it takes from naming a target to the first call, where opportunities are found in its open feeds. */

const GOAL_SECONDS = 60;

/** Fills the open feeds of a system with so many items. */
async function stock(system: System, items: number): Promise<void> {
  const headers = {
    'content-type': 'application/vnd.openactive.booking+json; version=1',
    'x-openactive-test-client-id': CLIENT_IDS.primary,
    'x-openactive-test-seller-id': sellerIdAt(system.datasetSiteUrl, 'primary'),
  };
  const sellerId = sellerIdAt(system.datasetSiteUrl, 'primary');
  for (let made = 0; made < items; made += 1) {
    const type = OPPORTUNITY_TYPES[made % 3] ?? 'ScheduledSession';
    const criteria = CRITERIA[made % CRITERIA.length] ?? 'Bookable';
    const flow = BOOKING_FLOWS[made % BOOKING_FLOWS.length] ?? 'OpenBookingSimpleFlow';
    await system.inject({
      method: 'POST',
      url: `${system.baseUrl}/test-interface/datasets/stock/opportunities`,
      headers,
      body: JSON.stringify(opportunityRequest({ type, criteria, flow, sellerId })),
    });
  }
}

/** Prints how long it took. Gives 1 where that is longer than the goal. */
export const benchStartRandom = (items: number): Promise<number> =>
  withSystem(async (system) => {
    // Each opportunity has an item of its own, and one of its parent.
    await stock(system, items / 2);
    const began = performance.now();
    let first = 0;
    const result = await realTimeCampaign(system.datasetSiteUrl, {
      seed: 1,
      budgets: { scenarios: 10 },
      run: { opportunitiesFrom: 'open feeds' },
      onExchange: ({ purpose }) => {
        if (purpose === 'api' && first === 0) first = performance.now() - began;
      },
    });
    const seconds = first / 1000;
    const words = `first call after ${seconds.toFixed(1)} s (goal ${String(GOAL_SECONDS)} s)`;
    console.log(`opportunities found among ${String(items)} feed items: ${words}, ${result.findings.length} findings`);
    return seconds > GOAL_SECONDS || first === 0 || result.findings.length > 0 ? 1 : 0;
  });
