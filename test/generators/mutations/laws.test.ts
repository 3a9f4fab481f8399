import { Ajv } from 'ajv';
import { expect } from 'chai';
import fc from 'fast-check';
import { applyMutation, applyMutations, describeMutation } from '../../../src/generators/mutations/apply.ts';
import { mutationArbitrary } from '../../../src/generators/mutations/arbitrary.ts';
import { candidatesFor, isMutation, MUTATIONS, mutationsFor } from '../../../src/generators/mutations/catalogue.ts';
import { mutationSchema } from '../../../src/generators/mutations/schema.ts';
import { templateBody, TEMPLATE_CONTEXT, type BodyParts } from '../../../src/generators/mutations/template.ts';
import { EMPTY_CONTEXT, type Mutation } from '../../../src/generators/mutations/types.ts';
import { simplestBroker, simplestCustomer, simplestPayment } from '../../../src/generators/payload/people.ts';
import { CALL_NAMES } from '../../../src/protocol/calls.ts';
import { canonical, isObject, type JsonObject } from '../../../src/protocol/json.ts';
import { B_OF_AN_ORGANIZATION, B_OF_NO_BROKER, B_WITH_DETAILS, BODIES, CONTEXT, MINIMAL_B } from './bodies.ts';

const CASES = [
  ...Object.entries(BODIES).map(([call, body]) => ({ call: call as keyof typeof BODIES, body })),
  { call: 'B', body: MINIMAL_B },
  { call: 'B', body: B_OF_AN_ORGANIZATION },
  { call: 'B', body: B_OF_NO_BROKER },
  { call: 'B', body: B_WITH_DETAILS },
] as const satisfies readonly { call: keyof typeof BODIES; body: JsonObject }[];

const everyMutation: readonly Mutation[] = CASES.flatMap(({ call, body }) => [...candidatesFor(call, body)]);
const anyMutation = fc.constantFrom(...everyMutation);
const anyObject = fc.oneof(
  fc.constantFrom<JsonObject>(...CASES.map(({ body }) => body)),
  fc.dictionary(fc.string(), fc.jsonValue(), { noNullPrototype: true }).map((object) => object as JsonObject),
  fc
    .record(
      {
        orderedItem: fc.jsonValue(),
        customer: fc.jsonValue(),
        totalPaymentDue: fc.dictionary(fc.constant('price'), fc.jsonValue(), { noNullPrototype: true }),
        orderProposalVersion: fc.jsonValue(),
        seller: fc.jsonValue(),
      },
      { requiredKeys: [], noNullPrototype: true },
    )
    .map((object) => object as JsonObject),
);

const PARTS: BodyParts = {
  brokerRole: 'AgentBroker',
  items: 2,
  broker: simplestBroker,
  customer: simplestCustomer(),
  payment: simplestPayment(),
};

