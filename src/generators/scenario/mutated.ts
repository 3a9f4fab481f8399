import type fc from 'fast-check';
import type { BrokerStep, Settings } from '../../model/scenario.ts';
import type { CallName } from '../../protocol/calls.ts';
import { get, getArray, type JsonObject } from '../../protocol/json.ts';
import type { BrokerRole } from '../../protocol/vocabulary.ts';
import { detailsOf } from './criteria.ts';
import { candidatesFor, changes, familyOf } from '../mutations/catalogue.ts';
import type { Family } from '../mutations/families.ts';
import { templateBody, TEMPLATE_CONTEXT } from '../mutations/template.ts';
import type { Mutation, MutationContext } from '../mutations/types.ts';
import { simplestBroker, simplestCustomer, simplestPayment } from '../payload/people.ts';
import { happens, pick, pickFreshest, pickWeighted, type Weighted } from './chance.ts';
import { mutationKeys, triedOf, type Counts } from './coverage.ts';
import { isCheckpoint } from './tidy.ts';
import { prepaymentOfStep } from './availability.ts';
import { callOfStep, nameOf, type Expected, type Setting } from './orders.ts';

/** How often each family is drawn, against the others that have something to offer, before what was tried counts. */
const WEIGHTS: Readonly<Record<Family, number>> = {
  people: 30,
  payment: 30,
  envelope: 14,
  proposal: 25,
  patch: 22,
  items: 30,
  details: 60,
  fields: 16,
  malformed: 7,
  harmless: 4,
};

/** The faults that booking systems are known to overlook: drawn, and tried again, so many times as often as others. */
const WELL_KNOWN = 3;
const WELL_KNOWN_KINDS: readonly Mutation['kind'][] = [
  'omit-customer',
  'omit-customer-email',
  'customer-is-place',
  'omit-broker',
  'omit-broker-name',
  'broker-is-person',
  'omit-broker-role',
  'add-broker',
  'omit-payment',
  'omit-payment-identifier',
  'add-payment',
  'wrong-account',
  'total-penny-more',
  'outdated-version',
  'unknown-seller',
  'omit-offer',
  'unknown-opportunity',
  'foreign-offer',
  'item-status-attended',
  'proposal-status-accepted',
];

const importanceOf = ({ kind }: Pick<Mutation, 'kind'>): number => (WELL_KNOWN_KINDS.includes(kind) ? WELL_KNOWN : 1);

/** So many mutations are drawn, and the one tried least is taken. */
const DRAWS = 10;
const TWO_AT_ONCE = 0.08;

type Choices = readonly Weighted<readonly Mutation[]>[];
const known = new Map<string, Choices>();

/** What an item may say beside its opportunity and its offer. */
const DETAILS = ['attendee', 'orderItemIntakeFormResponse'] as const;

/** The mutations of a body by kind; they depend on the number of its items, their details, and whether it is a B after P. */
function choicesFor(call: CallName, body: JsonObject): Choices {
  const items = getArray(body, 'orderedItem');
  const detailed = items.some((item) => DETAILS.some((key) => get(item, key) !== undefined));
  const key = [call, items.length, Object.hasOwn(body, 'orderProposalVersion'), detailed].join();
  let choices = known.get(key);
  if (choices === undefined) {
    const candidates = candidatesFor(call, body);
    choices = byKind(detailed ? candidates : candidates.filter((mutation) => familyOf(mutation) !== 'details'));
    known.set(key, choices);
  }
  return choices;
}

function byKind(mutations: readonly Mutation[]): Choices {
  const kinds = new Map<string, Mutation[]>();
  for (const mutation of mutations) {
    const others = kinds.get(mutation.kind);
    if (others) others.push(mutation);
    else kinds.set(mutation.kind, [mutation]);
  }
  const families = [...kinds.values()].map(([first]) => first && familyOf(first));
  return [...kinds.values()].map((list, index): Weighted<readonly Mutation[]> => {
    const family = families[index] ?? 'fields';
    const alike = families.filter((other) => other === family).length;
    return [list, (WEIGHTS[family] / alike) * (list[0] ? importanceOf(list[0]) : 1)];
  });
}

