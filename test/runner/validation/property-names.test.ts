import { createRequire } from 'node:module';
import { expect } from 'chai';
import PropertyHelper from '@openactive/data-model-validator/src/helpers/property.js';
import { rememberPropertyNames } from '../../../src/runner/validation/property-names.ts';

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

describe('the names of a property, remembered', () => {
  it('are those that the validator works out, the first time and later', () => {
    const plain = untouched();
    rememberPropertyNames();
    for (const property of ['@type', '@id', 'orderedItem', 'taxMode', 'beta:isVirtual', 'constructor', '', undefined]) {
      const expected = plain.getPropertyKeyChecks(property, 'latest');
      expect(PropertyHelper.getPropertyKeyChecks(property, 'latest')).to.deep.equal(expected);
      expect(PropertyHelper.getPropertyKeyChecks(property, 'latest')).to.deep.equal(expected);
    }
  });

  it('are not the same for each', () => {
    rememberPropertyNames();
    expect(PropertyHelper.getPropertyKeyChecks('orderedItem', 'latest')).to.include('schema:orderedItem');
    expect(PropertyHelper.getPropertyKeyChecks('taxMode', 'latest')).to.include('oa:taxMode');
  });
});
