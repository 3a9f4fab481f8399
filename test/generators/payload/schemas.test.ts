import dataModels from '@openactive/data-models';
import { expect } from 'chai';
import { SHAPES, type Shape, type ShapeName } from '../../../src/generators/payload/shapes.ts';
import { schemaOf } from '../../../src/generators/payload/schemas.ts';
import { validatorOf } from './validator.ts';

/** The data models' own validation mode for each body that a broker sends. */
const MODES: readonly (readonly [ShapeName, string])[] = [
  ['C1', 'C1Request'],
  ['C2', 'C2Request'],
  ['P', 'PRequest'],
  ['B', 'BRequest'],
  ['minimalB', 'BOrderProposalRequest'],
  ['cancel', 'OrderPatch'],
  ['update-proposal', 'OrderProposalPatch'],
  ['orderItem', 'BRequest'],
  ['cancelledItem', 'OrderPatch'],
  ['payment', 'BRequest'],
  ['reconciliation', 'C1Request'],
  ['address', 'BRequest'],
];

const IMPLIED = ['type'];

function imperatives(shape: Shape, mode: string) {
  const model = dataModels.getModels('2.x')[shape.model];
  const found = model?.imperativeConfiguration?.[model.validationMode?.[mode] ?? ''];
  expect(found, `${shape.model} in ${mode}`).to.be.an('object');
  return { required: found?.requiredFields ?? [], forbidden: found?.shallNotInclude ?? [] };
}

describe('schemas of what a broker sends', () => {
  for (const [name, mode] of MODES) {
    it(`${name} holds what the data models require in ${mode}, and nothing that they forbid`, () => {
      const shape: Shape = SHAPES[name];
      const { required, forbidden } = imperatives(shape, mode);
      expect([...IMPLIED, ...shape.required]).to.include.members([...required]);
      for (const property of [...shape.required, ...shape.optional]) expect(forbidden).to.not.include(property);
    });
  }

  it('every shape has a schema that compiles, with the types that the data models give', () => {
    for (const name of Object.keys(SHAPES) as ShapeName[]) validatorOf(schemaOf(name));
    expect(schemaOf('broker')).to.deep.include({ additionalProperties: false, required: ['@type', 'name'] });
    expect(schemaOf('broker').properties).to.deep.include({
      '@type': { const: 'Organization' },
      url: { type: 'string', format: 'uri' },
    });
    expect(schemaOf('B').properties?.['brokerRole']).to.deep.equal({
      enum: [
        'https://openactive.io/AgentBroker',
        'https://openactive.io/NoBroker',
        'https://openactive.io/ResellerBroker',
      ],
    });
    expect(schemaOf('orderItem').properties?.['acceptedOffer']).to.deep.equal({ type: 'string', format: 'uri' });
  });
});
