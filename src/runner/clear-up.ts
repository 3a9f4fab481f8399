import type { Left } from '../results/result.ts';
import { isGone, type Campaign } from './campaign-state.ts';

/** What a campaign made is taken away again: as it goes, so that the target does not fill up, and at its end. */

/** No more time than this is spent at the end, in milliseconds. */
const MOST_MS = 60_000;

/** Deletes what the test interface made for the campaign; what was found in the open feeds is not the campaign's. */
async function deleteDataset({ options }: Campaign): Promise<void> {
  if (options.opportunitiesFrom !== 'open feeds') await options.target.deleteDataset();
}

async function undo(campaign: Campaign): Promise<readonly Left[]> {
  const { options, bookings } = campaign;
  campaign.doing = 'clearing up';
  const [before, began] = [options.target.stats.requests, options.now()];
  const left = await bookings.undo(options.concurrency ?? 1, () => options.now() - began < MOST_MS);
  campaign.undoing += options.target.stats.requests - before;
  campaign.doing = 'fuzzing';
  return left;
}

/** Takes away what was made so far. Orders of the embedded system go with the opportunities that they are of. */
export async function clearUp(campaign: Campaign): Promise<void> {
  if (campaign.options.realTime === true) await undo(campaign);
  else campaign.bookings.forget();
  await deleteDataset(campaign);
  campaign.pool.forget();
}

/** Takes everything away, and gives what could not be. A target that is lost, or says nothing, is asked no more. */
export async function clearAtEnd(campaign: Campaign): Promise<readonly Left[]> {
  if (isGone(campaign) || campaign.options.target.stats.silentMs() > 0) return campaign.bookings.undo(1, () => false);
  const left = await undo(campaign);
  await deleteDataset(campaign);
  return left;
}
