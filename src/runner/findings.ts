import { linkOf, ruleById, type BreachSeen } from '../oracle/index.ts';
import type { Breach, Finding, RuleSummary, Tries } from '../results/result.ts';
import { lineOf } from './conversation.ts';
import type { Shrunk } from './shrink.ts';

/** A rule, as results name it. */
function summaryOf(id: string, unclear: boolean): RuleSummary {
  const rule = ruleById(id);
  const { strength, sentence, clauses, readings } = rule;
  return {
    id,
    strength,
    sentence,
    link: linkOf(rule),
    clauses,
    ...(unclear && readings ? { unclear: `${readings.strict} ${readings.note}` } : {}),
  };
}

/** A breach, as results tell it. */
export const breachOf = ({ rule, call, expected, found, unclear }: BreachSeen): Breach => ({
  rule: summaryOf(rule, unclear),
  call,
  expected,
  found,
});

/** How grave a breach is. */
export const kindOf = (breach: Pick<BreachSeen, 'rule' | 'unclear'>): Finding['kind'] => {
  if (breach.unclear) return 'specification unclear here';
  return ruleById(breach.rule).strength === 'must' ? 'breaks the specification' : 'recommendation not followed';
};

/** What else showed in the same exchange and comes from the same cause. */
function alongside(shrunk: Shrunk): readonly Breach[] {
  const { breach, at } = shrunk.placed;
  const implied = new Set(ruleById(breach.rule).implies ?? []);
  const others = shrunk.trial.steps[at]?.seen.breaches ?? [];
  return others.filter(({ rule }) => implied.has(rule)).map(breachOf);
}

/** The name of a repro's file: `repros/broker-role-agent-customer-required-at-B.json`. */
export const reproFile = ({ rule, call }: Pick<BreachSeen, 'rule' | 'call'>): string =>
  `repros/${`${rule}-at-${call}`.replace(/[^A-Za-z0-9]+/g, '-')}.json`;

/** A finding, from the least that shows it. */
export function findingOf(
  shrunk: Shrunk,
  requests: { readonly toDetect: number; readonly toShrink: number },
  tries?: Tries,
): Finding {
  const { breach, at } = shrunk.placed;
  return {
    ...breachOf(breach),
    kind: kindOf(breach),
    alongside: alongside(shrunk),
    requestsToDetect: requests.toDetect,
    requestsToShrink: requests.toShrink,
    sightings: 1,
    repeats: tries && tries.of > 0 ? (tries.shown > 0 ? 'always' : 'flaky') : shrunk.repeats,
    complete: shrunk.complete,
    ...(tries && tries.of > 0 && { tries }),
    conversation: shrunk.trial.steps.slice(0, at + 1).map(lineOf),
    scenario: shrunk.trial.scenario,
    repro: reproFile(breach),
  };
}

const GRAVITY: readonly Finding['kind'][] = [
  'breaks the specification',
  'recommendation not followed',
  'specification unclear here',
];

/** Money and places first: what costs most when it goes wrong. */
const TOPICS: readonly string[] = [
  'state',
  'isolation',
  'lifecycle',
  'totals',
  'prepayment',
  'cancellation',
  'order-level',
  'items',
];

type Ranked = Pick<Finding, 'kind' | 'rule'>;

const rank = ({ kind, rule }: Ranked): number => {
  const topic = TOPICS.indexOf(rule.id.split('/')[0] ?? '');
  return GRAVITY.indexOf(kind) * 100 + (topic < 0 ? TOPICS.length : topic);
};

/** The gravest first; equally grave ones as they were found. */
export const byGravity = <Each extends Ranked>(findings: readonly Each[]): readonly Each[] =>
  [...findings].sort((one, other) => rank(one) - rank(other));
