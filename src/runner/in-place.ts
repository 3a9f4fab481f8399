import type { Scenario } from '../model/index.ts';
import { ending, type Campaign } from './campaign-state.ts';
import type { Place } from './flight.ts';
import type { Session } from './options.ts';
import { enoughFor, learnedWaits, NOT_AWAITED, waitsFor, type FeedKind, type Patience } from './patience.ts';
import type { StepRun } from './running.ts';
import { runTaken, type Trial } from './trial.ts';

/** Scenarios of a campaign, each run in a place of its own. */

/** What a shrink asks for goes before what is only ahead. */
const FIRST_TURN = -1;

/** Waits in real time, no longer than the campaign goes on. */
async function sleepWithin(campaign: Campaign, ms: number): Promise<boolean> {
  const { clock, now, budgets } = campaign.options;
  const left = budgets.seconds === undefined ? Infinity : campaign.startedAt + budgets.seconds * 1000 - now();
  await clock.sleep(Math.max(0, Math.min(ms, left)), campaign.over.signal).catch(() => undefined);
  return ms <= left && !campaign.over.signal.aborted;
}

/** Waits for a feed, aside; false where the campaign ends first. */
export async function pauseIn(campaign: Campaign, ms: number, aside: Place['aside']): Promise<boolean> {
  const { clock, realTime } = campaign.options;
  if (realTime !== true) {
    await clock.sleep(ms);
    return true;
  }
  const inTime = await aside(() => sleepWithin(campaign, ms));
  if (!inTime) campaign.givenUp += 1;
  return inTime;
}

/**
 * A scenario that has waited for feeds so long, in milliseconds, does not keep what comes after it from being told; less,
 * where a feed of that kind has been seen to be quicker.
 */
const LATE_MS = 10_000;

/** Others who are kept waiting by a scenario that waits. */
interface Company {
  /** Told once it has waited for long. */
  readonly late?: () => void;
  /** Whether it has something to tell, which is not kept back for what a feed may still show. */
  readonly hasNews?: () => boolean;
}

/** How a scenario in a place waits for feeds. */
function patienceIn(
  campaign: Campaign,
  waits: (kind: FeedKind) => readonly number[],
  place: Place,
  { late = () => undefined, hasNews = () => false }: Company = {},
): Patience {
  let waited = 0;
  return {
    waits,
    pause: async (ms, kind) => {
      waited += ms;
      const long = waited > Math.min(LATE_MS, enoughFor(campaign.lags.of(kind)) ?? LATE_MS);
      if (long && hasNews() && campaign.options.realTime === true) return false;
      if (long) late();
      return pauseIn(campaign, ms, place.aside);
    },
    noteShown: (kind, ms) => {
      campaign.lags.note(kind, ms);
    },
  };
}

/** As long as a change may take. */
export const allWaits =
  (session: Pick<Session, 'lookAgainMs' | 'ordersLookAgainMs'>) =>
  (kind: FeedKind): readonly number[] =>
    waitsFor(session, kind);

/** As long as changes have been seen to take, and some more: for looks that are to show again what is missing. */
export const shortWaits =
  ({ lags, options }: Campaign) =>
  (kind: FeedKind): readonly number[] =>
    options.realTime === true ? learnedWaits(waitsFor(options, kind), lags.of(kind)) : waitsFor(options, kind);

/**
 * Runs a scenario once it has its opportunities and a place; undefined where the campaign is over before. `stop` ends it
 * after a step; `late` is called once it has waited for feeds for long.
 */
export async function runInPlace(
  campaign: Campaign,
  scenario: Scenario,
  turn: number,
  stop: (step: StepRun, steps: readonly StepRun[]) => boolean,
  late: () => void,
): Promise<Trial | undefined> {
  const taken = await campaign.pool.take(scenario);
  return campaign.crew.inPlace(turn, async (place) => {
    if (ending(campaign) !== undefined) return undefined;
    let news = false;
    const noted = (step: StepRun, steps: readonly StepRun[]): boolean => {
      news ||= step.seen.breaches.length > 0;
      return stop(step, steps);
    };
    const patience = patienceIn(campaign, allWaits(campaign.options), place, { late, hasNews: () => news });
    return runTaken({ ...campaign.options, patience }, scenario, taken, noted);
  });
}

/** Runs a candidate of a shrink, before all that is only ahead. */
export async function runFirst(
  campaign: Campaign,
  scenario: Scenario,
  waits: (kind: FeedKind) => readonly number[],
  stop: (step: StepRun) => boolean,
): Promise<Trial> {
  const taken = await campaign.pool.take(scenario);
  return campaign.crew.inPlace(FIRST_TURN, (place) =>
    runTaken({ ...campaign.options, patience: patienceIn(campaign, waits, place) }, scenario, taken, stop),
  );
}

/** Whether a look at a feed was given up in a trial. */
export const gaveUp = ({ steps }: Trial): boolean => steps.some(({ outcome }) => outcome === NOT_AWAITED);
