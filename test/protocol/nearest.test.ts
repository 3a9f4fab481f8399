import { expect } from 'chai';
import { didYouMean, isNear, nearest } from '../../src/protocol/nearest.ts';

describe('a name that was probably meant', () => {
  const names = ['quotes/total', 'feeds/paging', 'AgentBroker', 'Paging', '@id'];

  it('is the nearest, or one that holds the word, in any case', () => {
    expect(nearest('quotes/totl', names)).to.equal('quotes/total');
    expect(nearest('agent', names)).to.equal('AgentBroker');
    expect(nearest('paging', names)).to.equal('Paging');
    expect(nearest('id', names)).to.equal('@id');
  });

  it('is none where a third of the word or more would have to change', () => {
    expect(nearest('quotes/nix', names)).to.equal(undefined);
    expect(nearest('', names)).to.equal(undefined);
    expect(nearest('q', names)).to.equal(undefined);
    expect(isNear('nope', 'role')).to.equal(false);
    expect(isNear('sed', 'seed')).to.equal(true);
  });

  it('is asked for, or nothing is', () => {
    expect(didYouMean('feed/paging', names)).to.equal(' Did you mean "feeds/paging"?');
    expect(didYouMean('dot', ['json', 'mermaid'])).to.equal('');
  });
});
