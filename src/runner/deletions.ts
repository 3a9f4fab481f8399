import { PLAIN_CRITERIA } from '../generators/index.ts';
import { SCENARIO_FORMAT, type Scenario } from '../model/index.ts';
import type { Campaign } from './campaign-state.ts';
import { scopeOf } from './scope.ts';

/** Scenarios in which the test interface deletes what it made: nothing else can go on beside them. */

/** Whether a scenario takes the opportunities of all others away. */
export const deletes = ({ steps }: Pick<Scenario, 'steps'>): boolean =>
  steps.some((step) => step.do === 'delete-opportunities');

/** Where changes take longer to show than this, in milliseconds, a campaign does not stand still to see a deletion. */
const MOST_LAG_MS = 10_000;

/** A deletion to be looked at when a campaign clears up; none where it had to be waited for too long, or may not be made. */
export function deletionDue(campaign: Campaign, round: number): readonly Scenario[] {
  const { options, lags } = campaign;
  const longest = lags.of('open')?.longestMs ?? 0;
  if (options.opportunitiesFrom === 'open feeds' || options.onlyRefused === true) return [];
  if (options.realTime === true && longest > MOST_LAG_MS) return [];
  const { roles, prepayments, flows, opportunityTypes } = scopeOf(options);
  const [brokerRole, prepayment, flow] = [roles[0], prepayments[0], flows[0]];
  const type = opportunityTypes[round % opportunityTypes.length];
  if (brokerRole === undefined || prepayment === undefined || flow === undefined || type === undefined) return [];
  const need = { type, criteria: PLAIN_CRITERIA[prepayment], seller: 'primary', flow } as const;
  return [
    {
      format: SCENARIO_FORMAT,
      settings: { brokerRole, prepayment, flow },
      opportunities: { o1: need },
      steps: [
        { do: 'C1', order: 'a', partner: 'primary', items: [{ opportunity: 'o1' }] },
        { do: 'delete-opportunities' },
      ],
    },
  ];
}
