import type { Finding, Tries } from '../results/result.ts';
import { ruleById } from '../oracle/index.ts';
import { ending, requestsOf, tellProgress, type Campaign } from './campaign-state.ts';
import { recordOf } from './conversation.ts';
import { shownAt, type ModelBreach } from './data-model.ts';
import { deletes } from './deletions.ts';
import { findingOf } from './findings.ts';
import { allWaits, runFirst, shortWaits } from './in-place.ts';
import { exchangesOf } from './running.ts';
import { shrink, type Attempt, type Shown, type Shrunk } from './shrink.ts';
import { countTries, isRace, MOST_TRIES, UNSTEADY_TRIES } from './tries.ts';
import { breachesOf, sameFinding, signatureOf, truncated, type Placed, type Trial } from './trial.ts';

/** What becomes of the breaches of a campaign's scenarios: each shrunk and told of once. */

/** More requests than this are not spent on one shrink. */
const SHRINK_REQUESTS = 800;

const signature = ({ rule, call }: Finding): string => signatureOf({ rule: rule.id, call });

/** The breaches of one trial that are to be reported: of one exchange, not those that another implies. */
export function worthReporting(trial: Trial): readonly Placed[] {
  return breachesOf(trial).filter(({ breach, at }, _, all) => {
    const sameExchange = all.filter((other) => other.at === at && other.breach !== breach);
    return !sameExchange.some((other) => ruleById(other.breach.rule).implies?.includes(breach.rule));
  });
}

/** Counts a breach that is known already. */
function isKnown(campaign: Campaign, raw: string): boolean {
  const known = campaign.findings.get(campaign.known.get(raw) ?? '');
  if (known === undefined) return false;
  campaign.findings.set(signature(known), { ...known, sightings: known.sightings + 1 });
  return true;
}

/** Until when a shrink that begins now goes on. */
function shrinking(campaign: Campaign): () => boolean {
  const from = requestsOf(campaign);
  campaign.doing = 'shrinking';
  return () => {
    tellProgress(campaign);
    const over = ending(campaign);
    return (
      (over === undefined || over === 'requests' || over === 'scenarios') &&
      requestsOf(campaign) - from < SHRINK_REQUESTS
    );
  };
}

/** Shrinks a breach that is new, and tells of it; or counts one that is known. */
export async function report(campaign: Campaign, trial: Trial, placed: Placed): Promise<void> {
  const raw = signatureOf(placed.breach);
  if (isKnown(campaign, raw)) return;
  const toDetect = requestsOf(campaign);
  const failing = { trial: { ...trial, scenario: truncated(trial.scenario, placed.at) }, placed };
  const shrinkOrRepeat = deletes(trial.scenario) ? repeated : shrunkWithin;
  const shrunk = await shrinkOrRepeat(campaign, failing, shrinking(campaign));
  campaign.doing = 'fuzzing';
  if (shrunk.repeats === 'flaky' && campaign.options.opportunitiesFrom === 'open feeds') {
    campaign.unconfirmed += 1;
    return;
  }
  const toShrink = requestsOf(campaign) - toDetect;
  const tries = await triesOf(campaign, shrunk);
  campaign.doing = 'fuzzing';
  keep(campaign, raw, shrunk, { toDetect, toShrink }, tries);
}

/** The same for a body that breaks the data models, which is known a while after it came. */
export async function reportModelFault(campaign: Campaign, fault: ModelBreach): Promise<void> {
  const shown = shownAt(fault);
  const raw = signatureOf(shown.placed.breach);
  if (isKnown(campaign, raw)) return;
  const toDetect = requestsOf(campaign);
  const run: Attempt = (scenario, stop) => runFirst(campaign, scenario, shortWaits(campaign), stop);
  const looking = campaign.dataModels.lookingFor(fault, run);
  const shrunk = await shrink(looking, campaign.pool, shown, shrinking(campaign));
  campaign.doing = 'fuzzing';
  keep(campaign, raw, shrunk, { toDetect, toShrink: requestsOf(campaign) - toDetect });
}

/** How often the least that shows a finding shows it; undefined where it does so each time, as far as was seen. */
async function triesOf(campaign: Campaign, { trial, placed, unsteady }: Shrunk): Promise<Tries | undefined> {
  const most = isRace(trial.scenario) ? MOST_TRIES : unsteady === true ? UNSTEADY_TRIES : 0;
  if (most === 0) return undefined;
  campaign.doing = 'trying again';
  const shows = async () => {
    tellProgress(campaign);
    const again = await runFirst(campaign, trial.scenario, shortWaits(campaign), () => false);
    return breachesOf(again).some(({ breach }) => sameFinding(breach, placed.breach));
  };
  return countTries(shows, most, () => !['interrupted', 'target lost', 'time'].includes(ending(campaign) ?? ''));
}

/**
 * The least that shows a finding. Candidates wait for feeds no longer than these have been seen to need; what is left
 * then has to show the same with all the time that a feed may take.
 */
async function shrunkWithin(campaign: Campaign, failing: Shown, goOn: () => boolean): Promise<Shrunk> {
  const { breach } = failing.placed;
  const short = shortWaits(campaign);
  const run: Attempt = (scenario, stop) => runFirst(campaign, scenario, short, stop);
  const askers = campaign.options.realTime === true ? campaign.options.partners : [];
  const shrunk = await shrink(run, campaign.pool, failing, goOn, askers);
  const all = allWaits(campaign.options);
  const last = shrunk.trial.steps[shrunk.placed.at]?.step;
  const kind = last?.do === 'read-spaces' ? 'open' : last?.do === 'read-feed' ? 'orders' : undefined;
  if (kind === undefined || shrunk.placed === failing.placed || short(kind).length === all(kind).length) return shrunk;
  let shows = false;
  for (let left = shrunk.unsteady === true ? UNSTEADY_TRIES : 1; left > 0 && !shows && goOn(); left -= 1) {
    const again = await runFirst(campaign, shrunk.trial.scenario, all, () => false);
    shows = breachesOf(again).some((other) => sameFinding(other.breach, breach));
  }
  return shows ? shrunk : { ...failing, repeats: 'always', complete: false };
}

/** What takes the opportunities of all other scenarios away is not tried in smaller ones, only once more. */
async function repeated(campaign: Campaign, failing: Shown, goOn: () => boolean): Promise<Shrunk> {
  campaign.pool.forget();
  const again = goOn()
    ? await runFirst(campaign, failing.trial.scenario, shortWaits(campaign), () => false)
    : failing.trial;
  campaign.pool.forget();
  const shows = breachesOf(again).some(({ breach }) => sameFinding(breach, failing.placed.breach));
  return { ...failing, repeats: shows ? 'always' : 'flaky', complete: true };
}

export function keep(
  campaign: Campaign,
  raw: string,
  shrunk: Shrunk,
  requests: { readonly toDetect: number; readonly toShrink: number },
  tries?: Tries,
): void {
  const finding = findingOf(shrunk, requests, tries);
  const name = signature(finding);
  campaign.known.set(raw, name);
  campaign.known.set(name, name);
  for (const { rule, call } of finding.alongside) campaign.known.set(signatureOf({ rule: rule.id, call }), name);
  const earlier = campaign.findings.get(name);
  if (earlier !== undefined) {
    campaign.findings.set(name, { ...earlier, sightings: earlier.sightings + 1 });
    return;
  }
  campaign.findings.set(name, finding);
  const exchanges = shrunk.trial.steps.flatMap(exchangesOf).map((exchange) => recordOf(exchange, campaign.options));
  campaign.listen({ kind: 'finding', finding, exchanges });
}
