import { expect } from 'chai';
import fc from 'fast-check';
import {
  brokerArbitrary,
  customerArbitrary,
  paymentArbitrary,
  simplestBroker,
  simplestCustomer,
  simplestPayment,
} from '../../../src/generators/payload/people.ts';
import { schemaOf } from '../../../src/generators/payload/schemas.ts';
import { canonical, type JsonObject } from '../../../src/protocol/json.ts';
import { validatorOf } from './validator.ts';

const RECONCILIATION = { name: 'AcmeBroker Points', accountId: 'SN1593', paymentProviderId: 'STRIPE' };

const ARBITRARIES = [
  { name: 'broker', arbitrary: brokerArbitrary, schema: schemaOf('broker'), end: simplestBroker },
  {
    name: 'customer Person',
    arbitrary: customerArbitrary('Person'),
    schema: schemaOf('customerPerson'),
    end: simplestCustomer('Person'),
  },
  {
    name: 'customer Organization',
    arbitrary: customerArbitrary('Organization'),
    schema: schemaOf('customerOrganization'),
    end: simplestCustomer('Organization'),
  },
  { name: 'payment', arbitrary: paymentArbitrary(), schema: schemaOf('payment'), end: simplestPayment() },
  {
    name: 'reconciled payment',
    arbitrary: paymentArbitrary({ reconciliation: RECONCILIATION }),
    schema: schemaOf('payment'),
    end: simplestPayment(RECONCILIATION),
  },
];

const seeds = fc.integer();
const draw = (arbitrary: fc.Arbitrary<JsonObject>, seed: number, numRuns = 20) =>
  fc.sample(arbitrary, { seed, numRuns });

function shrinksOf(arbitrary: fc.Arbitrary<JsonObject>, value: JsonObject): JsonObject[] {
  return [...arbitrary.shrink(value, undefined)].map((shrunk) => shrunk.value);
}

describe('payload arbitraries', () => {
  for (const { name, arbitrary, schema, end } of ARBITRARIES) {
    describe(name, () => {
      it('gives the same values for the same seed', () => {
        fc.assert(
          fc.property(seeds, (seed) => {
            expect(JSON.stringify(draw(arbitrary, seed))).to.equal(JSON.stringify(draw(arbitrary, seed)));
          }),
        );
      });

      it('gives only values that are valid, as are all that they shrink to', () => {
        const isValid = validatorOf(schema);
        fc.assert(
          fc.property(arbitrary, (value) => {
            for (const one of [value, ...shrinksOf(arbitrary, value)]) {
              expect(isValid(one), `${JSON.stringify(one)}: ${JSON.stringify(isValid.errors)}`).to.equal(true);
            }
          }),
          { numRuns: 300 },
        );
      });

      it('has no empty text, list or object, and no null', () => {
        fc.assert(
          fc.property(arbitrary, (value) => {
            expect(JSON.stringify(value)).to.not.match(/:\s*(""|\[\]|\{\}|null)/);
          }),
        );
      });

      it('offers the simplest first, and comes to it also by the smallest steps', () => {
        fc.assert(
          fc.property(arbitrary, (value) => {
            let current = value;
            for (let steps = 0; canonical(current) !== canonical(end); steps++) {
              const shrinks = shrinksOf(arbitrary, current);
              expect(shrinks[0]).to.deep.equal(end);
              expect(shrinks.map(canonical)).to.not.include(canonical(current));
              expect(steps).to.be.below(200);
              current = shrinks.at(-1)!;
            }
            expect(shrinksOf(arbitrary, end)).to.deep.equal([]);
          }),
        );
      });

      it('ends at the simplest whatever the failure', () => {
        const { counterexample } = fc.check(
          fc.property(arbitrary, () => false),
          { seed: 7 },
        );
        expect(counterexample?.[0]).to.deep.equal(end);
      });

      it('shrinks a value that it did not make', () => {
        const foreign = { ...end, name: 'Made elsewhere', 'ext:note': 'unknown' };
        expect(arbitrary.canShrinkWithoutContext(foreign)).to.equal(true);
        expect(shrinksOf(arbitrary, foreign)[0]).to.deep.equal(end);
      });
    });
  }

  it('knows the simplest of each', () => {
    expect(simplestBroker).to.deep.equal({ '@type': 'Organization', name: 'A' });
    expect(simplestCustomer()).to.deep.equal({ '@type': 'Person', email: 'a@example.com' });
    expect(simplestPayment()).to.deep.equal({ '@type': 'Payment', identifier: '1' });
    expect(simplestPayment(RECONCILIATION)).to.deep.equal({
      '@type': 'Payment',
      identifier: '1',
      ...RECONCILIATION,
    });
  });

  it('keeps the part of a name that matters', () => {
    const { counterexample } = fc.check(
      fc.property(brokerArbitrary, (broker) => !String(broker['name']).includes("O'B")),
      { seed: 1, numRuns: 2000 },
    );
    expect(counterexample?.[0]).to.deep.equal({ '@type': 'Organization', name: "O'Br" });
  });

  it('makes no reconciliation details up, and sends those agreed as they are', () => {
    fc.assert(
      fc.property(paymentArbitrary(), paymentArbitrary({ reconciliation: RECONCILIATION }), (free, agreed) => {
        expect(free).to.not.have.any.keys('accountId', 'paymentProviderId');
        expect(agreed).to.deep.include(RECONCILIATION);
      }),
    );
  });

  it('has names in several scripts, long ones and odd ones', () => {
    const text = draw(brokerArbitrary, 1, 2000)
      .map(({ name }) => String(name))
      .join('\n');
    for (const script of ['Latin', 'Greek', 'Cyrillic', 'Arabic', 'Hebrew', 'Han', 'Hangul']) {
      expect(text).to.match(new RegExp(`\\p{Script=${script}}`, 'u'));
    }
    expect(text).to.match(/\p{Emoji_Presentation}/u);
    expect(text).to.match(/\p{M}/u);
    expect(text).to.match(/^.{180,}$/mu);
    expect(text).to.include.oneOf(["O'Brien"]);
    expect(text).to.include('<script>');
    expect(text).to.include('\u200B');
  });
});
