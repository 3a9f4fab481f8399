import type {
  BrokerStep,
  CheckpointStep,
  LaneStep,
  MutationData,
  Scenario,
  SingleStep,
  Step,
} from '../../model/scenario.ts';
import { isBrokerStep, mapSteps, singleSteps } from '../../model/scenario.ts';
import { omit } from './omit.ts';
import { isCheckpoint, namedBy } from './tidy.ts';

/** Edits that make steps and scenarios simpler. */

export const withSteps = (scenario: Scenario, steps: readonly Step[]): Scenario => ({ ...scenario, steps });

/** A single step where it stands in a scenario, perhaps in a lane. */
interface Standing {
  readonly step: SingleStep;
  /** The scenario with another step in its place. */
  readonly put: (step: SingleStep) => Scenario;
}

/** Every single step of a scenario. */
export const standing = (scenario: Scenario): readonly Standing[] =>
  singleSteps(scenario.steps).map((step, place) => ({
    step,
    put: (other) => {
      let at = -1;
      const change = (each: SingleStep): SingleStep => {
        at += 1;
        return at === place ? other : each;
      };
      return withSteps(scenario, mapSteps(scenario.steps, change));
    },
  }));

const ITEM_PATH = /^\/orderedItem\/(\d+)/;

/** The item that a mutation is about, by its index; undefined where it is about the whole. */
export function itemOf({ item, path }: MutationData): number | undefined {
  if (typeof item === 'number') return item;
  const index = typeof path === 'string' ? ITEM_PATH.exec(path)?.[1] : undefined;
  return index === undefined ? undefined : Number(index);
}

function atItem(mutation: MutationData, index: number): MutationData {
  return typeof mutation['item'] === 'number'
    ? { ...mutation, item: index }
    : { ...mutation, path: String(mutation['path']).replace(ITEM_PATH, `/orderedItem/${index}`) };
}

/** A step's mutations when only some of its items are left: those of the others go with them. */
function mutationsFor(mutations: readonly MutationData[] | undefined, kept: readonly number[]) {
  const left = mutations?.flatMap((mutation) => {
    const item = itemOf(mutation);
    if (item === undefined) return [mutation];
    return kept.includes(item) ? [atItem(mutation, kept.indexOf(item))] : [];
  });
  return left === undefined ? {} : { mutations: left };
}

type WithItems = Extract<SingleStep, { readonly items: unknown }>;

export const hasItems = (step: Step): step is WithItems => 'items' in step;

/** A step with some of its items only, by their indexes. */
export function keepItems<S extends WithItems>(step: S, kept: readonly number[]): S {
  const items = (step.items as readonly unknown[]).filter((_, index) => kept.includes(index));
  return { ...step, items, ...mutationsFor(step.mutations, kept) };
}

/** A step with one item only: the one that something is wrong with, else the first. */
export function keepOneItem(step: SingleStep): SingleStep {
  if (!hasItems(step)) return step;
  const wrong = step.mutations?.map(itemOf).find((item) => item !== undefined && item < step.items.length);
  return keepItems(step, [wrong ?? 0]);
}

/** A step without one of its mutations. */
export const withoutMutation = (step: BrokerStep, index: number): BrokerStep => ({
  ...step,
  mutations: step.mutations?.toSpliced(index, 1) ?? [],
});

/** Whether a mutation of a step is about a part of its body, so that the part is not to be simplified away. */
const isAbout = (step: CheckpointStep | BrokerStep, part: string): boolean =>
  step.mutations?.some(({ kind, path }) => kind.includes(part) || String(path ?? '').startsWith(`/${part}`)) ?? false;

/** A step with the simplest people and payment and the first offers, as far as its mutations let it. */
export function plainStep(step: SingleStep): SingleStep {
  if (step.do === 'B after P' && !isAbout(step, 'payment')) return omit(step, 'payment');
  if (!isCheckpoint(step)) return step;
  const { broker, customer, payment, ...rest } = step;
  return {
    ...rest,
    items: step.items.map(({ opportunity }) => ({ opportunity })),
    ...(broker !== undefined && isAbout(step, 'broker') && { broker }),
    ...(customer !== undefined && isAbout(step, 'customer') && { customer }),
    ...(payment !== undefined && isAbout(step, 'payment') && { payment }),
  };
}

/** The orders that a scenario's steps name, as the partners' symbolic names. */
const partnersIn = (steps: readonly Step[]) =>
  new Set(singleSteps(steps).flatMap((step) => ('partner' in step ? [step.partner] : [])));

/** The same for the primary partner, where one partner is all there is. */
function forPrimary(steps: readonly Step[]): readonly Step[] {
  if (partnersIn(steps).size > 1) return steps;
  return mapSteps(steps, (step) => ('partner' in step ? { ...step, partner: 'primary' } : step));
}

/** Everything in a scenario's steps as simple as can be, but not which steps there are. */
export const plain = (scenario: Scenario, items: 'one item' | 'all items'): Scenario => {
  const steps = mapSteps(forPrimary(scenario.steps), plainStep);
  return withSteps(scenario, items === 'one item' ? mapSteps(steps, keepOneItem) : steps);
};

/** The same with all that is about any opportunity about one of them: one that the last step names, if it does. */
export function aboutOne(scenario: Scenario): Scenario {
  const [one] =
    namedBy(scenario.steps.slice(-1)).size > 0 ? namedBy(scenario.steps.slice(-1)) : namedBy(scenario.steps);
  if (one === undefined) return scenario;
  const steps = mapSteps(scenario.steps, (step) => {
    if (step.do === 'read-spaces') return { ...step, opportunity: one };
    return isCheckpoint(step) ? { ...step, items: step.items.map((item) => ({ ...item, opportunity: one })) } : step;
  });
  return withSteps(scenario, steps);
}

/** The partner's order that a step names. */
export const namesOrder = (step: Step): step is LaneStep => isBrokerStep(step) || step.do === 'seller';
