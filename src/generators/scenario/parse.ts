import { Ajv, type ErrorObject } from 'ajv';
import type { Scenario, SingleStep } from '../../model/scenario.ts';
import { get } from '../../protocol/json.ts';
import { nearest } from '../../protocol/nearest.ts';
import { mutationSchema } from '../mutations/schema.ts';
import { scenarioSchema } from './schema.ts';
import { isCheckpoint } from './tidy.ts';

const fits = new Ajv({ strict: false, verbose: true, discriminator: true }).compile<Scenario>(scenarioSchema);

/** A JSON value as a scenario. Throws an Error of one line that names the field and says what was expected there. */
export function parseScenario(value: unknown): Scenario {
  const problem = fits(value) ? danglingName(value) : problemOf(value, fits.errors ?? []);
  if (problem !== undefined) throw new Error(problem);
  return value as Scenario;
}

/** Whether a value is a scenario: of its form, and every name in it names something. */
export const isScenario = (value: unknown): value is Scenario => fits(value) && danglingName(value) === undefined;

/** The first use of an opportunity's name for which there is no opportunity, in words. */
function danglingName({ opportunities, steps }: Scenario): string | undefined {
  const known = (name: string) => Object.hasOwn(opportunities, name);
  const expected = `expected one of the opportunities (${Object.keys(opportunities).join(', ') || 'there are none'})`;
  for (const [path, step] of placesOf(steps)) {
    if (step.do === 'read-spaces' && !known(step.opportunity)) {
      return `${path}.opportunity: ${expected}, found ${show(step.opportunity)}`;
    }
    if (!isCheckpoint(step)) continue;
    const place = step.items.findIndex(({ opportunity }) => !known(opportunity));
    const item = step.items[place];
    if (item) return `${path}.items[${place}].opportunity: ${expected}, found ${show(item.opportunity)}`;
  }
  return undefined;
}

/** Every single step with its place: `steps[2].lanes[0][1]`. */
const placesOf = (steps: Scenario['steps']): readonly (readonly [string, SingleStep])[] =>
  steps.flatMap((step, index): readonly (readonly [string, SingleStep])[] =>
    step.do === 'lanes'
      ? step.lanes.flatMap((lane, number) =>
          lane.map((each, place) => [`steps[${index}].lanes[${number}][${place}]`, each] as const),
        )
      : [[`steps[${index}]`, step]],
  );

const MUTATION = /^\/steps\/\d+(?:\/lanes\/\d+\/\d+)?\/mutations\/\d+/;

/** What is wrong, in words: of a mutation, by the form that its kind has. */
function problemOf(value: unknown, errors: readonly ErrorObject[]): string {
  const [place] = errors.map(({ instancePath }) => MUTATION.exec(instancePath)).find((found) => found) ?? [];
  if (place === undefined) return describe(errors);
  const [, ...keys] = [...place.split('/'), 'kind'];
  const kind = keys.reduce<unknown>((at, key) => (Array.isArray(at) ? at[Number(key)] : get(at, key)), value);
  const form = mutationSchema.oneOf.findIndex(({ properties }) => properties.kind.enum.some((known) => known === kind));
  if (form >= 0) return describe(errors.filter(({ schemaPath }) => schemaPath.includes(`/oneOf/${form}/`)));
  const meant = typeof kind === 'string' ? nearest(kind, KINDS) : undefined;
  const perhaps = meant === undefined ? '' : `, perhaps ${meant}`;
  return `${pathOf(place)}.kind: expected the name of a mutation${perhaps}, found ${show(kind)}`;
}

const KINDS: readonly string[] = mutationSchema.oneOf.flatMap(({ properties }) => properties.kind.enum);

function describe(errors: readonly ErrorObject[]): string {
  // The deepest says most: of several forms that a value may have, it went furthest with the one that was meant.
  const depth = ({ instancePath }: ErrorObject) => instancePath.split('/').length;
  const [error] = [...errors].sort((a, b) => depth(b) - depth(a));
  if (error === undefined) return 'expected a scenario';
  const params = error.params as Readonly<Record<string, unknown>>;
  const path = pathOf(error.instancePath);
  switch (error.keyword) {
    case 'required': {
      const missing = String(params['missingProperty']);
      return `${join(path, missing)}: expected ${expectedAt(error, missing)}, found nothing`;
    }
    case 'additionalProperties':
      return `${join(path, String(params['additionalProperty']))}: expected no such field; there can be ${fieldsOf(error)}`;
    case 'discriminator':
      return `${join(path, 'do')}: expected one of ${stepNames(error).join(', ')}, found ${show(params['tagValue'])}`;
    default:
      return `${path || 'the scenario'}: expected ${wordsFor(error)}, found ${show(error.data)}`;
  }
}

/** What a step can do at the place where it cannot do what it says: fewer things in a lane. */
const stepNames = ({ instancePath }: ErrorObject): readonly string[] => {
  const { step, laneStep } = scenarioSchema.definitions;
  const forms = instancePath.includes('/lanes/') ? laneStep.oneOf : step.oneOf;
  return forms.flatMap(({ properties }) => properties.do.enum);
};

const propertiesOf = (error: ErrorObject) =>
  (error.parentSchema?.['properties'] ?? {}) as Readonly<Record<string, { readonly description?: string }>>;

const fieldsOf = (error: ErrorObject): string => Object.keys(propertiesOf(error)).join(', ') || 'none';

const expectedAt = (error: ErrorObject, property: string): string =>
  phrase(propertiesOf(error)[property]?.description) ??
  (property === 'do' ? `one of ${stepNames(error).join(', ')}` : 'a value');

const wordsFor = (error: ErrorObject): string => {
  const parent = error.parentSchema as
    { readonly description?: string; readonly enum?: readonly unknown[] } | undefined;
  const described = phrase(parent?.description);
  if (described !== undefined) return described;
  return parent?.enum === undefined ? (error.message ?? 'another value') : `one of ${parent.enum.join(', ')}`;
};

/** A description as a part of a sentence. */
const phrase = (text: string | undefined): string | undefined =>
  text && `${text.charAt(0).toLowerCase()}${text.slice(1).replace(/\.$/, '')}`;

/** `/steps/2/items/0` as `steps[2].items[0]`. */
const pathOf = (pointer: string): string =>
  pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce((path, part) => (/^\d+$/.test(part) ? `${path}[${part}]` : join(path, part)), '');

const join = (path: string, name: string): string => (path === '' ? name : `${path}.${name}`);

const MOST_SHOWN = 60;

function show(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}…` : text;
}
