import { existsSync, readFileSync } from 'node:fs';
import { expect } from 'chai';
import { MUTATIONS } from '../../src/generators/index.ts';
import { RULES, SUITE_FEATURES } from '../../src/oracle/index.ts';
import { featureCoverage } from '../../src/runner/index.ts';
import { campaign } from './kit.ts';

/** The suite's features as they were taken down: beside the repository, not in it. */
const TABLE = new URL('../../../shared/domain/test-suite-features.tsv', import.meta.url);

const byName = new Map(featureCoverage().map((feature) => [feature.name, feature]));

describe('the features of the Test Suite', () => {
  it('are all there, each once', () => {
    expect(byName.size).to.equal(61);
    expect(SUITE_FEATURES.filter(({ required }) => required)).to.have.length(6);
  });

  if (existsSync(TABLE)) {
    it('are those of the table, with all that it says of them', () => {
      const [, ...rows] = readFileSync(TABLE, 'utf8').trimEnd().split('\n');
      const list = (text = '') => (text === '-' ? [] : text.split(' '));
      const inTable = rows.map((row) => {
        const [category, name, required, specification, tests, criteria, actions] = row.split('\t');
        return {
          name,
          category,
          required: required === 'required',
          specification,
          tests: list(tests),
          criteria: list(criteria),
          actions: list(actions),
        };
      });
      expect(inTable).to.have.length(61);
      expect(SUITE_FEATURES).to.have.deep.members(inTable);
    });
  }

  it('are what the rules say that they serve', () => {
    for (const { id, features } of RULES) {
      for (const name of features) expect(byName.get(name)?.rules, `${id} serves ${name}`).to.include(id);
    }
    const named = [...byName.values()].flatMap(({ rules }) => rules);
    expect(named).to.have.length(RULES.flatMap(({ features }) => features).length);
  });

  it('are covered by mutations that there are, and by transitions that their rules decide on', () => {
    const kinds: readonly string[] = MUTATIONS.map(({ kind }) => kind);
    for (const { mutations } of byName.values()) expect(kinds).to.include.members([...mutations]);
    expect(byName.get('reseller-broker')?.mutations).to.include('omit-broker');
    expect(byName.get('minimal-proposal')?.transitions).to.include('awaiting —B refused');
  });

  it('claim no test of the suite where something is missing, and say what', () => {
    for (const { name, status, subsumes, tests, missing } of byName.values()) {
      expect(subsumes, name).to.deep.equal(status === 'covered' ? tests : []);
      expect(missing === undefined, name).to.equal(status === 'covered');
    }
    expect(byName.get('customer-notice-notifications')?.missing).to.equal(
      'no rule serves it; the seller’s CustomerNoticeSimulateAction is not asked for',
    );
    expect(byName.get('attendee-details-capture')?.status).to.equal('covered');
  });

  it('are told of by a campaign: those that it put to the test', async () => {
    const { result } = await campaign(
      { defects: ['agent-without-customer-accepted'] },
      { budgets: { scenarios: 6 }, restrict: { roles: ['AgentBroker'] } },
    );
    const agent = result.features.find(({ name }) => name === 'agent-broker');
    expect(agent?.scenarios).to.be.within(1, 6);
    expect(agent?.requests).to.be.at.least(agent?.scenarios ?? 0);
    const judged = RULES.filter(({ id }) => (result.coverage.judgedByRule[id] ?? 0) > 0);
    const served = new Set(judged.flatMap(({ features }) => features));
    expect(result.features.map(({ name }) => name)).to.have.members([...served]);
    const found = result.features.filter(({ findings }) => findings > 0).map(({ name }) => name);
    expect(found.includes('agent-broker')).to.equal(
      result.findings.some(({ rule }) => rule.id.startsWith('broker-role/agent')),
    );
  });
});
