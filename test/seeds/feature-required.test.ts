import { expect } from 'chai';
import fc from 'fast-check';
import { lackingFeatures } from '../../src/runner/scope.ts';
import { openSession } from '../../src/cli/session.ts';
import { runCampaign } from '../../src/runner/index.ts';

const REQUIRED = [
  'agent-broker',
  'amending-order-quote',
  'availability-check',
  'common-error-conditions',
  'dataset-site',
  'order-deletion',
];

describe('agent-broker (Test Suite), not implemented', () => {
  describe('feature-required-noop', () => {
    it('This feature is required by the specification and must be implemented.', async () => {
      const session = await openSession({});
      try {
        const { health, coverage } = await runCampaign(
          {
            ...session.facts,
            features: { ...session.facts.features, 'agent-broker': false },
            seed: 1,
            budgets: { scenarios: 1 },
            restrict: { roles: ['AgentBroker'] },
            previous: [],
            now: () => 0,
            version: 'test',
            targetName: 'embedded',
          },
          () => undefined,
          new AbortController().signal,
        );
        expect(health.join('\n')).to.match(
          /agent-broker: this feature is required by the specification and must be implemented/,
        );
        expect(coverage.transitions.covered, 'it is tested all the same').to.be.greaterThan(0);
      } finally {
        await session.close();
      }
    });

    it('holds for every required feature, and for no other, whatever else a target says of itself', () => {
      const names = [...REQUIRED, 'reseller-broker', 'named-leasing', 'minimal-proposal'];
      fc.assert(
        fc.property(fc.dictionary(fc.constantFrom(...names), fc.boolean()), (features) => {
          const expected = REQUIRED.filter((name) => features[name] === false);
          expect([...lackingFeatures({ features })].sort()).to.deep.equal(expected.sort());
        }),
      );
    });
  });
});
