import { expect } from 'chai';
import { openInProcess } from '../../src/cli/in-process.ts';
import { replay } from '../../src/cli/library.ts';
import { explore } from '../../src/explorer/index.ts';
import type { Settings } from '../../src/model/index.ts';
import type { ExploreResult } from '../../src/results/explore.ts';

const SIMPLE: Settings = { brokerRole: 'AgentBroker', prepayment: 'Required', flow: 'OpenBookingSimpleFlow' };
const APPROVAL: Settings = { ...SIMPLE, flow: 'OpenBookingApprovalFlow' };

interface Asked {
  readonly depth: number;
  readonly orders?: number;
  readonly partners?: number;
  readonly settings?: Settings;
  readonly defects?: readonly string[];
  readonly variations?: readonly string[];
  readonly signal?: AbortSignal;
}

async function exploring(asked: Asked): Promise<ExploreResult> {
  const { depth, orders = 1, partners = 1, settings = SIMPLE, defects = [], variations = [] } = asked;
  const session = await openInProcess({ defects, variations });
  try {
    return await explore({
      session: session.facts,
      bounds: { depth, orders, partners },
      settings: [settings],
      spaces: [1],
      opportunityType: 'ScheduledSession',
      version: 'test',
      targetName: session.name,
      now: () => 0,
      listen: () => undefined,
      found: () => Promise.resolve(),
      signal: asked.signal ?? new AbortController().signal,
    });
  } finally {
    await session.close();
  }
}

const callsIn = ({ findings }: ExploreResult): readonly string[] =>
  (findings[0]?.scenario.steps ?? []).map((step) => step.do).filter((name) => !name.startsWith('read-'));

describe('an exploration of the embedded booking system', () => {
  it('finds the sound system clean to depth 3, and says how far it looked', async () => {
    const result = await exploring({ depth: 3 });
    expect(result.endedBy).to.equal('depth reached');
    expect(result.findings).to.deep.equal([]);
    expect(result.depth).to.equal(3);
    expect(result.explorations[0]?.statesByDepth.slice(0, 2)).to.deep.equal([1, 5]);
    expect(result.explorations[0]?.compared).to.be.greaterThan(100);
  });

  it('finds the sound system clean where the seller approves', async () => {
    expect((await exploring({ depth: 2, settings: APPROVAL })).findings).to.deep.equal([]);
  });

  it('takes orders that differ in their names, and partners that do, for one', async () => {
    const [one, two] = [await exploring({ depth: 1 }), await exploring({ depth: 1, orders: 2, partners: 2 })];
    expect(two.states).to.equal(one.states);
    expect(two.transitions).to.equal(one.transitions);
  });

  it('gives what it has when it is interrupted', async () => {
    const result = await exploring({ depth: 9, signal: AbortSignal.abort() });
    expect(result.endedBy).to.equal('interrupted');
    expect(result.depth).to.equal(0);
  });

  // Each defect with the fewest calls by which anyone could see it.
  const DEFECTS: readonly (readonly [string, string, Asked])[] = [
    ['failed-b-keeps-spaces', 'B', { depth: 2 }],
    ['unknown-quote-deletion-refused', 'delete-quote', { depth: 2 }],
    ['lease-left-after-quote-deletion', 'C[12] delete-quote', { depth: 2 }],
    ['deleted-uuid-used-again', 'B delete-order [CB12]+', { depth: 3 }],
    ['partner-cancels-anothers-order', 'B cancel', { depth: 2, orders: 2, partners: 2 }],
    ['b-before-seller-accepts', 'P B after P', { depth: 2, settings: APPROVAL }],
  ];
  for (const [defect, calls, asked] of DEFECTS) {
    it(`finds ${defect} by as few calls as there can be: ${calls}`, async () => {
      const result = await exploring({ ...asked, defects: [defect] });
      expect(result.endedBy).to.equal('rule broken');
      expect(callsIn(result).join(' ')).to.match(new RegExp(`^${calls}$`));
      const [finding] = result.findings;
      const lookFor = finding && { rule: finding.rule.id, call: finding.call };
      const again = finding && (await replay(finding.scenario, { defects: [defect], ...(lookFor && { lookFor }) }));
      expect(again?.verdict).to.equal('reproduced');
    });
  }
});