describe('mutations', () => {
  it('are total, pure and deterministic, whatever the body', () => {
    fc.assert(
      fc.property(anyObject, anyMutation, fc.constantFrom(CONTEXT, EMPTY_CONTEXT), (body, mutation, context) => {
        const before = JSON.stringify(body);
        const once = applyMutation(body, mutation, context);
        expect(applyMutation(body, mutation, context)).to.deep.equal(once);
        expect(JSON.stringify(body)).to.equal(before);
      }),
      { numRuns: 2000 },
    );
  });

  it('listed for a body each change what is sent', () => {
    for (const { call, body } of CASES) {
      for (const mutation of mutationsFor(call, body, CONTEXT)) {
        const mutated = applyMutation(body, mutation, CONTEXT);
        const sent = mutated.text ?? ('value' in mutated ? JSON.stringify(mutated.value) : '');
        expect(sent, describeMutation(mutation)).to.not.equal(JSON.stringify(body));
      }
    }
  });

  it('of each kind are listed for some body', () => {
    const listed = new Set(
      CASES.flatMap(({ call, body }) => mutationsFor(call, body, CONTEXT).map(({ kind }) => kind)),
    );
    expect(MUTATIONS.map(({ kind }) => kind).filter((kind) => !listed.has(kind))).to.deep.equal([]);
  });

  it('survive JSON, and fit their schema', () => {
    const isValid = new Ajv({ strict: true }).compile(mutationSchema);
    for (const mutation of everyMutation) {
      const read: unknown = JSON.parse(JSON.stringify(mutation));
      expect(read).to.deep.equal(mutation);
      expect(isValid(read), JSON.stringify(mutation)).to.equal(true);
      expect(isMutation(read)).to.equal(true);
    }
  });

  it('that do not exist are told from those that do, by the schema and by the guard', () => {
    const isValid = new Ajv({ strict: true }).compile(mutationSchema);
    const wrong = [
      {},
      { kind: 'omit-costumer' },
      { kind: 'toString' },
      { kind: 'omit-offer' },
      { kind: 'omit-offer', item: -1 },
      { kind: 'omit-offer', item: 0.5 },
      { kind: 'schema', path: '/customer' },
      { kind: 'schema', path: '/customer', edit: 'bent' },
    ];
    for (const value of wrong) {
      expect(isMutation(value), JSON.stringify(value)).to.equal(false);
      expect(isValid(value), JSON.stringify(value)).to.equal(false);
    }
  });

  it('that go by the same words do the same', () => {
    for (const { call, body } of CASES) {
      const effects = new Map<string, string>();
      for (const mutation of candidatesFor(call, body)) {
        const words = describeMutation(mutation);
        const effect = JSON.stringify(applyMutation(body, mutation, CONTEXT));
        expect(effects.get(words) ?? effect, words).to.equal(effect);
        effects.set(words, effect);
      }
    }
    expect(describeMutation({ kind: 'omit-customer' })).to.equal('customer left out');
    expect(describeMutation({ kind: 'omit-offer', item: 1 })).to.equal('second item without an offer');
  });

  it('compose in the order given', () => {
    fc.assert(
      fc.property(anyObject, anyMutation, anyMutation, (body, first, second) => {
        const after = applyMutation(body, first, CONTEXT);
        const both = applyMutations(body, [first, second], CONTEXT);
        if (after.kind === 'text' || !isObject(after.value)) expect(both).to.deep.equal(after);
        else if (after.text === undefined) expect(both).to.deep.equal(applyMutation(after.value, second, CONTEXT));
      }),
      { numRuns: 1000 },
    );
  });

  it('that find nothing to do leave the way of writing alone', () => {
    const spaced = applyMutation(MINIMAL_B, { kind: 'white-space' }, CONTEXT);
    expect(applyMutations(MINIMAL_B, [{ kind: 'white-space' }, { kind: 'omit-customer' }], CONTEXT)).to.deep.equal(
      spaced,
    );
  });

  it('of the family harmless mean the same', () => {
    for (const kind of ['reverse-keys', 'white-space'] as const) {
      const mutated = applyMutation(BODIES.B, { kind }, CONTEXT);
      const sent: unknown = JSON.parse(mutated.text ?? ('value' in mutated ? JSON.stringify(mutated.value) : ''));
      expect(canonical(sent as JsonObject)).to.equal(canonical(BODIES.B));
    }
  });
});

describe('the arbitrary of mutations', () => {
  for (const call of Object.keys(BODIES) as (keyof typeof BODIES)[]) {
    it(`draws mutations that change a ${call}, the same for the same seed`, () => {
      const body = templateBody(call, PARTS)!;
      const arbitrary = mutationArbitrary(call, PARTS)!;
      fc.assert(
        fc.property(arbitrary, fc.integer(), (mutation, seed) => {
          expect(mutationsFor(call, body, TEMPLATE_CONTEXT)).to.deep.include(mutation);
          expect(fc.sample(arbitrary, { seed, numRuns: 5 })).to.deep.equal(fc.sample(arbitrary, { seed, numRuns: 5 }));
        }),
        { numRuns: 50 },
      );
    });
  }

  it('draws every kind that there is for an AgentBroker’s P', () => {
    const drawn = new Set(
      fc.sample(mutationArbitrary('P', PARTS)!, { seed: 1, numRuns: 5000 }).map(({ kind }) => kind),
    );
    const possible = mutationsFor('P', templateBody('P', PARTS)!, TEMPLATE_CONTEXT).map(({ kind }) => kind);
    expect(possible.filter((kind) => !drawn.has(kind))).to.deep.equal([]);
  });

  it('has none for a call without a body', () => {
    for (const call of CALL_NAMES.filter((name) => !Object.hasOwn(BODIES, name))) {
      expect(mutationArbitrary(call, PARTS), call).to.equal(undefined);
    }
  });

  it('shrinks an item to an earlier one and a field’s fault to a plainer one, to an end', () => {
    const arbitrary = mutationArbitrary('B', PARTS)!;
    const shrinks = (mutation: Mutation) => [...arbitrary.shrink(mutation, undefined)].map(({ value }) => value);
    expect(shrinks({ kind: 'omit-offer', item: 2 })).to.deep.equal([
      { kind: 'omit-offer', item: 0 },
      { kind: 'omit-offer', item: 1 },
    ]);
    expect(shrinks({ kind: 'schema', path: '/customer', edit: 'empty' })).to.deep.equal([
      { kind: 'schema', path: '/customer', edit: 'missing' },
      { kind: 'schema', path: '/customer', edit: 'null' },
    ]);
    expect(shrinks({ kind: 'omit-customer' })).to.deep.equal([]);
  });
});