/** A body like the one that a step will send. */
function bodyOf(setting: Setting, expected: Expected, step: BrokerStep): JsonObject | undefined {
  const whole = 'items' in step && step.do !== 'cancel' ? step : undefined;
  const role: BrokerRole = whole?.brokerRole ?? setting.settings.brokerRole;
  const byDefault = role === 'ResellerBroker' ? null : simplestCustomer();
  const customer = whole?.customer === undefined ? byDefault : whole.customer;
  return templateBody(callOfStep(step), {
    brokerRole: role,
    items: 'items' in step ? step.items.length : 0,
    ...(whole && { details: whole.items.map((item) => detailsOf(setting.opportunities, item)) }),
    ...(role !== 'NoBroker' && { broker: whole?.broker ?? simplestBroker }),
    ...(customer !== null && { customer }),
    ...(pays(step, prepaymentOfStep(setting, expected, step)) && { payment: simplestPayment(RECONCILIATION) }),
    afterProposal: step.do === 'B after P',
  });
}

/** Stand-ins for what sellers agree on with brokers. */
const RECONCILIATION = { name: 'A', accountId: 'A', paymentProviderId: 'A' };

/** Whether a careful broker's call carries a payment: at quotes it holds no more than what was agreed. */
function pays(step: BrokerStep, prepayment: Settings['prepayment']): boolean {
  if (step.do === 'C1' || step.do === 'C2') return prepayment !== 'Free';
  const offered = 'payment' in step && step.payment === 'offered';
  return (prepayment === 'Required' && step.do !== 'B after P') || (prepayment === 'Optional' && offered);
}

/** What a scenario has to put in the place of something else. */
function contextOf({ opportunities }: Setting, expected: Expected, step: BrokerStep): MutationContext {
  const own: readonly unknown[] = isCheckpoint(step) ? step.items.map(({ opportunity }) => opportunity) : [];
  const offers = Object.keys(opportunities).some((name) => !own.includes(name));
  const items = [...expected].some(([name, { content }]) => name !== nameOf(step) && content !== '');
  return {
    ...TEMPLATE_CONTEXT,
    offersElsewhere: offers ? TEMPLATE_CONTEXT.offersElsewhere : [],
    otherItemIds: items ? TEMPLATE_CONTEXT.otherItemIds : [],
  };
}

/**
 * A step with something wrong in it that was tried little before, of one family where it is given; undefined where
 * nothing can be done to its body.
 */
export function drawMutated<S extends BrokerStep>(
  random: fc.Random,
  { setting, expected, counts }: { readonly setting: Setting; readonly expected: Expected; readonly counts: Counts },
  step: S,
  family?: Family,
): S | undefined {
  const body = bodyOf(setting, expected, step);
  if (body === undefined) return undefined;
  const all = choicesFor(callOfStep(step), body);
  const choices = family === undefined ? all : all.filter(([[first]]) => first && familyOf(first) === family);
  const context = contextOf(setting, expected, step);
  const draw = () => {
    const mutation = pick(random, pickWeighted(random, choices) ?? []);
    return mutation && changes(body, mutation, context) ? mutation : undefined;
  };
  const tried = (mutation: Mutation) =>
    triedOf(counts, mutationKeys(setting, expected, { ...step, mutations: [mutation] })) / importanceOf(mutation);
  const first = pickFreshest(DRAWS, draw, tried);
  const second = first && happens(random, TWO_AT_ONCE) ? draw() : undefined;
  const mutations = [first, second].filter((mutation) => mutation !== undefined);
  return mutations.length === 0 ? undefined : { ...step, mutations };
}
