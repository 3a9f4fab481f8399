import { expect } from 'chai';
import type { JsonObject } from '../../../src/protocol/json.ts';
import { answer, refusal } from '../answers.ts';
import { confirm, json, PAID, place, requestOf, whole, type Wanted } from '../fixture.ts';
import { acted, after, answered, mayBeAccepted, reasons, version, type Situation } from '../situation.ts';

const start = place({
  required: { price: 10, prepayment: 'Required' },
  silent: { price: 10, prepayment: null },
  optional: { price: 10, prepayment: 'Optional' },
  unavailable: { price: 10, prepayment: 'Unavailable' },
  free: { price: 0, prepayment: null },
  'free yet required': { price: 0, prepayment: 'Required' },
});

const WITHOUT_IDENTIFIER: JsonObject = { '@type': 'Payment', name: 'Points' };

type Verdict = 'accepted' | readonly string[];
/** Payment absent, with an identifier, without one; each accepted, or refused for these reasons. */
type Row = readonly [items: readonly string[], absent: Verdict, full: Verdict, nameless: Verdict];

const MISSING = ['prepayment/required-payment-given'];
const INCOMPLETE = ['prepayment/identifier-given'];
const UNNECESSARY = ['prepayment/no-unnecessary-payment'];
const EITHER = ['prepayment/no-unnecessary-payment', 'prepayment/identifier-given'];

/** The field's table of payment errors (Prepayment), with the rows of prepayment by offers. */
const TABLE: readonly Row[] = [
  [['required'], MISSING, 'accepted', INCOMPLETE],
  [['silent'], MISSING, 'accepted', INCOMPLETE],
  [['required', 'optional'], MISSING, 'accepted', INCOMPLETE],
  [['required', 'free'], MISSING, 'accepted', INCOMPLETE],
  [['silent', 'optional'], MISSING, 'accepted', INCOMPLETE],
  [['optional'], 'accepted', 'accepted', INCOMPLETE],
  [['optional', 'unavailable'], 'accepted', 'accepted', INCOMPLETE],
  [['optional', 'free'], 'accepted', 'accepted', INCOMPLETE],
  [['unavailable'], 'accepted', UNNECESSARY, EITHER],
  [['unavailable', 'free'], 'accepted', UNNECESSARY, EITHER],
  [['free'], 'accepted', UNNECESSARY, EITHER],
  [['free', 'free'], 'accepted', UNNECESSARY, EITHER],
  [['free yet required'], 'accepted', UNNECESSARY, EITHER],
];

const due = (items: readonly string[]): number => 10 * items.filter((name) => !name.startsWith('free')).length;

describe('payment at P and B', () => {
  const payments = [
    ['no payment', undefined],
    ['a payment', PAID],
    ['a payment without identifier', WITHOUT_IDENTIFIER],
  ] as const;

  for (const call of ['P', 'B'] as const) {
    for (const [items, ...verdicts] of TABLE) {
      payments.forEach(([name, payment], column) => {
        const verdict = verdicts[column]!;
        const outcome = verdict === 'accepted' ? 'is accepted' : 'is refused';
        it(`${call} of ${items.join(' and ')} with ${name} ${outcome}`, () => {
          const request = whole(call, { items, due: due(items), ...(payment ? { payment } : {}) });
          const because = reasons(start, request).filter((rule) => rule.startsWith('prepayment/'));
          expect(because).to.have.members(verdict === 'accepted' ? [] : [...verdict]);
          expect(mayBeAccepted(start, request)).to.equal(verdict === 'accepted');
        });
      });
    }
  }

  it('is Required wherever something is to be paid, for a system known to lack prepayment', () => {
    const features = { 'prepayment-optional': false, 'prepayment-required': false, 'prepayment-unavailable': false };
    const lacking: Situation = { ...start, ground: { ...start.ground, features } };
    for (const name of ['optional', 'unavailable', 'silent']) {
      expect(reasons(lacking, whole('B', { items: [name] })), name).to.include('prepayment/required-payment-given');
      expect(mayBeAccepted(lacking, whole('B', { items: [name], payment: PAID })), name).to.equal(true);
    }
    expect(mayBeAccepted(lacking, whole('B', { items: ['free'], due: 0 }))).to.equal(true);
  });

  it('takes the specification’s error for each fault and no other', () => {
    const [missing, unnecessary] = [
      whole('B', { items: ['required'] }),
      whole('B', { items: ['unavailable'], payment: PAID }),
    ] as const;
    expect(answered(start, missing, refusal('MissingPaymentDetailsError'))).to.not.equal(undefined);
    expect(answered(start, missing, refusal('IncompletePaymentDetailsError'))).to.equal(undefined);
    expect(answered(start, missing, refusal('UnnecessaryPaymentDetailsError'))).to.equal(undefined);
    expect(answered(start, unnecessary, refusal('UnnecessaryPaymentDetailsError'))).to.not.equal(undefined);
    expect(answered(start, unnecessary, refusal('MissingPaymentDetailsError'))).to.equal(undefined);
    const asConflict = answer(409, { '@type': 'MissingPaymentDetailsError' });
    expect(answered(start, missing, asConflict)).to.equal(undefined);
  });
});

