import { expect } from 'chai';
import type { CampaignOptions } from '../../src/runner/index.ts';
import { campaignOn, nameOf, NO_DATA_MODELS, type About } from './kit.ts';
import { withRealTimeSession } from './virtual-time.ts';

/** A campaign against a system whose every answer takes 40 ms, and how long it took in seconds. */
const timed = (about: About & { readonly concurrency?: number }, options: Partial<CampaignOptions>) =>
  withRealTimeSession(about, async (session, time) => {
    const began = time.now();
    const campaign = await time.until(campaignOn(session, { now: time.now, dataModels: NO_DATA_MODELS, ...options }));
    return { ...campaign, seconds: (time.now() - began) / 1000 };
  });

const DEFECTS = ['position-lost'];

describe('scenarios at once', () => {
  it('are told of in their order: the same findings, however many run', async () => {
    const budgets = { scenarios: 40 };
    const [one, four, sixteen] = [
      await timed({ defects: DEFECTS, concurrency: 1 }, { budgets }),
      await timed({ defects: DEFECTS, concurrency: 4 }, { budgets }),
      await timed({ defects: DEFECTS, concurrency: 16 }, { budgets }),
    ];
    expect(one.findings.map(nameOf)).to.not.deep.equal([]);
    for (const other of [four, sixteen]) {
      expect(other.findings.map(nameOf)).to.deep.equal(one.findings.map(nameOf));
      expect(other.findings.map(({ scenario }) => scenario)).to.deep.equal(
        one.findings.map(({ scenario }) => scenario),
      );
      expect(other.result.scenarios).to.equal(40);
    }
  });

  it('take less time the more they are', async () => {
    const budgets = { scenarios: 8 };
    const rate = async (concurrency: number) => {
      const { result, seconds } = await timed({ concurrency }, { budgets });
      expect(result.findings).to.deep.equal([]);
      return result.requests / seconds;
    };
    const [one, four] = [await rate(1), await rate(4)];
    expect(one).to.be.above(15);
    expect(four).to.be.above(1.8 * one);
  });
});

describe('feeds that lag', () => {
  const LAGGING = { variations: ['order-feeds-lag', 'open-feeds-lag'] };

  it('hold up no campaign, and how long they do is told', async () => {
    const budgets = { scenarios: 12 };
    const { result, seconds } = await timed({ ...LAGGING, concurrency: 4 }, { budgets });
    expect(result.findings).to.deep.equal([]);
    expect(seconds).to.be.below(60);
    expect(result.feedLag?.open?.longestSeconds).to.be.within(5, 16);
    expect(result.feedLag?.orders?.longestSeconds).to.be.within(0, 16);
  });

  it('of which a change never comes are not waited for again and again while a finding shrinks', async () => {
    const about = { defects: ['space-not-returned-on-cancellation'], concurrency: 4 };
    const { findings, seconds } = await timed(about, { budgets: { scenarios: 12 } });
    expect(findings.map(({ rule }) => rule.id)).to.include('state/cancellation-returns-spaces');
    expect(seconds).to.be.below(3 * 180);
  });
});
