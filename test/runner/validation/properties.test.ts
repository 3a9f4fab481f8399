import { createRequire } from 'node:module';
import { expect } from 'chai';
import PropertyHelper from '@openactive/data-model-validator/src/helpers/property.js';
import { rememberProperties } from '../../../src/runner/validation/properties.ts';

const PROPERTY = '@openactive/data-model-validator/src/helpers/property.js';

/** The validator's helper as its package has it, loaded apart from the one in use. */
function untouched(): typeof PropertyHelper {
  const require = createRequire(import.meta.url);
  const path = require.resolve(PROPERTY);
  const inUse = require.cache[path];
  Reflect.deleteProperty(require.cache, path);
  const fresh = require(path) as typeof PropertyHelper;
  require.cache[path] = inUse;
  return fresh;
}

describe('a property of the data models, remembered', () => {
  it('has the names and the meaning that the validator works out, the first time and later', () => {
    const plain = untouched();
    rememberProperties();
    for (const property of ['@type', '@id', 'orderedItem', 'taxMode', 'beta:isVirtual', 'constructor', '', undefined]) {
      const expected = plain.getPropertyKeyChecks(property, 'latest');
      expect(PropertyHelper.getPropertyKeyChecks(property, 'latest')).to.deep.equal(expected);
      expect(PropertyHelper.getPropertyKeyChecks(property, 'latest')).to.deep.equal(expected);
      const meant = plain.getFullyQualifiedProperty(property, 'latest');
      expect(PropertyHelper.getFullyQualifiedProperty(property, 'latest')).to.deep.equal(meant);
      expect(PropertyHelper.getFullyQualifiedProperty(property, 'latest')).to.deep.equal(meant);
    }
  });

  it('is not the same as another', () => {
    rememberProperties();
    expect(PropertyHelper.getPropertyKeyChecks('orderedItem', 'latest')).to.include('schema:orderedItem');
    expect(PropertyHelper.getPropertyKeyChecks('taxMode', 'latest')).to.include('oa:taxMode');
  });
});
