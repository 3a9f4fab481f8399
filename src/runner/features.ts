import { CALL_NAMES, type CallName } from '../protocol/calls.ts';
import { SELLER_ACTIONS } from '../protocol/test-interface.ts';
import { criteriaInUse, MUTATIONS, topicsOf } from '../generators/index.ts';
import { LIFECYCLE, ORDER_STATES } from '../model/index.ts';
import { RULES, SUITE_FEATURES, topicOf, type Rule, type SuiteFeature } from '../oracle/index.ts';

/** What this tool makes of each feature of the Test Suite, told from what the rules and the generators say of themselves. */
export interface FeatureCoverage extends SuiteFeature {
  /** `in part`: rules serve it, but its tests need what the tool does not ask for. */
  readonly status: 'covered' | 'in part' | 'not covered';
  readonly rules: readonly string[];
  /** The kinds of mutation that put these rules to the test. */
  readonly mutations: readonly string[];
  /** The transitions of the order machine that these rules decide on. */
  readonly transitions: readonly string[];
  /** The suite's tests whose subject the rules judge. */
  readonly subsumes: readonly string[];
  /** What is missing; undefined where nothing is. */
  readonly missing?: string;
}

const rulesOf = (feature: string): readonly Rule[] => RULES.filter(({ features }) => features.includes(feature));

/** The mutations of the families that are about the topics of some rules. */
const mutationsOf = (rules: readonly Rule[]): readonly string[] => {
  const topics = new Set<string>(rules.map(topicOf));
  return MUTATIONS.filter(({ family }) => topicsOf(family).some((topic) => topics.has(topic))).map(({ kind }) => kind);
};

function refusals(state: (typeof ORDER_STATES)[number], call: CallName, ids: ReadonlySet<string>): readonly string[] {
  return LIFECYCLE[state][call].refused.some(({ rule }) => ids.has(rule)) ? [`${state} —${call} refused`] : [];
}

const transitionsOf = (rules: readonly Rule[]): readonly string[] => {
  const ids = new Set(rules.map(({ id }) => id));
  return ORDER_STATES.flatMap((state) => CALL_NAMES.flatMap((call) => refusals(state, call, ids)));
};

const ACTIONS: readonly string[] = Object.values(SELLER_ACTIONS);

/** What the suite's tests of a feature need that the tool does not ask for. */
function lacks({ criteria, actions }: SuiteFeature): readonly string[] {
  const known: readonly string[] = criteriaInUse();
  return [
    ...criteria.filter((each) => !known.includes(each)).map((each) => `opportunities of ${each} are not asked for`),
    ...actions.filter((each) => !ACTIONS.includes(each)).map((each) => `the seller’s ${each} is not asked for`),
  ];
}

function coverageOf(feature: SuiteFeature): FeatureCoverage {
  const rules = rulesOf(feature.name);
  const lacking = lacks(feature);
  const status = rules.length === 0 ? 'not covered' : lacking.length === 0 ? 'covered' : 'in part';
  const missing = [...(rules.length === 0 ? ['no rule serves it'] : []), ...lacking].join('; ');
  return {
    ...feature,
    status,
    rules: rules.map(({ id }) => id),
    mutations: mutationsOf(rules),
    transitions: transitionsOf(rules),
    subsumes: status === 'covered' ? feature.tests : [],
    ...(missing !== '' && { missing }),
  };
}

/** Every feature of the Test Suite, with how it is covered. */
export const featureCoverage = (): readonly FeatureCoverage[] => SUITE_FEATURES.map(coverageOf);
