import type fc from 'fast-check';
import type { CallName } from '../../protocol/calls.ts';
import { getArray, type JsonObject } from '../../protocol/json.ts';
import { byValue } from '../payload/by-value.ts';
import { candidatesFor, changes, familyOf, isMutation, mutationsFor } from './catalogue.ts';
import type { Family } from './families.ts';
import { isItemMutation } from './apply.ts';
import { templateBody, TEMPLATE_CONTEXT, type BodyParts } from './template.ts';
import { FIELD_EDITS, type Mutation } from './types.ts';

/** How often each family is drawn, against the others that have something to offer. */
const WEIGHTS: Readonly<Record<Family, number>> = {
  people: 20,
  payment: 20,
  envelope: 12,
  proposal: 12,
  patch: 20,
  items: 20,
  details: 20,
  fields: 25,
  malformed: 6,
  harmless: 8,
};

/** After so many draws that found nothing to do, whatever would do something is listed instead. */
const ATTEMPTS = 20;

type Choices = ReadonlyMap<Family, readonly Mutation[]>;

/**
 * Mutations that would change the body of a call made of these parts; the families by weight, since those of single
 * fields are many and tell little each. Undefined for a call to whose body nothing can be done.
 */
export function mutationArbitrary(call: CallName, parts: BodyParts): fc.Arbitrary<Mutation> | undefined {
  const body = templateBody(call, parts);
  return (
    body &&
    byValue({ draw: (random) => drawMutation(call, body, random), accepts: isMutation, simpler: simplerMutations })
  );
}

/** Draws until something is found to do: far cheaper than to list all that could be done. */
function drawMutation(call: CallName, body: JsonObject, random: fc.Random): Mutation {
  const choices = choicesFor(call, body);
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const mutation = pick(choices.get(pickFamily([...choices.keys()], random)) ?? [], random);
    if (mutation && changes(body, mutation, TEMPLATE_CONTEXT)) return mutation;
  }
  return pick(mutationsFor(call, body, TEMPLATE_CONTEXT), random) ?? { kind: 'empty-body' };
}

const known = new Map<string, Choices>();

/** The candidates by family: some find nothing to do in a body, but none is missing that would. */
function choicesFor(call: CallName, body: JsonObject): Choices {
  const key = [call, getArray(body, 'orderedItem').length, Object.hasOwn(body, 'orderProposalVersion')].join(' ');
  let choices = known.get(key);
  if (choices === undefined) {
    choices = byFamily(candidatesFor(call, body));
    known.set(key, choices);
  }
  return choices;
}

function byFamily(mutations: readonly Mutation[]): Choices {
  const families = new Map<Family, Mutation[]>();
  for (const mutation of mutations) {
    const family = familyOf(mutation);
    const others = families.get(family);
    if (others) others.push(mutation);
    else families.set(family, [mutation]);
  }
  return families;
}

const pick = <T>(list: readonly T[], random: fc.Random) => list[random.nextInt(0, Math.max(0, list.length - 1))];

function pickFamily(families: readonly Family[], random: fc.Random): Family {
  const total = families.reduce((sum, family) => sum + WEIGHTS[family], 0);
  let left = random.nextInt(0, total - 1);
  return families.find((family) => (left -= WEIGHTS[family]) < 0) ?? 'fields';
}

/** The same fault of an earlier item, or a plainer fault of the same field. */
function simplerMutations(mutation: Mutation): Mutation[] {
  if (isItemMutation(mutation)) {
    return Array.from({ length: mutation.item }, (_, item) => ({ ...mutation, item }));
  }
  if (mutation.kind !== 'schema') return [];
  return FIELD_EDITS.slice(0, FIELD_EDITS.indexOf(mutation.edit)).map((edit) => ({ ...mutation, edit }));
}
