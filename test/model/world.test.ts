import { expect } from 'chai';
import { absentOrder, free, hashWorld, orderIn, orderKey, withFree, withOrder } from '../../src/model/index.ts';
import { opportunityNamed, PAID, place, uuidOf, whole } from './fixture.ts';
import { after } from './situation.ts';

const x = opportunityNamed('x');
const start = place({ x: { spaces: 3 }, y: { spaces: 2 } });
const b = (order: string) => whole('B', { order, items: ['x', 'y'], payment: PAID });

describe('a world', () => {
  const one = after(start, b('a'), b('b')).world;
  const other = after(start, b('b'), b('a')).world;

  it('has the same hash whatever the order in which it came about', () => {
    expect(Object.keys(one.orders)).to.not.deep.equal(Object.keys(other.orders));
    expect(hashWorld(one)).to.equal(hashWorld(other));
  });

  it('has another hash for every difference', () => {
    const key = orderKey('primary', uuidOf('a'));
    const record = orderIn(one, key);
    const different = [
      one,
      start.world,
      { ...one, spaces: { ...one.spaces, [x]: 4 } },
      { ...one, spaces: { ...one.spaces, [x]: undefined } },
      withOrder(one, { ...record, state: 'deleted' }),
      withOrder(one, { ...record, hold: { spaces: { [x]: 1 }, until: undefined } }),
      withOrder(one, { ...record, hold: { spaces: { [x]: 2 }, until: undefined } }),
      withOrder(one, { ...record, hold: { spaces: { [x]: 1 }, until: 7 } }),
      withOrder(one, { ...record, lines: record.lines.slice(1) }),
      withOrder(one, { ...record, changes: 1 }),
      withOrder(one, { ...record, unsettled: true }),
    ];
    expect(new Set(different.map(hashWorld)).size).to.equal(different.length);
  });

  it('takes a hold for the same whatever the order of its opportunities', () => {
    const [first, second] = [
      { [x]: 1, [opportunityNamed('y')]: 2 },
      { [opportunityNamed('y')]: 2, [x]: 1 },
    ];
    const holding = (spaces: Record<string, number>) =>
      hashWorld(
        withOrder(start.world, { ...absentOrder(orderKey('primary', uuidOf('a'))), hold: { spaces, until: 7 } }),
      );
    expect(holding(first)).to.equal(holding(second));
  });

  it('has no spaces known of an opportunity that was never seen', () => {
    expect(free(start.world, opportunityNamed('never'))).to.equal(undefined);
  });

  it('can be put right by the spaces that were seen, whatever is booked', () => {
    expect(free(one, x)).to.equal(1);
    const seen = withFree(one, x, 0);
    expect(free(seen, x)).to.equal(0);
    expect(seen.orders).to.equal(one.orders);
    expect(free(withFree(start.world, opportunityNamed('never'), 4), opportunityNamed('never'))).to.equal(4);
  });

  it('knows two partners’ equal UUIDs as two orders', () => {
    expect(orderKey('primary', uuidOf('a'))).to.not.equal(orderKey('secondary', uuidOf('a')));
    expect(orderIn(one, orderKey('secondary', uuidOf('a'))).state).to.equal('absent');
  });
});
