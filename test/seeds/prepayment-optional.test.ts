import { expect } from 'chai';
import fc from 'fast-check';
import { customerArbitrary } from '../../src/generators/index.ts';
import type { CheckpointStep, Step } from '../../src/model/index.ts';
import { get, getArray, getString } from '../../src/protocol/json.ts';
import { OPPORTUNITY_TYPES } from '../../src/protocol/vocabulary.ts';
import { against, call, PROPERTY, scenario, type Circumstances } from './kit.ts';

const APPROVAL: Circumstances = {
  role: 'AgentBroker',
  prepayment: 'Optional',
  flow: 'OpenBookingApprovalFlow',
  criteria: 'BookableNonFreePrepaymentOptional',
};

const spaces: Step = { do: 'read-spaces', opportunity: 'o' };
const proposals: Step = { do: 'read-feed', feed: 'order-proposals', partner: 'primary' };
const acceptance: Step = { do: 'seller', action: 'accept-proposal', order: 'a', partner: 'primary' };

/** The sequence of the Test Suite's report: spaces after each quote, the proposals feed after approval and after B. */
const sequence = (people: Partial<CheckpointStep> = {}): readonly Step[] => [
  spaces,
  call('C1'),
  spaces,
  call('C2', people),
  spaces,
  call('P', people),
  acceptance,
  proposals,
  { do: 'B after P', order: 'a', partner: 'primary' },
  proposals,
  spaces,
];

describe('prepayment-optional (Test Suite)', () => {
  describe('without-payment, OpenBookingApprovalFlow', () => {
    it('Prepayment optional, without payment supplied, is successful', async () => {
      const told = await against({}, (run) => run(scenario(APPROVAL, sequence())));
      expect(told.broken).to.deep.equal([]);
      const [before, , afterC1, , afterC2, , , , , , afterB] = told.answers.map((answer) =>
        Number.parseInt(answer, 10),
      );
      expect([afterC1, afterC2, afterB]).to.deep.equal(Array(3).fill((before ?? Number.NaN) - 1));
      expect([1, 3, 5, 6, 8].map((index) => told.answers[index])).to.deep.equal([
        '200 OrderQuote',
        '200 OrderQuote',
        '201 OrderProposal',
        '204',
        '201 Order',
      ]);
      const bodies = [5, 8].map((index) => told.trial.steps[index]?.exchange?.answer);
      for (const answer of bodies) {
        const body = answer?.kind === 'response' && answer.body.kind === 'json' ? answer.body.value : undefined;
        expect(get(body, 'payment'), 'no payment where none was sent').to.equal(undefined);
        expect(getString(get(body, 'totalPaymentDue'), 'openBookingPrepayment')).to.equal(
          'https://openactive.io/Optional',
        );
        expect(getArray(body, 'orderedItem')).to.have.length(1);
      }
    });

    for (const [defect, rule] of [
      ['optional-payment-demanded', 'prepayment/optional-payment-not-demanded at P'],
      ['prepayment-differs-in-orders-feed', 'feeds/prepayment-as-answered at order-proposals feed'],
      ['proposal-stays-in-feed-after-b', 'feeds/proposal-deleted-after-booking at order-proposals feed'],
    ] as const) {
      it(`tells a booking system with the defect ${defect}`, async () => {
        const told = await against({ defects: [defect] }, (run) => run(scenario(APPROVAL, sequence())));
        expect(told.broken).to.include(rule);
      });
    }

    it('holds for any customer and type of opportunity', () =>
      against({}, (run) =>
        fc.assert(
          fc.asyncProperty(
            fc.constantFrom(...OPPORTUNITY_TYPES),
            customerArbitrary('Person'),
            async (type, customer) => {
              const told = await run(scenario({ ...APPROVAL, type }, sequence({ customer })));
              expect(told.answers[8]).to.equal('201 Order');
              expect(told.broken).to.deep.equal([]);
            },
          ),
          PROPERTY,
        ),
      ));
  });
});
