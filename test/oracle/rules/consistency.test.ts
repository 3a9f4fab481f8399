import { expect } from 'chai';
import { remember, NO_MEMORY, termsOf, textOfBelief, type QuoteSeen } from '../../../src/oracle/memory.ts';
import type { AnswerSighting } from '../../../src/oracle/rule.ts';
import { errorOf, respond, sightingOf, verdictsOn } from './fixtures.ts';
import { B, C2 } from './scenes.ts';
import { offerIri, opportunityIri } from '../../model/fixture.ts';
import { readAnswer } from '../../../src/model/index.ts';
import { campaignOn, nameOf, withSession } from '../../runner/kit.ts';

/** Answers held against each other: a C2 of x and y at £20, beside what came before it. */

const pair = (name: string): string => `${opportunityIri(name)} ${offerIri(name)}`;
const ofC2 = sightingOf(C2);

const quote = (names: readonly string[], pounds: number, more: Partial<QuoteSeen> = {}): QuoteSeen => ({
  terms: termsOf(C2.request),
  pairs: names.map(pair).sort(),
  total: pounds * 100,
  at: ofC2.now,
  ...more,
});

const verdict = (rule: string, sighting: AnswerSighting): string | undefined => verdictsOn(sighting).get(rule)?.kind;
const beside = (rule: string, ...quotes: readonly QuoteSeen[]) => verdict(rule, { ...ofC2, quotes });

const SAME = 'totals/same-items-same-total';
const SUM = 'totals/quotes-add-up';
const FEWER = 'totals/fewer-items-cost-no-more';
const REFUSES = 'lifecycle/c2-refuses-as-b';

const CASES: readonly (readonly [rule: string, quotes: readonly QuoteSeen[], kind: string])[] = [
  [SAME, [], 'not applicable'],
  [SAME, [quote(['y', 'x'], 20)], 'passed'],
  [SAME, [quote(['x', 'y'], 19)], 'violated'],
  [SAME, [quote(['x', 'y'], 19, { terms: 'of somebody else' })], 'not applicable'],
  [SAME, [quote(['x', 'y'], 19, { at: ofC2.now - 3_600_000 })], 'not applicable'],
  [SAME, [quote(['x', 'x'], 19)], 'not applicable'],
  [SUM, [quote(['x'], 10)], 'not applicable'],
  [SUM, [quote(['x'], 10), quote(['y'], 10)], 'passed'],
  [SUM, [quote(['x'], 10), quote(['y'], 9.99)], 'passed'],
  [SUM, [quote(['x'], 10), quote(['y'], 9)], 'violated'],
  [FEWER, [quote(['x'], 10)], 'passed'],
  [FEWER, [quote(['x'], 21)], 'violated'],
  [FEWER, [quote(['x', 'y', 'y'], 30)], 'passed'],
  [FEWER, [quote(['x', 'y', 'y'], 19)], 'violated'],
  [FEWER, [quote(['x', 'x'], 21)], 'not applicable'],
];

describe('quotes beside each other', () => {
  for (const [rule, quotes, kind] of CASES) {
    const told = quotes.map(({ pairs, total }) => `${pairs.length} at ${total / 100}`).join(', ');
    it(`${rule} is ${kind} after ${told || 'nothing'}`, () => {
      expect(beside(rule, ...quotes)).to.equal(kind);
    });
  }

  it('are remembered as they were answered', () => {
    const [seen] = remember(NO_MEMORY, C2.request, ofC2.observed, {
      before: ofC2.before,
      belief: believing(ofC2),
      at: ofC2.now,
    }).quotes;
    expect(seen).to.deep.equal(quote(['x', 'y'], 20));
  });

  it('are not remembered of an order that stands already', () => {
    const before = { ...ofC2.before, state: 'ordered' as const };
    const at = { before, belief: believing(ofC2), at: ofC2.now };
    expect(remember(NO_MEMORY, B.request, ofC2.observed, at)).to.equal(NO_MEMORY);
  });

  it('that do not add up for a reseller are found by a campaign', async () => {
    const { findings } = await withSession({ defects: ['later-items-at-a-discount'] }, (session) =>
      campaignOn(
        session,
        { restrict: { roles: ['ResellerBroker'] }, budgets: { requests: 3_000 } },
        (event, interrupt) => {
          if (event.kind === 'finding' && event.finding.rule.id.startsWith('totals/')) interrupt();
        },
      ),
    );
    expect(findings.map(nameOf).join()).to.match(/totals\/(quotes-add-up|same-items-same-total)/);
  });
});

const believing = ({ worlds }: AnswerSighting) => ({ worlds, blind: undefined });

describe('C2 after B has refused the same items', () => {
  const errors = ['x', 'y'].map((name) => ({
    '@type': 'OrderItem',
    orderedItem: opportunityIri(name),
    acceptedOffer: offerIri(name),
    error: [errorOf('OpportunityIsFullError', 409)],
  }));
  const refused = respond(409, { '@type': 'Order', orderedItem: errors });
  const belief = { worlds: [C2.world], blind: undefined };
  const at = ofC2.now - 1_000;
  const { refusal } = remember(NO_MEMORY, B.request, readAnswer(B.request, refused), {
    before: ofC2.before,
    belief,
    at,
  });

  it('is refused too, as long as nothing changes', () => {
    expect(refusal?.left).to.equal(textOfBelief(belief));
    expect(verdict(REFUSES, { ...ofC2, refusal })).to.equal('violated');
    expect(verdict(REFUSES, { ...sightingOf(C2, refused), refusal })).to.equal('passed');
  });

  it('may be accepted after a while, or where another asks', () => {
    expect(verdict(REFUSES, { ...ofC2, refusal: refusal && { ...refusal, at: at - 60_000 } })).to.equal(
      'not applicable',
    );
    expect(verdict(REFUSES, { ...ofC2, refusal: refusal && { ...refusal, partner: 'secondary' } })).to.equal(
      'not applicable',
    );
    expect(verdict(REFUSES, ofC2)).to.equal('not applicable');
  });
});
