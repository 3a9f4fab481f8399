import { getString, type Json } from '../../../protocol/json.ts';
import type { World } from '../../../model/index.ts';
import { notApplicable, PASSED, violated, type Check, type FeedSighting, type Verdict } from '../../rule.ts';
import { settled, viewOf, type Shown, type View } from './shown.ts';

/** What should be, and what is. */
export interface Breach {
  readonly expected: string;
  readonly found: string;
}

/** What a check says of one order: undefined where it has nothing to judge. */
export type Finding = Breach | 'sound' | undefined;

/** Sound where `holds`, and otherwise a breach. */
export const breachUnless = (holds: boolean, expected: string, found: string): Finding =>
  holds ? 'sound' : { expected, found };

/** The gravest of some findings. */
function gravest(findings: readonly Finding[]): Finding {
  return findings.find((finding) => typeof finding === 'object') ?? findings.find((finding) => finding === 'sound');
}

const NOTHING = 'the feed shows nothing that this rule is about';

function verdictOf(finding: Finding): Verdict {
  if (finding === undefined) return notApplicable(NOTHING);
  return finding === 'sound' ? PASSED : violated(finding.expected, finding.found);
}

/** The verdict of findings that are the same in all worlds. */
export const judged = (findings: readonly Finding[]): Verdict => verdictOf(gravest(findings));

/** The verdict of a check that differs from world to world: a breach is one in every world. */
export function judgedInWorlds(
  sighting: FeedSighting,
  check: (world: World, view: View) => readonly Finding[],
): Verdict {
  const view = viewOf(sighting);
  const findings = sighting.worlds.map((world) => gravest(check(world, view)));
  if (findings.includes('sound')) return PASSED;
  return verdictOf(findings.includes(undefined) ? undefined : findings[0]);
}

/** A check of each order and proposal that a feed shows and has not deleted, the same in all worlds. */
export const shownBy = (check: (shown: Shown, sighting: FeedSighting) => Finding): Check => ({
  by: 'feed',
  check: (sighting) =>
    judged(
      settled(viewOf(sighting).now, sighting)
        .filter(({ deleted }) => !deleted)
        .map((shown) => check(shown, sighting)),
    ),
});

/** What P or B answered of what is shown. */
export const answerOf = ({ answers }: FeedSighting, { key, subject }: Shown) =>
  answers.get(`${key} ${subject === 'proposal' ? 'P' : 'B'}`);

/** The item with the same `@id` among some others: without ids, items cannot be told apart. */
export const sameItem = (items: readonly Json[], item: Json): Json | undefined => {
  const id = getString(item, '@id');
  return id === undefined ? undefined : items.find((each) => getString(each, '@id') === id);
};
