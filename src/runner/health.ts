import type { Coverage, Ending } from '../results/result.ts';
import { isBarren } from './campaign-state.ts';
import type { TargetStats } from '../target/index.ts';

/** States that a campaign has to have reached to have said something of a booking system. */
const GOALS: readonly (readonly [string, string])[] = [
  ['→ ordered', 'no order was confirmed'],
  ['→ accepted', 'no proposal was accepted by the seller'],
  ['cancelled', 'nothing was cancelled'],
  ['→ leased', 'no lease was given'],
];

/** The features of which a target that implements one gives leases. */
const LEASING = ['named-leasing', 'anonymous-leasing'] as const;

/** A target is slower where answers take so many times as long as at first, and so much longer. */
const SLOWER = 3;
const SLOWER_BY_MS = 50;

/** Criteria that break the specification: a test interface must return an error for them, by its own vocabulary. */
const RIGHTLY_REFUSED = /^BookableFreePrepayment(Optional|Required) .*: status \d/;

/** What is asked of a campaign to tell its health. */
interface Campaign {
  /** Required features that the target says it lacks. */
  readonly lacking: readonly string[];
  readonly impossible: ReadonlyMap<string, number>;
  readonly scenarios: number;
  /** Looks at feeds that were given up, as the campaign was over. */
  readonly givenUp: number;
  /** Breaches that did not show again, where others use the opportunities too. */
  readonly unconfirmed: number;
  /** Whose calls were all turned away, and with what, if any were. */
  readonly turnedAway: string | undefined;
  readonly endedBy: Ending;
  readonly coverage: Coverage;
  /** Whether a transition was taken whose name holds a text. */
  readonly reached: (part: string) => boolean;
  readonly stats: TargetStats;
  /** What the target says of the Test Suite's features. */
  readonly features: Readonly<Record<string, boolean>>;
}

const times = (count: number): string => (count === 1 ? 'once' : `${count} times`);

const sum = (counts: ReadonlyMap<string, number>): number =>
  [...counts.values()].reduce((total, each) => total + each, 0);

/** Whether so little could be put to the test that "nothing found" says nothing. */
export function provedNothing({
  impossible,
  scenarios,
  coverage,
}: Pick<Campaign, 'impossible' | 'scenarios' | 'coverage'>): boolean {
  const mostLeftOut = 2 * sum(impossible) > scenarios;
  return coverage.transitions.covered === 0 || (mostLeftOut && coverage.guards.kept === 0);
}

/** What makes a result weaker than it looks, each in a sentence with counts, likely causes and what to do. */
export function healthOf(campaign: Campaign): readonly string[] {
  const { impossible, scenarios, endedBy, stats } = campaign;
  const found: string[] = campaign.lacking.map(
    (name) =>
      `The target says that it does not implement ${name}: this feature is required by the specification and must be implemented.`,
  );
  const gaps = new Map([...impossible].filter(([reason]) => !RIGHTLY_REFUSED.test(reason)));
  const skipped = sum(gaps);
  if (skipped > 0) {
    const reasons = [...gaps].sort(([, one], [, other]) => other - one).slice(0, 3);
    const words = reasons.map(([reason, count]) => `${reason} (${times(count)})`).join('; ');
    found.push(`${skipped} of ${scenarios} scenarios could not be run, as the target had not what they need: ${words}`);
  }
  if (campaign.turnedAway !== undefined)
    found.push(
      `The API turned away ${campaign.turnedAway}: check the credentials in the configuration, the booking partners’ and the sellers’; doctor tries each of them.`,
    );
  else if (endedBy === 'target lost' && !isBarren(campaign))
    found.push('The target stopped answering: check that it still runs, and its log at the time.');
  if (stats.unanswered > 0)
    found.push(
      `${stats.unanswered} of ${stats.requests} requests had no whole answer: nothing was concluded from them.`,
    );
  const { early, late } = stats.latency?.() ?? { early: 0, late: 0 };
  if (late > SLOWER * early && late - early > SLOWER_BY_MS)
    found.push(
      `The target became slower as the campaign filled it: calls that it answered within ${Math.round(early)} ms at first ` +
        `took it ${Math.round(late)} ms later (medians). Look at what grows there with each order.`,
    );
  if (campaign.givenUp > 0)
    found.push(
      `${times(campaign.givenUp)} a feed did not show a change yet when the campaign ended, which may be no fault: feeds ` +
        'of orders are given a minute and open feeds three, so give the campaign more time (--time).',
    );
  if (campaign.unconfirmed > 0)
    found.push(
      `${times(campaign.unconfirmed)} something was broken that did not show again: as others use the opportunities too, it is not told as a finding.`,
    );
  found.push(...goalsMissed(campaign));
  return found;
}

/** What a campaign had to reach and did not, unless this target cannot show it, or the campaign is not about it. */
function goalsMissed(campaign: Campaign): readonly string[] {
  const { coverage, reached, features } = campaign;
  if (coverage.transitions.covered === 0) return ['The campaign proved nothing: no call reached the order machine.'];
  if (provedNothing(campaign))
    return ['The campaign proved nothing: most scenarios could not be run, and no call was accepted.'];
  const { missed, notShown } = coverage.transitions;
  const leasing = LEASING.find((name) => features[name] === true);
  const unmet = GOALS.flatMap(([part, words]) => {
    if (reached(part)) return [];
    if (missed.some((transition) => transition.includes(part))) return [words];
    const promised = leasing !== undefined && notShown.some(({ transition }) => transition.endsWith(part));
    return promised && part === '→ leased' ? [`${words}, though the target says that it implements ${leasing}`] : [];
  });
  return unmet.length === 0 ? [] : [`The campaign proved little: ${unmet.join('; ')}.`];
}
