import { CALLS } from '../protocol/calls.ts';
import { isBrokerStep, singleSteps, type Scenario, type SingleStep } from '../model/index.ts';
import { callOfStep } from './compose.ts';

/** Where a finding can show at all in a scenario. */

/** What stands for calls made at once where no one of them stands out. */
const TOGETHER = 'calls';

/** The calls and feeds at which a breach can show in a scenario, by the names that findings give them. */
export function callsOf({ steps }: Pick<Scenario, 'steps'>): readonly string[] {
  const raced = steps.some((step) => step.do === 'lanes') ? [TOGETHER] : [];
  return [...new Set([...singleSteps(steps).flatMap(callsOfStep), ...raced])];
}

function callsOfStep(step: SingleStep): readonly string[] {
  // A mutation may make a request that is none of the API's.
  if (isBrokerStep(step)) return [callOfStep(step), `${CALLS[callOfStep(step)].method} of no call`];
  switch (step.do) {
    case 'read-spaces':
    case 'delete-opportunities':
      return ['open feed'];
    case 'read-feed':
      return [`${step.feed} feed`];
    case 'stray':
      return [`${step.method} of no call`];
    case 'seller':
    case 'wait':
      return [];
  }
}
