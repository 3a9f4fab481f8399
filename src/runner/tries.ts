import type { Scenario } from '../model/index.ts';
import type { Tries } from '../results/result.ts';

/**
 * What depends on a race, on the time or on how much a target has done shows now and then: it is tried several times, so
 * that it can be told how often.
 */

/** How often a scenario with lanes is run to tell how often it shows a finding. */
export const MOST_TRIES = 20;

/** The same for one without lanes that does not show its finding each time: each run may have to wait for a feed. */
export const UNSTEADY_TRIES = 6;

/** Whether calls are made at once in a scenario. */
export const isRace = ({ steps }: Scenario): boolean => steps.some((step) => step.do === 'lanes');

/** Counts how often something shows, as long as `goOn` says so. */
export async function countTries(show: () => Promise<boolean>, most: number, goOn: () => boolean): Promise<Tries> {
  let tries: Tries = { shown: 0, of: 0 };
  while (tries.of < most && goOn()) {
    const shown = await show();
    tries = { shown: tries.shown + (shown ? 1 : 0), of: tries.of + 1 };
  }
  return tries;
}

/** How often a candidate is tried before it is given up, by how often what it is to show was seen to show. */
export function patienceFor({ shown, of }: Tries): number {
  if (shown === of) return 2;
  const missing = 1 - Math.max(shown, 0.5) / of;
  // One candidate in ten that would show it is given up too soon.
  return Math.min(10, Math.ceil(Math.log(0.1) / Math.log(missing)));
}
