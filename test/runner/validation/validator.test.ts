import { expect } from 'chai';
import type { JsonObject } from '../../../src/protocol/json.ts';
import { startBodyValidator, type BodyValidator } from '../../../src/runner/validation/index.ts';
import { serve } from '../../target/fixture.ts';

const ENOUGH_MS = 60_000;
const ORDER: JsonObject = {
  '@context': 'https://openactive.io/',
  '@type': 'Order',
  '@id': 'https://example.com/orders/1',
};
const GONE: JsonObject = { '@context': 'https://openactive.io/', '@type': 'NotFoundError', statusCode: 404 };

/** A thread that does as the body's `do` says: answers, hangs or dies. */
const OBEDIENT = new URL(
  `data:text/javascript,${encodeURIComponent(`
    import { parentPort } from 'node:worker_threads';
    parentPort.on('message', ({ text }) => {
      const body = JSON.parse(text);
      if (body.do === 'hang') for (;;);
      if (body.do === 'die') process.exit(1);
      if (body.do === 'throw') throw new Error('out of its mind');
      const faults = [{ type: 'fault', path: '$', place: '$', message: body.do }];
      parentPort.postMessage({ checked: { faults, disagreements: [], lookUps: 0, warnings: 2, suggestions: 1 } });
    });`)}`,
);

const told = async (validator: BodyValidator<string>) =>
  (await validator.finish(ENOUGH_MS)).map(({ kind, type, path, where }) => `${kind} ${type} ${path} at ${where}`);

describe('the body validator', () => {
  it('gives what is wrong, with where it was seen', async () => {
    const validator = startBodyValidator();
    validator.offer('B', ORDER, 'the first order');
    validator.offer('B', GONE, 'no order');
    expect(await told(validator)).to.deep.equal([
      'B missing_required_field $.seller at the first order',
      'B missing_required_field $.orderedItem at the first order',
      'B missing_required_field $.totalPaymentDue at the first order',
    ]);
    expect(validator.stats).to.include({ offered: 2, checked: 2, failures: 3 });
    expect(validator.stats.unknown).to.deep.equal({});
  });

  it('tells a fault of several bodies once, as first offered', async () => {
    const validator = startBodyValidator();
    validator.offer('B', ORDER, 'first');
    validator.offer('B', { ...ORDER, identifier: 'a' }, 'second');
    const faults = await told(validator);
    expect(faults.filter((fault) => fault.includes('$.seller'))).to.deep.equal([
      'B missing_required_field $.seller at first',
    ]);
    expect(faults.at(-1)).to.equal('B value_outwith_constraint $.identifier at second');
  });

  it('checks the first body of each shape in each kind of body', async () => {
    const validator = startBodyValidator({ worker: OBEDIENT });
    const bodies: readonly JsonObject[] = [
      { name: 'a', price: 1 },
      { price: 2, name: 'b' },
      { name: 'c', price: '3' },
      { name: 'd' },
      { name: 'e', items: [{ price: 1 }] },
      { name: 'f', items: [{ price: 2 }, { price: 3 }] },
      { name: 'g', items: [{ price: 2 }, { price: null }] },
      { '@type': 'One' },
      { '@type': 'Two' },
    ];
    for (const body of bodies) validator.offer('B', body, '');
    validator.offer('C1', { name: 'a', price: 1 }, '');
    await validator.finish(ENOUGH_MS);
    expect(validator.stats).to.include({ offered: 10, checked: 8, warnings: 16, suggestions: 8 });
  });

  it('never looks anything up, and counts what would need it as unknown', async () => {
    const server = await serve(() => ({}));
    const validator = startBodyValidator();
    validator.offer(
      'B',
      { ...GONE, '@context': ['https://openactive.io/', `${server.origin}/context`], 'acme:a': 1 },
      '',
    );
    expect(await told(validator)).to.deep.equal([]);
    expect(validator.stats.unknown).to.deep.equal({ 'needs the internet': 1 });
    expect(server.seen).to.deep.equal([]);
    await server.close();
  });

  it('leaves out what is too large or too deep', async () => {
    const validator = startBodyValidator({ worker: OBEDIENT });
    let deep: JsonObject = {};
    for (let depth = 0; depth < 100_000; depth += 1) deep = { deep };
    validator.offer('B', deep, '');
    validator.offer('B', { ...ORDER, name: 'x'.repeat(200_000) }, '');
    validator.offer('B', { ...ORDER, orderedItem: Array.from({ length: 200_000 }, () => 1) }, '');
    await validator.finish(ENOUGH_MS);
    expect(validator.stats).to.deep.include({ offered: 3, checked: 0, unknown: { 'too large': 3 } });
  });

  it('does not let a target fill the memory with ever new shapes', async () => {
    const validator = startBodyValidator({ worker: OBEDIENT });
    for (let at = 0; at < 1_000; at += 1) validator.offer('B', { [`key${String(at)}`]: 1 }, '');
    await validator.finish(ENOUGH_MS);
    const { checked, unknown } = validator.stats;
    expect(checked).to.be.within(1, 300);
    expect(unknown).to.deep.equal({ 'too many': 1_000 - checked });
  });

  it('takes a body that the validator stumbles over as unknown', async () => {
    const validator = startBodyValidator();
    validator.offer('B', { ...ORDER, '@type': ['Order'], '@context': 7 }, '');
    expect(await told(validator)).to.deep.equal([]);
    expect(validator.stats.unknown).to.deep.equal({ unreadable: 1 });
  });

  it('takes a body that has no form to be checked against as unknown', async () => {
    const validator = startBodyValidator();
    validator.offer('status', { ...ORDER, '@type': 'OrderQuote' }, '');
    await validator.finish(ENOUGH_MS);
    expect(validator.stats.unknown).to.deep.equal({ 'no mode': 1 });
  });

  for (const trouble of ['hang', 'die', 'throw']) {
    it(`goes on with the next body when its thread is made to ${trouble}`, async () => {
      const validator = startBodyValidator({ worker: OBEDIENT, patienceMs: trouble === 'hang' ? 3_000 : ENOUGH_MS });
      validator.offer('B', { do: trouble }, 'trouble');
      validator.offer('B', { do: 'answer', well: true }, 'after it');
      expect(await told(validator)).to.deep.equal(['B fault $ at after it']);
      expect(validator.stats).to.deep.include({ checked: 1, unknown: { stuck: 1 } });
    });
  }

  it('ends in time, and takes what is left as unknown', async () => {
    const validator = startBodyValidator({ worker: OBEDIENT });
    validator.offer('B', { do: 'hang' }, '');
    validator.offer('B', { do: 'answer', well: true }, '');
    expect(await validator.finish(1)).to.deep.equal([]);
    expect(validator.stats.unknown).to.deep.equal({ stopped: 2 });
  });

  it('takes nothing after its end', async () => {
    const validator = startBodyValidator({ worker: OBEDIENT });
    expect(await validator.finish(ENOUGH_MS)).to.deep.equal([]);
    validator.offer('B', ORDER, '');
    expect(validator.stats.offered).to.equal(0);
  });
});
