import { expect } from 'chai';
import { parseScenario, sameUuidMatrix, sameUuidScenario, type SameUuid } from '../../src/generators/index.ts';
import { typeOf } from '../../src/protocol/json.ts';
import { BOOKING_FLOWS } from '../../src/protocol/vocabulary.ts';
import { opportunityPool } from '../../src/runner/opportunity-pool.ts';
import { breachesOf, tryScenario, type Trial } from '../../src/runner/trial.ts';
import { withSession } from './kit.ts';

const MATRIX = sameUuidMatrix(BOOKING_FLOWS);

const nameOf = ({ flow, first, second, difference, partner, moment }: SameUuid): string =>
  `${flow}: ${second} (${difference} different) by ${partner} ${moment} after ${first}`;

/** The status of the second call's answer, and the type of its body. */
function answerOf({ steps }: Trial): string {
  const second = steps.filter(({ exchange }) => exchange !== undefined).at(-1);
  const answer = second?.exchange?.answer;
  if (answer?.kind !== 'response') return 'none';
  const type = answer.body.kind === 'json' ? typeOf(answer.body.value) : undefined;
  return type === undefined ? String(answer.status) : `${answer.status} ${type}`;
}

interface Ran {
  readonly answer: string;
  readonly breaches: readonly string[];
}

/** Runs cells against one system, by their names. */
const run = (cells: readonly SameUuid[], defects: readonly string[] = []): Promise<ReadonlyMap<string, Ran>> =>
  withSession({ defects }, async (session) => {
    const pool = opportunityPool(session);
    const ran = new Map<string, Ran>();
    for (const cell of cells) {
      const scenario = sameUuidScenario(cell);
      if (scenario === undefined) throw new Error(nameOf(cell));
      const trial = await tryScenario(session, pool, scenario);
      const breaches = breachesOf(trial).map(({ breach }) => `${breach.rule} at ${breach.call}`);
      ran.set(nameOf(cell), { answer: answerOf(trial), breaches });
    }
    return ran;
  });

const SIMPLE = 'OpenBookingSimpleFlow';
const APPROVAL = 'OpenBookingApprovalFlow';

/** What the specification says of a second call, by itself: status and type, or the first words of them. */
function saidBySpecification({ flow, first, second, difference, partner }: SameUuid): string | undefined {
  // Order of items, of keys and white space make no other order (#order-creation-b).
  const same = ['nothing', 'key order', 'white space', 'item order'].includes(difference);
  if (partner === 'secondary') return undefined;
  const orderCall = ['C1', 'C2', 'P', 'B'].includes(second);
  // #order-deletion: a deleted UUID is answered with OrderAlreadyExistsError.
  if (first === 'delete-order' && orderCall) return '500 OrderAlreadyExistsError';
  if (flow === SIMPLE && first === 'B' && second === 'B' && difference !== 'payment')
    return same ? '201 Order' : '500 OrderAlreadyExistsError';
  if (flow === APPROVAL && first === 'P' && second === 'P' && difference !== 'payment')
    return same ? '201 OrderProposal' : '500 OrderAlreadyExistsError';
  // #cancellation: what is cancelled already is a success.
  if (first === 'cancel' && second === 'cancel') return '204';
  if (first === 'delete-order' && second === 'delete-order') return '204';
  return undefined;
}

describe('one UUID used twice', () => {
  it('comes in every pair of stages, in every way that a body can differ', () => {
    expect(new Set(MATRIX.map(nameOf)).size).to.equal(MATRIX.length);
    for (const flow of BOOKING_FLOWS) {
      const pairs = MATRIX.filter((cell) => cell.flow === flow).map(({ first, second }) => `${first} ${second}`);
      expect(new Set(pairs).size).to.equal(flow === SIMPLE ? 30 : 36);
    }
    for (const cell of MATRIX) expect(() => parseScenario(sameUuidScenario(cell))).not.to.throw();
  });

  for (const flow of BOOKING_FLOWS) {
    it(`is answered as the specification says, and never called wrong: ${flow}`, async () => {
      const cells = MATRIX.filter((cell) => cell.flow === flow && cell.moment === 'at once');
      const ran = await run(cells);
      const loud = [...ran].filter(([, { breaches }]) => breaches.length > 0);
      expect(loud).to.deep.equal([]);
      for (const cell of cells) {
        const said = saidBySpecification(cell);
        if (said !== undefined) expect(ran.get(nameOf(cell))?.answer, nameOf(cell)).to.equal(said);
      }
    });
  }

  it('is never called wrong later, nor after minutes', async () => {
    const cells = MATRIX.filter(({ moment }, index) => moment !== 'at once' && index % 11 === 0);
    const ran = await run(cells);
    expect([...ran].filter(([, { breaches }]) => breaches.length > 0)).to.deep.equal([]);
  });

  for (const [defect, second] of [
    ['repeated-b-books-again', 'B'],
    ['repeated-b-overwrites', 'B'],
    ['repeated-b-refused', 'B'],
    ['deleted-uuid-used-again', 'C2'],
    ['c2-wipes-order', 'C2'],
  ] as const) {
    it(`shows ${defect}`, async () => {
      const cells = MATRIX.filter(
        (cell) =>
          cell.flow === SIMPLE &&
          cell.moment === 'at once' &&
          cell.partner === 'primary' &&
          ['B', 'delete-order'].includes(cell.first) &&
          cell.second === second,
      );
      const breaches = [...(await run(cells, [defect])).values()].flatMap((ran) => ran.breaches);
      expect(breaches).not.to.deep.equal([]);
    });
  }
});
