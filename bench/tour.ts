import { DEFECTS } from '../src/booking-system/index.ts';
import { median } from './campaigns.ts';
import { DEFECT_BUDGET, sightOf, type Sight } from './defects.ts';

/** What the tour of the model is worth: requests to the first finding with it, and without. */

const detected = ({ first, requests }: Sight): string =>
  first ? `${first.requestsToDetect}` : `not found in ${requests}`;

function summary(name: string, sights: readonly Sight[]): string {
  const found = sights.flatMap(({ first }) => (first ? [first.requestsToDetect] : []));
  return `${name}: ${found.length} of ${sights.length} found within ${DEFECT_BUDGET} requests, in the median with ${median(found)}, at most ${Math.max(0, ...found)}`;
}

/** Every defect, those of races too, with and without the tour, from one seed. Gives how many are not found with it. */
export async function benchTour(seed: number): Promise<number> {
  const pairs: { readonly withTour: Sight; readonly without: Sight }[] = [];
  for (const { id } of DEFECTS) {
    const pair = { withTour: await sightOf(id, seed, true), without: await sightOf(id, seed, false) };
    pairs.push(pair);
    console.log(`${id}: ${detected(pair.withTour)} with the tour, ${detected(pair.without)} without`);
  }
  const both = pairs.flatMap(({ withTour: { first }, without: { first: other } }) =>
    first && other ? [[first.requestsToDetect, other.requestsToDetect] as const] : [],
  );
  const sooner = both.filter(([one, other]) => one < other).length;
  const later = both.filter(([one, other]) => one > other).length;
  console.log(
    summary(
      'with the tour',
      pairs.map(({ withTour }) => withTour),
    ),
  );
  console.log(
    summary(
      'without',
      pairs.map(({ without }) => without),
    ),
  );
  console.log(
    `of ${both.length} found both ways: ${sooner} sooner with the tour, ${later} later; medians ${median(both.map(([one]) => one))} and ${median(both.map(([, other]) => other))}`,
  );
  return pairs.filter(({ withTour }) => withTour.first === undefined).length;
}
