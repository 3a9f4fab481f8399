import { expect } from 'chai';
import type { Json } from '../../../src/protocol/json.ts';
import { readOpportunity } from '../../../src/model/index.ts';
import { DETAILS_RULES } from '../../../src/oracle/rules/answers/details.ts';
import { opportunityJson, opportunityNamed } from '../../model/fixture.ts';
import { C1_ASKING, C2_LACKING, C2_TOLD } from './details-scenes.ts';
import { changed, sightingOf, verdictsOn, type Path, type Scene } from './fixtures.ts';

const ITEM = ['orderedItem', 0] as const;
const FIELD = [...ITEM, 'orderItemIntakeForm', 0] as const;

/** What is made wrong in a sound answer, and the rule that has to see it; undefined: left out. */
const ROWS: readonly (readonly [keyof typeof DETAILS_RULES, when: string, Scene, Path, Json?])[] = [
  ['items/intake-form-shown', 'there is none', C1_ASKING, [...ITEM, 'orderItemIntakeForm']],
  ['items/intake-form-shown', 'it is empty', C1_ASKING, [...ITEM, 'orderItemIntakeForm'], []],
  ['items/details-error-instance', 'it is missing', C2_LACKING, [...ITEM, 'error', 0, 'instance']],
  ['items/details-error-instance', 'it is of no field', C2_LACKING, [...ITEM, 'error', 1, 'instance'], 'urn:other'],
  [
    'items/details-error-instance',
    'nothing says why',
    C2_LACKING,
    [...ITEM, 'error', 1, '@type'],
    'InvalidIntakeFormError',
  ],
  ['shape/intake-form', 'a field has no id', C1_ASKING, [...FIELD, '@id']],
  ['shape/intake-form', 'a field has no name', C1_ASKING, [...FIELD, 'name']],
  ['shape/intake-form', 'a dropdown has no options', C1_ASKING, [...FIELD, 'valueOption']],
  ['shape/intake-form', 'its type is abstract', C1_ASKING, [...FIELD, '@type'], 'PropertyValueSpecification'],
  [
    'shape/intake-form',
    'a checkbox is required',
    C1_ASKING,
    [...ITEM, 'orderItemIntakeForm', 1, 'valueRequired'],
    true,
  ],
  ['items/details-reflected', 'the attendee is gone', C2_TOLD, [...ITEM, 'attendee']],
  [
    'items/details-reflected',
    'an answer is another',
    C2_TOLD,
    [...ITEM, 'orderItemIntakeFormResponse', 0, 'value'],
    '0-18',
  ],
  ['items/attendee-nothing-added', 'there is an address', C2_TOLD, [...ITEM, 'attendee', 'email'], 'jane@example.com'],
];

/** A scene in which the open feeds do not say that its offer asks for details. */
function unpublished(scene: Scene): Scene {
  const facts = readOpportunity(opportunityJson('x'));
  if (facts === undefined) throw new Error('the opportunity could not be read');
  const opportunities = new Map([[opportunityNamed('x'), facts]]);
  return { ...scene, ground: { ...scene.ground, openData: { ...scene.ground.openData, opportunities } } };
}

describe('rules on details of attendees and intake forms', () => {
  for (const [rule, when, scene, path, value] of ROWS) {
    it(`${rule} sees that ${when} (${scene.name})`, () => {
      expect(verdictsOn(sightingOf(scene)).get(rule)?.kind).to.not.equal('violated');
      const wrong = changed(scene.response, path, value);
      expect(verdictsOn(sightingOf(scene, wrong)).get(rule)).to.have.property('kind', 'violated');
    });
  }

  it('items/requirement-in-open-data sees that the feeds do not tell', () => {
    const verdict = verdictsOn(sightingOf(unpublished(C1_ASKING))).get('items/requirement-in-open-data');
    expect(verdict).to.have.property('kind', 'violated');
  });

  it('are all shown here', () => {
    const shown = new Set<string>([...ROWS.map(([rule]) => rule), 'items/requirement-in-open-data']);
    expect([...shown]).to.have.members(Object.keys(DETAILS_RULES));
  });
});
