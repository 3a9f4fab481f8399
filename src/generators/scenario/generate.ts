import type fc from 'fast-check';
import { SCENARIO_FORMAT, type Scenario, type Settings } from '../../model/scenario.ts';
import { happens, pick, pickFreshest, pickWeighted } from './chance.ts';
import { count, countsOf, settingKeys, triedOf, type Counts } from './coverage.ts';
import { prepaymentOf } from './criteria.ts';
import { withUnbookable } from './scarcity.ts';
import type { BookingFlow } from '../../protocol/vocabulary.ts';
import { namedBy } from './tidy.ts';
import { add, newDraft, stands, type Draft } from './draft.ts';
import { drawItems } from './items.ts';
import { close } from './looks.ts';
import { drawOpportunities } from './needs.ts';
import { partnersOf, type GeneratorOptions } from './options.ts';
import { drawPeople, type Plan } from './plan.ts';
import { drawPlots, playPlot } from './plots.ts';
import { drawCast, drawRace, forRaces, playRace, type Race } from './races.ts';
import { walk } from './walk.ts';

const SHORTEST = 7;
const LONGEST = 9;
/** An order that can get nowhere any more is still good for so many turns, in all. */
const MOST_TURNS = 14;
const SETTING_DRAWS = 3;
const OTHER_ROLE = 0.6;
const SAME_NAME = 0.5;

function drawSettings(
  random: fc.Random,
  options: GeneratorOptions,
  counts: Counts,
  wanted: BookingFlow | undefined,
): Settings {
  const flows = options.flows.filter((flow) => flow === (wanted ?? flow));
  const draw = (): Settings => ({
    brokerRole: pick(random, options.roles) ?? 'AgentBroker',
    prepayment: pick(random, options.prepayments) ?? 'Required',
    flow: pick(random, flows.length > 0 ? flows : options.flows) ?? 'OpenBookingSimpleFlow',
  });
  const settings = pickFreshest(SETTING_DRAWS, draw, (drawn) => triedOf(counts, settingKeys(drawn))) ?? draw();
  count(counts, settingKeys(settings));
  return settings;
}

const NAMES = ['a', 'b', 'c'] as const;

/** So many orders: of one partner or two, who may even use the same UUID. */
function drawPlans(
  draft: Pick<Draft, 'random' | 'options' | 'settings' | 'opportunities'>,
  number: number,
): readonly Plan[] {
  const { random, options, settings, opportunities } = draft;
  const partners = partnersOf(options);
  const plans: Plan[] = [];
  for (const [index, order] of NAMES.slice(0, number).entries()) {
    const first = plans[0];
    const partner = pickWeighted(
      random,
      partners.map((name, place) => [name, place === 0 ? 3 : 2]),
    );
    const other = first !== undefined && happens(random, OTHER_ROLE) ? pick(random, options.roles) : undefined;
    const role = other ?? settings.brokerRole;
    const taken = plans.some((plan) => plan.partner === partner && plan.order === first?.order);
    const sameName = first !== undefined && !taken && happens(random, SAME_NAME);
    const items = drawItems(random, opportunities, index);
    plans.push({
      order: sameName ? first.order : order,
      partner: partner ?? 'primary',
      role,
      items,
      ...drawPeople(random, role, prepaymentOf(opportunities, items)),
    });
  }
  return plans;
}

/** What was asked for so that something fails is not left unused. */
function useUp(draft: Draft): void {
  const named = namedBy(draft.steps);
  const plan = draft.plans.at(-1);
  if (plan === undefined || Object.keys(draft.opportunities).every((name) => named.has(name))) return;
  const onlooker = { ...plan, order: 'onlooker' };
  add(draft, ...withUnbookable(draft, onlooker).filter((step) => step !== undefined));
}

/** Makes a scenario with nothing but the randomness given. */
export function generateScenario(random: fc.Random, options: GeneratorOptions): Scenario {
  const counts = countsOf(options.coverage);
  const race = drawRace(random, options, counts);
  return race === undefined ? inTurn(random, options, counts) : atOnce(random, options, counts, race);
}

/** Calls made at once. */
function atOnce(random: fc.Random, all: GeneratorOptions, counts: Counts, race: Race): Scenario {
  const options = forRaces(all);
  const settings = drawSettings(random, options, counts, race.wants?.flow);
  const drawn = drawOpportunities(random, options, settings, counts, [race.wants]);
  const opportunities = Object.fromEntries(Object.entries(drawn).filter(([name]) => name === 'o1'));
  const cast = drawCast({ random, options, settings }, race);
  const plans = [cast.one, cast.other];
  const draft = newDraft({ random, options, settings, opportunities, plans, counts });
  playRace(draft, cast, race);
  return { format: SCENARIO_FORMAT, settings, opportunities, steps: draft.steps };
}

/** Calls one after another. */
function inTurn(random: fc.Random, options: GeneratorOptions, counts: Counts): Scenario {
  const orders =
    pickWeighted(random, [
      [1, 35],
      [2, 50],
      [3, 15],
    ]) ?? 1;
  const plots = drawPlots(random, counts, orders);
  const wants = plots.map((plot) => plot?.wants);
  const settings = drawSettings(random, options, counts, wants[0]?.flow);
  const opportunities = drawOpportunities(random, options, settings, counts, wants);
  const plans = drawPlans({ random, options, settings, opportunities }, orders);
  const draft = newDraft({ random, options, settings, opportunities, plans, counts });
  const length = random.nextInt(SHORTEST, LONGEST);
  for (let turn = 0; draft.steps.length < length && turn < MOST_TURNS; turn++) {
    // Each order has its turn, and then any.
    const plan = plans[turn] ?? pick(random, plans);
    const plot = plots[turn];
    if (plan === undefined) continue;
    if (plot !== undefined && stands(draft, plan).state === 'absent') playPlot(draft, plan, plot);
    else walk(draft, plan, length);
  }
  useUp(draft);
  close(draft);
  return { format: SCENARIO_FORMAT, settings, opportunities, steps: draft.steps };
}
