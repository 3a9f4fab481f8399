import type fc from 'fast-check';
import type { OpportunityNeed, Scenario, Settings } from '../../model/scenario.ts';
import { SELLERS, type SellerName } from '../../protocol/ids.ts';
import type { BookingFlow, OpportunityType } from '../../protocol/vocabulary.ts';
import { happens, pick, pickFreshest, pickWeighted, type Weighted } from './chance.ts';
import { count, type Counts } from './coverage.ts';
import { canMeet, criteriaFor, flowFor, PLAIN_CRITERIA, UNBOOKABLE } from './criteria.ts';
import type { GeneratorOptions } from './options.ts';

/** What is not the same as in the scenario's settings, of an opportunity beside the first. */
const OTHER_PREPAYMENT = 0.5;
const OTHER_FLOW = 0.25;
const OTHER_SELLER = 0.2;
const OTHER_TYPE = 0.2;
const NOT_BOOKABLE = 0.35;

const DRAWS = 2;

/** What an opportunity has to be; any of the criteria will do. */
export interface Wants {
  readonly criteria?: readonly OpportunityNeed['criteria'][];
  readonly flow?: BookingFlow;
}

interface Needing {
  readonly random: fc.Random;
  readonly options: GeneratorOptions;
  readonly settings: Settings;
  readonly counts: Counts;
}

/** Whether opportunities of a type can be asked for by a criterion. */
const isKnown = (
  { criteria, flows }: GeneratorOptions,
  type: OpportunityType,
  name: OpportunityNeed['criteria'],
): boolean =>
  canMeet(type, name) && (criteria?.includes(name) ?? true) && flows.some((flow) => flowFor(name, flow) === flow);

function drawCriteria(
  { random, options, counts }: Needing,
  prepayment: Settings['prepayment'],
  { type, seller }: Pick<OpportunityNeed, 'type' | 'seller'>,
  { bookable, plainly }: { readonly bookable: boolean; readonly plainly: boolean },
): OpportunityNeed['criteria'] {
  const known = (criteria: readonly Weighted<OpportunityNeed['criteria']>[]) =>
    criteria.filter(([name]) => isKnown(options, type, name));
  const fitting = known(criteriaFor(prepayment, seller, plainly));
  const useless = known(UNBOOKABLE.map((name) => [name, 1]));
  const list = bookable || useless.length === 0 ? fitting : useless;
  const plain = PLAIN_CRITERIA[prepayment];
  const tried = (name: OpportunityNeed['criteria']) => (name === plain ? 0 : (counts.get(name) ?? 0));
  return pickFreshest(DRAWS, () => pickWeighted(random, list), tried) ?? options.criteria?.[0] ?? plain;
}

/** Whether scenarios may need something, by what they may ask of a target. */
export const mayNeed = (options: GeneratorOptions, { type, criteria, seller, flow }: OpportunityNeed): boolean =>
  options.opportunityTypes.includes(type) &&
  options.sellers.includes(seller) &&
  options.flows.includes(flow) &&
  isKnown(options, type, criteria) &&
  [UNBOOKABLE, ...options.prepayments.map((each) => criteriaFor(each, seller, false).map(([name]) => name))].some(
    (names) => names.includes(criteria),
  );

/** How much one need is like another, in what matters most for the rest of a scenario. */
const likeness = (one: OpportunityNeed, other: OpportunityNeed): number =>
  (one.criteria === other.criteria ? 4 : 0) +
  (one.flow === other.flow ? 3 : 0) +
  (one.seller === other.seller ? 2 : 0) +
  (one.type === other.type ? 1 : 0);

/** What can be had that is most like a need: the need itself, where it can. */
function nearest({ random, options: { obtainable = [] } }: Needing, need: OpportunityNeed): OpportunityNeed {
  const best = Math.max(...obtainable.map((each) => likeness(each, need)));
  return (
    pick(
      random,
      obtainable.filter((each) => likeness(each, need) === best),
    ) ?? need
  );
}

/** One opportunity; the first follows the settings. */
function drawNeed(
  needing: Needing,
  usual: { readonly type: OpportunityType; readonly seller: SellerName },
  first: boolean,
  wants: Wants = {},
): OpportunityNeed {
  const { random, options, settings, counts } = needing;
  const other = <T>(probability: number, list: readonly T[], same: T): T =>
    (!first && happens(random, probability) ? pick(random, list) : undefined) ?? same;
  const prepayment = other(OTHER_PREPAYMENT, options.prepayments, settings.prepayment);
  const seller = other(
    OTHER_SELLER,
    SELLERS.filter((name) => options.sellers.includes(name)),
    usual.seller,
  );
  const type = other(OTHER_TYPE, options.opportunityTypes, usual.type);
  const wanted = pick(
    random,
    (wants.criteria ?? []).filter((name) => isKnown(options, type, name)),
  );
  const criteria =
    wanted ??
    drawCriteria(
      needing,
      prepayment,
      { type, seller },
      {
        bookable: first || !happens(random, NOT_BOOKABLE),
        // Two that are as plain as each other tell no more than one.
        plainly: first || prepayment !== settings.prepayment,
      },
    );
  const flow = options.flows.find((each) => each === wants.flow) ?? other(OTHER_FLOW, options.flows, settings.flow);
  const need = nearest(needing, { type, criteria, seller, flow: flowFor(criteria, flow) });
  count(counts, [need.criteria, need.type]);
  return need;
}

/** One to three opportunities, by the names o1 to o3. */
export function drawOpportunities(
  random: fc.Random,
  options: GeneratorOptions,
  settings: Settings,
  counts: Counts,
  wants: readonly (Wants | undefined)[],
): Scenario['opportunities'] {
  const drawn =
    pickWeighted(random, [
      [1, 35],
      [2, 55],
      [3, 10],
    ]) ?? 1;
  const number = Math.max(drawn, 1 + wants.findLastIndex((each) => each?.criteria !== undefined));
  const drawType = () => pick(random, options.opportunityTypes);
  const usual = {
    type: pickFreshest(DRAWS, drawType, (type) => counts.get(type) ?? 0) ?? 'ScheduledSession',
    seller: pick(random, options.sellers) ?? 'primary',
  };
  return Object.fromEntries(
    Array.from({ length: number }, (_, index) => [
      `o${index + 1}`,
      drawNeed({ random, options, settings, counts }, usual, index === 0, wants[index]),
    ]),
  );
}
