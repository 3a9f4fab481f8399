import { RULES, SUITE_FEATURES } from '../oracle/index.ts';
import type { FeatureResult, Finding } from '../results/result.ts';
import { exchangesOf } from './running.ts';
import type { Trial } from './trial.ts';

/** What a campaign did for each feature of the Test Suite. */
export interface FeatureCount {
  note(trial: Trial): void;
  /** The features that were put to the test, in the suite's order. */
  summary(findings: readonly Finding[]): readonly FeatureResult[];
}

const FEATURES_OF: ReadonlyMap<string, readonly string[]> = new Map(RULES.map(({ id, features }) => [id, features]));
const featuresOf = (rule: string): readonly string[] => FEATURES_OF.get(rule) ?? [];

export function countFeatures(): FeatureCount {
  const scenarios = new Map<string, number>();
  const requests = new Map<string, number>();
  const add = (counts: Map<string, number>, names: Iterable<string>, count: number) => {
    for (const name of names) counts.set(name, (counts.get(name) ?? 0) + count);
  };
  /** The features that the rules serve which could be judged at a step. */
  const featuresAt = ({ seen }: Trial['steps'][number]): ReadonlySet<string> => {
    const names = new Set<string>();
    for (const { rule, verdict } of seen.verdicts) {
      if (verdict.kind === 'passed' || verdict.kind === 'violated')
        for (const name of featuresOf(rule)) names.add(name);
    }
    return names;
  };
  return {
    note: ({ steps }) => {
      const all = new Set<string>();
      for (const step of steps) {
        const names = featuresAt(step);
        add(requests, names, exchangesOf(step).length);
        for (const name of names) all.add(name);
      }
      add(scenarios, all, 1);
    },
    summary: (findings) =>
      SUITE_FEATURES.flatMap(({ name }) => {
        const count = scenarios.get(name);
        const found = findings.filter(({ rule }) => featuresOf(rule.id).includes(name)).length;
        if (count === undefined && found === 0) return [];
        return [{ name, scenarios: count ?? 0, requests: requests.get(name) ?? 0, findings: found }];
      }),
  };
}
