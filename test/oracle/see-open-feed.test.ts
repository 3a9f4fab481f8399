import { expect } from 'chai';
import { seeDeletion, startWatch, type DeletionSighting } from '../../src/oracle/index.ts';
import { NOW, place } from '../model/fixture.ts';

const { ground, world } = place({ x: {} });
const watch = startWatch({ ground, world, baseUrl: 'https://booking.example.com', strict: false, at: NOW });

const STILL_THERE: DeletionSighting = { id: 'x', shown: 'updated', readings: undefined, changed: false, gone: true };

const told = (sighting: Partial<DeletionSighting>) => {
  const { breaches, verdicts } = seeDeletion(watch, [{ ...STILL_THERE, ...sighting }], NOW);
  return { broken: breaches.map(({ rule }) => rule), verdict: verdicts[0]?.verdict.kind };
};

describe('an opportunity that the test interface has deleted', () => {
  it('breaks a rule where nobody can have it, and the feed says nothing of that', () => {
    expect(told({})).to.deep.equal({ broken: ['feeds/deleted-opportunity-shown'], verdict: 'violated' });
  });

  it('is as it should be where the feed shows it as deleted', () => {
    expect(told({ shown: 'deleted' })).to.deep.equal({ broken: [], verdict: 'passed' });
  });

  it('breaks none where it can still be had, or the feed tells of it in another way', () => {
    expect(told({ gone: false })).to.deep.equal({ broken: [], verdict: 'inconclusive' });
    expect(told({ changed: true })).to.deep.equal({ broken: [], verdict: 'inconclusive' });
  });
});
