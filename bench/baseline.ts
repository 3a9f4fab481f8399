import { DEFECTS } from '../src/booking-system/index.ts';
import { runBaseline } from './baseline/run.ts';
import { median } from './campaigns.ts';
import { DEFECT_BUDGET, sightOf } from './defects.ts';

/** Beside what an engineer would write by hand in a day: `fc.commands` with a plain model (`bench/baseline/`). */

/** What came of looking for a defect: requests to find it and to shrink, and the steps or commands of the repro. */
interface Found {
  readonly requests: number;
  readonly toShrink: number;
  readonly length: number;
}

const inWords = (found: Found | undefined): string =>
  found ? `${found.requests} to detect, ${found.toShrink} to shrink, repro of ${found.length}` : 'not found';

async function ours(defect: string, seed: number): Promise<Found | undefined> {
  const { first } = await sightOf(defect, seed);
  return (
    first && {
      requests: first.requestsToDetect,
      toShrink: first.requestsToShrink,
      length: first.conversation.length,
    }
  );
}

async function byHand(defects: readonly string[], seed: number): Promise<Found | undefined> {
  const { first } = await runBaseline(defects, seed, DEFECT_BUDGET);
  return first && { requests: first.requestsToDetect, toShrink: first.requestsToShrink, length: first.commands.length };
}

function summary(who: string, all: readonly (Found | undefined)[]): string {
  const found = all.flatMap((each) => (each ? [each] : []));
  const middle = (of: keyof Found) => median(found.map((each) => each[of]));
  return `${who}: ${found.length} of ${all.length} defects found; medians of those: ${middle('requests')} to detect, ${middle('toShrink')} to shrink, repro of ${middle('length')}`;
}

/**
 * Both ways against each defect, from each seed and with the same budget of requests. Gives how many defects only the
 * baseline found, and 1 more for each seed with which it fails against the sound system, as it then proves nothing.
 */
export async function benchBaseline(seeds: readonly number[], only: readonly string[] = []): Promise<number> {
  const pairs: { readonly own: Found | undefined; readonly hand: Found | undefined }[] = [];
  let unsound = 0;
  for (const seed of seeds) {
    const { first, requests } = await runBaseline([], seed, DEFECT_BUDGET);
    unsound += first ? 1 : 0;
    const words = first ? `fails: ${first.commands.join('; ')}: ${first.message}` : 'does not fail';
    console.log(`sound (seed ${seed}): by hand ${words}, in ${requests} requests`);
    for (const { id } of DEFECTS.filter((defect) => only.length === 0 || only.includes(defect.id))) {
      const pair = { own: await ours(id, seed), hand: await byHand([id], seed) };
      pairs.push(pair);
      console.log(`${id} (seed ${seed}): campaign ${inWords(pair.own)}; by hand ${inWords(pair.hand)}`);
    }
  }
  const both = pairs.filter(({ own, hand }) => own && hand);
  console.log(
    summary(
      'campaign',
      pairs.map(({ own }) => own),
    ),
  );
  console.log(
    summary(
      'by hand',
      pairs.map(({ hand }) => hand),
    ),
  );
  console.log(`of the ${both.length} that both found:`);
  console.log(
    summary(
      '  campaign',
      both.map(({ own }) => own),
    ),
  );
  console.log(
    summary(
      '  by hand',
      both.map(({ hand }) => hand),
    ),
  );
  return unsound + pairs.filter(({ own, hand }) => hand && !own).length;
}
