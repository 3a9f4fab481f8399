import { expect } from 'chai';
import { countCoverage } from '../../../src/runner/coverage.ts';
import { unseen, type Seen, type Watch } from '../../../src/oracle/index.ts';

const WITHIN = {
  roles: ['AgentBroker'],
  prepayments: ['Required'],
  flows: ['OpenBookingSimpleFlow', 'OpenBookingApprovalFlow'],
  canWait: true,
} as const;
const MACHINE = { role: 'AgentBroker', prepayment: 'Required', flow: 'OpenBookingSimpleFlow' } as const;

/** What is not shown after these transitions, each taken so many times. */
function notShownAfter(times: Readonly<Record<string, number>>): ReadonlyMap<string, string> {
  const count = countCoverage(WITHIN);
  for (const [transition, many] of Object.entries(times)) {
    for (let time = 0; time < many; time += 1) count.note({ ...unseen({} as Watch), transition });
  }
  return new Map(count.summary().transitions.notShown.map(({ transition, reason }) => [transition, reason]));
}

describe('what a campaign says that its target cannot show', () => {
  it('is nothing, as long as little was tried', () => {
    expect(notShownAfter({ 'absent —C2 accepted→ leased': 4, 'leased —status accepted→ leased': 4 }).size).to.equal(0);
  });

  it('is a quote without a lease where every C2 leased, as long as none did otherwise', () => {
    const always = { 'absent —C2 accepted→ leased': 5 };
    expect(notShownAfter(always).get('absent —C2 accepted→ quoted')).to.equal('this target leases at every C2');
    expect(notShownAfter({ ...always, 'leased —C2 accepted→ quoted': 1 }).size).to.equal(0);
  });

  it('is what it has refused, or accepted, each time where the specification leaves it the choice', () => {
    const shown = notShownAfter({
      'quoted —status refused: order-level/order-known→ quoted': 2,
      'leased —status refused: calls/status-supported→ leased': 3,
      'ordered —status accepted→ ordered': 5,
    });
    expect(Object.fromEntries(shown)).to.deep.equal({
      'quoted —status accepted→ quoted': 'this target has refused every status of a quote',
      'leased —status accepted→ leased': 'this target has refused every status of a quote',
      'ordered —status refused': 'this target has accepted every status of an order',
      'partly cancelled —status refused': 'this target has accepted every status of an order',
      'wholly cancelled —status refused': 'this target has accepted every status of an order',
    });
  });

  it('is no refusal for what is wrong in a request', () => {
    const shown = notShownAfter({ 'awaiting —C1 refused: order-level/seller-given→ awaiting': 9 });
    expect(shown.size).to.equal(0);
  });
});

describe('calls made at once', () => {
  const raced = (transition: string): Pick<Seen, 'raced'> => ({ raced: [{ transition, machine: MACHINE }] });

  it('count for the transitions and the guards that they took for sure', () => {
    const count = countCoverage(WITHIN);
    count.note({ ...unseen({} as Watch), ...raced('leased —B accepted→ ordered') });
    count.note({ ...unseen({} as Watch), ...raced('leased —B refused: items/within-capacity→ leased') });
    const { transitions, guards } = count.summary();
    expect([transitions.covered, guards.refused]).to.deep.equal([2, 1]);
    expect(guards.neverRefused).to.not.include('items/within-capacity at B');
    expect(guards.neverKept).to.not.include('totals/total-due-given at B');
  });
});
