import { expect } from 'chai';
import { ANSWER_RULES, type AnswerRuleId } from '../../../src/oracle/rules/index.ts';
import { PERSON, uuidOf } from '../../model/fixture.ts';
import { BASE, changed, sightingOf, verdictsOn, type Scene } from './fixtures.ts';
import { B_AFTER_P, C2, C2_RESELLER, FIRST_AGAIN, P, SOUND } from './scenes.ts';

const strictly = (scene: Scene): Scene => ({ ...scene, ground: { ...scene.ground, strict: true } });

const verdictOn = (rule: AnswerRuleId, scene: Scene) => verdictsOn(sightingOf(scene)).get(rule)?.kind;

const edited = (scene: Scene, path: readonly (string | number)[], value?: string): Scene => ({
  ...scene,
  response: changed(scene.response, path, value),
});

/** A reseller's C2 with a customer who does not come back. */
const DROPPED: Scene = {
  ...C2_RESELLER,
  request: { ...C2_RESELLER.request, body: { ...C2_RESELLER.request.body, customer: PERSON } },
};

describe('rules on answers, under the strict readings of unclear clauses', () => {
  const rows: readonly (readonly [AnswerRuleId, string, Scene])[] = [
    ['shape/order-id', 'another base', edited(C2, ['@id'], `https://a.example.com/order-quotes/${uuidOf('a')}`)],
    [
      'shape/offer-as-published',
      'an offer without its currency',
      edited(C2, ['orderedItem', 0, 'acceptedOffer', 'priceCurrency']),
    ],
    ['shape/item-status-proposed', 'no status at P', edited(P, ['orderedItem', 0, 'orderItemStatus'])],
    ['shape/item-status-confirmed', 'the first answer again after a cancellation', FIRST_AGAIN],
    ['shape/item-id-stable', 'another @id than at P', edited(B_AFTER_P, ['orderedItem', 0, '@id'], `${BASE}/items/7`)],
    ['shape/customer-email-reflected', 'no customer of a reseller', DROPPED],
    ['totals/tax-excluded-consistently', 'no word of tax for a reseller', C2_RESELLER],
  ];
  for (const [rule, what, scene] of rows) {
    it(`${rule} fires on ${what}, and only then`, () => {
      expect(verdictOn(rule, scene)).to.not.equal('violated');
      expect(verdictOn(rule, strictly(scene))).to.equal('violated');
    });
  }

  it('have both readings wherever they differ', () => {
    const differing = ANSWER_RULES.filter(({ readings }) => readings !== undefined).map(({ id }) => id);
    expect(rows.map(([rule]) => rule)).to.have.members(differing);
  });

  it('have nothing against most sound answers either', () => {
    const unclear = new Set<string>([FIRST_AGAIN.name, C2_RESELLER.name, 'C2 of a company, tax excluded']);
    const fired = SOUND.filter(({ name }) => !unclear.has(name)).flatMap((scene) =>
      [...verdictsOn(sightingOf(strictly(scene)))].flatMap(([rule, { kind }]) => (kind === 'violated' ? [rule] : [])),
    );
    expect(fired).to.deep.equal([]);
  });
});
