import type fc from 'fast-check';
import {
  SCENARIO_FORMAT,
  type ItemChoice,
  type OpportunityNeed,
  type Scenario,
  type Settings,
} from '../../model/scenario.ts';
import { SELLERS } from '../../protocol/ids.ts';
import { PREPAYMENTS } from '../../protocol/vocabulary.ts';
import { happens, pick, pickFreshest, pickWeighted, type Weighted } from './chance.ts';
import { count, countsOf, settingKeys, triedOf, type Counts } from './coverage.ts';
import { criteriaFor, isBookable, PLAIN_CRITERIA, spacesFor, UNBOOKABLE } from './criteria.ts';
import { newDraft } from './draft.ts';
import { close } from './looks.ts';
import { partnersOf, type GeneratorOptions } from './options.ts';
import { drawPeople, type Plan } from './plan.ts';
import { walk } from './walk.ts';

const SHORTEST = 6;
const LONGEST = 14;
const SETTING_DRAWS = 3;
const CRITERIA_DRAWS = 2;

const SECOND_PREPAYMENT = 0.12;
const SECOND_FLOW = 0.1;
const SECOND_SELLER = 0.12;
const UNBOOKABLE_BESIDE = 0.2;
const OTHER_ROLE = 0.35;
const OTHER_OFFER = 0.04;

function drawSettings(random: fc.Random, options: GeneratorOptions, counts: Counts): Settings {
  const draw = (): Settings => ({
    brokerRole: pick(random, options.roles) ?? 'AgentBroker',
    prepayment: pick(random, options.prepayments) ?? 'Required',
    flow: pick(random, options.flows) ?? 'OpenBookingSimpleFlow',
  });
  const settings = pickFreshest(SETTING_DRAWS, draw, (drawn) => triedOf(counts, settingKeys(drawn))) ?? draw();
  count(counts, settingKeys(settings));
  return settings;
}

/** One opportunity; `index` 0 is the one that the scenario is mostly about. */
function drawNeed(
  random: fc.Random,
  options: GeneratorOptions,
  settings: Settings,
  counts: Counts,
  index: number,
): OpportunityNeed {
  const prepayments = options.prepayments.length > 0 ? options.prepayments : PREPAYMENTS;
  const other = index > 0 && happens(random, SECOND_PREPAYMENT) ? pick(random, prepayments) : undefined;
  const prepayment = other ?? settings.prepayment;
  const known = (criteria: readonly Weighted<OpportunityNeed['criteria']>[]) =>
    criteria.filter(([name]) => options.criteria?.includes(name) ?? true);
  const fitting = known(criteriaFor(prepayment));
  const useless = known(UNBOOKABLE.map((name) => [name, 1]));
  const list = index > 0 && happens(random, UNBOOKABLE_BESIDE) && useless.length > 0 ? useless : fitting;
  const criteria =
    pickFreshest(
      CRITERIA_DRAWS,
      () => pickWeighted(random, list),
      (name) => (name === PLAIN_CRITERIA[prepayment] ? 0 : (counts.get(name) ?? 0)),
    ) ??
    options.criteria?.[0] ??
    PLAIN_CRITERIA[prepayment];
  const type =
    pickFreshest(
      2,
      () => pick(random, options.opportunityTypes),
      (name) => counts.get(name) ?? 0,
    ) ?? 'ScheduledSession';
  count(counts, [criteria, type]);
  const flows = options.flows.filter((flow) => flow !== settings.flow);
  const flow = (index > 0 && happens(random, SECOND_FLOW) ? pick(random, flows) : undefined) ?? settings.flow;
  return { type, criteria, seller: 'primary', flow };
}

/** One to three opportunities, by the names o1 to o3; all of one seller, as an order's must be, but now and then. */
function drawOpportunities(
  random: fc.Random,
  options: GeneratorOptions,
  settings: Settings,
  counts: Counts,
): Scenario['opportunities'] {
  const number =
    pickWeighted(random, [
      [1, 50],
      [2, 38],
      [3, 12],
    ]) ?? 1;
  const seller = pick(random, options.sellers) ?? 'primary';
  const second = SELLERS.find((other) => other !== seller && options.sellers.includes(other));
  const needs = Array.from({ length: number }, (_, index): [string, OpportunityNeed] => {
    const need = drawNeed(random, options, settings, counts, index);
    const foreign = index > 0 && second !== undefined && happens(random, SECOND_SELLER);
    return [`o${index + 1}`, { ...need, seller: foreign ? second : seller }];
  });
  return Object.fromEntries(needs);
}

/** One to four items that can be had together. */
function drawItems(random: fc.Random, opportunities: Scenario['opportunities']): readonly ItemChoice[] {
  const number =
    pickWeighted(random, [
      [1, 46],
      [2, 34],
      [3, 13],
      [4, 7],
    ]) ?? 1;
  const seller = opportunities['o1']?.seller;
  const names = Object.keys(opportunities).filter((name) => {
    const need = opportunities[name];
    return name === 'o1' || (need !== undefined && need.seller === seller && isBookable(need) && spacesFor(need) > 0);
  });
  const items: ItemChoice[] = [];
  for (let index = 0; index < number; index++) {
    const opportunity = pick(random, names) ?? 'o1';
    const need = opportunities[opportunity];
    const taken = items.filter((item) => item.opportunity === opportunity).length;
    if (need === undefined || (index > 0 && taken >= spacesFor(need))) continue;
    items.push({ opportunity, ...(happens(random, OTHER_OFFER) && { offer: 1 }) });
  }
  return items;
}

const NAMES = ['a', 'b', 'c'] as const;

/** One to three orders: of one partner or two, who may even use the same UUID. */
function drawPlans(
  random: fc.Random,
  options: GeneratorOptions,
  settings: Settings,
  opportunities: Scenario['opportunities'],
): readonly Plan[] {
  const number =
    pickWeighted(random, [
      [1, 45],
      [2, 42],
      [3, 13],
    ]) ?? 1;
  const partners = partnersOf(options);
  const plans: Plan[] = [];
  for (const order of NAMES.slice(0, number)) {
    const first = plans[0];
    const partner =
      pickWeighted(
        random,
        partners.map((name, index) => [name, index === 0 ? 3 : 2]),
      ) ?? 'primary';
    const role = first === undefined || !happens(random, OTHER_ROLE) ? undefined : pick(random, options.roles);
    const sameName = first !== undefined && partner !== first.partner && happens(random, 0.5);
    const taken = plans.some((plan) => plan.partner === partner && plan.order === first?.order);
    plans.push({
      order: sameName && !taken ? first.order : order,
      partner,
      role: role ?? settings.brokerRole,
      items: drawItems(random, opportunities),
      ...drawPeople(random, role ?? settings.brokerRole, settings),
    });
  }
  return plans;
}

/** Makes a scenario with nothing but the randomness given. */
export function generateScenario(random: fc.Random, options: GeneratorOptions): Scenario {
  const counts = countsOf(options.coverage);
  const settings = drawSettings(random, options, counts);
  const opportunities = drawOpportunities(random, options, settings, counts);
  const plans = drawPlans(random, options, settings, opportunities);
  const draft = newDraft({ random, options, settings, opportunities, plans, counts });
  const length = random.nextInt(SHORTEST, LONGEST - 2);
  for (let turn = 0; draft.steps.length < length && turn < LONGEST; turn++) {
    // The first orders first, the others among them.
    const plan = plans[turn] ?? pick(random, plans);
    if (plan) walk(draft, plan, length);
  }
  close(draft, 2);
  return { format: SCENARIO_FORMAT, settings, opportunities, steps: draft.steps };
}
