import { expect } from 'chai';
import { fake, fromPool, POOL_SIZE } from '../../../src/generators/payload/pool.ts';
import { schemaOf } from '../../../src/generators/payload/schemas.ts';

describe('the pool of faked values', () => {
  it('makes the same value for the same seed, whatever is made between', () => {
    const first = fake(schemaOf('broker'), 42);
    for (let seed = 0; seed < 20; seed++) fake(schemaOf('customerOrganization'), seed);
    expect(fake(schemaOf('broker'), 42)).to.deep.equal(first);
    expect(fromPool(schemaOf('broker'), 42)).to.deep.equal(first);
  });

  it('makes many different values, and each of them once', () => {
    const seeds = Array.from({ length: POOL_SIZE }, (_, seed) => seed);
    const values = seeds.map((seed) => fromPool(schemaOf('broker'), seed));
    expect(new Set(values.map((value) => JSON.stringify(value))).size).to.be.above(POOL_SIZE * 0.9);
    for (const seed of seeds) expect(fromPool(schemaOf('broker'), seed)).to.equal(values[seed]);
  });
});