describe('payment at B after P', () => {
  const approving = (wanted: Wanted): Situation => place({ x: { ...wanted, approval: true } });
  const proposed = (wanted: Wanted, payment?: JsonObject): Situation =>
    acted(after(approving(wanted), whole('P', { items: ['x'], ...(payment ? { payment } : {}) })), 'accept-proposal');
  const confirmWith = (situation: Situation, payment: JsonObject) =>
    requestOf(
      'B',
      {},
      json({
        '@context': 'https://openactive.io/',
        '@type': 'Order',
        orderProposalVersion: version(situation),
        payment,
      }),
    );

  it('is not demanded again', () => {
    const required = proposed({ prepayment: 'Required' }, PAID);
    expect(mayBeAccepted(required, confirm({}, version(required)))).to.equal(true);
    expect(reasons(required, confirm({}, version(required)))).to.deep.equal([]);
  });

  it('may be given anew, and then is checked as at P', () => {
    const required = proposed({ prepayment: 'Required' }, PAID);
    expect(mayBeAccepted(required, confirmWith(required, PAID))).to.equal(true);
    expect(reasons(required, confirmWith(required, WITHOUT_IDENTIFIER))).to.include('prepayment/identifier-given');
    expect(mayBeAccepted(required, confirmWith(required, WITHOUT_IDENTIFIER))).to.equal(false);
    const unavailable = proposed({ prepayment: 'Unavailable' });
    expect(mayBeAccepted(unavailable, confirmWith(unavailable, PAID))).to.equal(false);
  });

  it('repeated with a version that is no text, may be refused for the version', () => {
    const accepted = proposed({ prepayment: 'Unavailable' });
    const confirmed = after(accepted, confirm({}, version(accepted)));
    const body = { '@context': 'https://openactive.io/', '@type': 'Order', orderProposalVersion: null };
    const request = requestOf('B', {}, json(body));
    expect(answered(confirmed, request, refusal('OrderProposalVersionOutdatedError'))?.worlds).to.deep.equal([
      confirmed.world,
    ]);
  });
});

describe('the total at P and B', () => {
  const net = place({ x: { price: 10, taxMode: 'TaxNet', seller: 'secondary' } });
  const sold = (call: 'C2' | 'B', pounds: number) =>
    whole(call, { items: ['x'], payment: PAID, seller: 'secondary', due: pounds });

  it('has to be the system’s own to the penny', () => {
    const of = (pounds: number) => whole('B', { items: ['required'], payment: PAID, due: pounds });
    expect(mayBeAccepted(start, of(10))).to.equal(true);
    for (const wrong of [9.99, 10.01, 0, 100]) expect(mayBeAccepted(start, of(wrong)), `${wrong}`).to.equal(false);
    const refused = answered(start, of(9.99), refusal('TotalPaymentDueMismatchError'));
    expect(refused?.worlds).to.deep.equal([start.world]);
  });

  it('is summed without the slips of binary fractions', () => {
    const pennies = place({ x: { price: 0.1 }, y: { price: 0.2 } });
    expect(mayBeAccepted(pennies, whole('B', { items: ['x', 'y'], payment: PAID, due: 0.3 }))).to.equal(true);
    expect(mayBeAccepted(pennies, whole('B', { items: ['x', 'y'], payment: PAID, due: 0.31 }))).to.equal(false);
  });

  it('is not known of a seller whose prices come without tax, until it was quoted', () => {
    for (const pounds of [10, 12]) expect(mayBeAccepted(net, sold('B', pounds)), `${pounds}`).to.equal(true);
    const quote = answer(200, {
      '@type': 'OrderQuote',
      orderedItem: [{ position: 0 }],
      totalPaymentDue: { price: 12 },
    });
    const [world] = answered(net, sold('C2', 0), quote)!.worlds;
    const quoted: Situation = { ...net, world: world! };
    expect(mayBeAccepted(quoted, sold('B', 12))).to.equal(true);
    expect(mayBeAccepted(quoted, sold('B', 10))).to.equal(false);
  });

  it('may be another for a business than it was quoted for a person', () => {
    const quoted = after(start, whole('C2', { items: ['required'] }));
    const club = { '@type': 'Organization', name: 'Club', email: 'club@example.com' };
    const request = whole('B', { items: ['required'], payment: PAID, customer: club, due: 8.33 });
    expect(mayBeAccepted(quoted, request)).to.equal(true);
  });

  it('may be reckoned for another seller where the wrong one is named', () => {
    const request = whole('B', { items: ['required'], payment: PAID, seller: 'secondary' });
    expect(mayBeAccepted(start, request)).to.equal(false);
    expect(reasons(start, request)).to.include('totals/total-due-matches');
    expect(reasons(start, whole('B', { items: ['required'], payment: PAID }))).to.deep.equal([]);
  });
});
