import { expect } from 'chai';
import { ERROR_STATUS } from '../../src/protocol/errors.ts';
import { GUARD_IDS, GUARDS, refusalKeeps, type Guard, type GuardId } from '../../src/model/index.ts';

describe('the errors by which a rule is kept', () => {
  it('are the specification’s own, with its own status and no other', () => {
    for (const rule of GUARD_IDS) {
      const guard: Guard = GUARDS[rule];
      for (const type of guard.errors) {
        expect(refusalKeeps(rule, { type, status: ERROR_STATUS[type] }, false), `${rule} ${type}`).to.equal(true);
        expect(refusalKeeps(rule, { type, status: 418 }, true), `${rule} ${type} 418`).to.equal(false);
      }
    }
  });

  it('hold those that are only tolerated in the lenient reading alone', () => {
    for (const rule of GUARD_IDS) {
      const guard: Guard = GUARDS[rule];
      if (guard.errors.length === 0) continue;
      for (const type of guard.tolerated ?? []) {
        const error = { type, status: ERROR_STATUS[type] };
        expect(refusalKeeps(rule, error, false), `${rule} ${type}`).to.equal(true);
        expect(refusalKeeps(rule, error, true), `${rule} ${type} strictly`).to.equal(false);
      }
    }
  });

  it('let any error of the client’s stand where the specification fixes none, but not a breakdown', () => {
    const rule: GuardId = 'calls/sound-values';
    expect(refusalKeeps(rule, { type: 'OpenBookingError', status: 400 }, false)).to.equal(true);
    expect(refusalKeeps(rule, { type: 'OpenBookingError', status: 500 }, false)).to.equal(false);
    expect(refusalKeeps(rule, { type: undefined, status: 400 }, false)).to.equal(false);
  });

  it('let a bare error with status 500 stand where no error is specified for a state', () => {
    const rule: GuardId = 'lifecycle/seller-acceptance-needed';
    expect(refusalKeeps(rule, { type: 'OpenBookingError', status: 500 }, false)).to.equal(true);
    expect(refusalKeeps(rule, { type: 'InternalApplicationError', status: 500 }, false)).to.equal(false);
    expect(refusalKeeps(rule, { type: 'OpenBookingError', status: 502 }, false)).to.equal(false);
  });
});
