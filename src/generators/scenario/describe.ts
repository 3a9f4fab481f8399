import type { BrokerStep, LanesStep, Step } from '../../model/scenario.ts';
import { isBrokerStep } from '../../model/scenario.ts';
import { describeMutation } from '../mutations/apply.ts';
import { isMutation } from '../mutations/catalogue.ts';

/** What a step does, in a few words, and nothing of what is wrong in it: `C2 of order a by primary: 2 items`. */
export function describeAction(step: Step): string {
  switch (step.do) {
    case 'read-spaces':
      return `look at the spaces of ${step.opportunity}`;
    case 'delete-opportunities':
      return 'the test interface deletes the opportunities, and the open feeds show it';
    case 'read-feed':
      return `look at the ${step.feed} feed by ${step.partner}`;
    case 'wait':
      return step.leaseOf === undefined
        ? `wait ${step.seconds} seconds`
        : `wait until ${leaseEdge(step.seconds)} the lease of order ${step.leaseOf.order} of ${step.leaseOf.partner} ends`;
    case 'stray':
      return `${step.method} ${step.path} by ${step.partner}`;
    case 'lanes':
      return atOnce(step, describeAction);
    case 'seller':
      return `${SELLER_WORDS[step.action]} order ${step.order} of ${step.partner}`;
    default:
      return [`${CALL_WORDS[step.do]} order ${step.order} by ${step.partner}`, ...details(step)].join(': ');
  }
}

const leaseEdge = (seconds: number): string =>
  seconds === 0 ? 'the moment when' : `${Math.abs(seconds)} seconds ${seconds < 0 ? 'before' : 'after'}`;

/** Lanes in the words of their steps: `at once: B of order a by primary: 1 item; B of order b by primary: 1 item`. */
const atOnce = ({ lanes }: LanesStep, words: (step: Step) => string): string =>
  `at once: ${lanes.map((lane) => lane.map(words).join(', then ')).join('; ')}`;

/** A step in a few plain words: `C2 of order a by primary: 2 items, customer left out`. */
export function describeStep(step: Step): string {
  if (step.do === 'lanes') return atOnce(step, describeStep);
  const wrong = describeMutations(step);
  const action = describeAction(step);
  if (wrong.length === 0) return action;
  return `${action}${isBrokerStep(step) && details(step).length > 0 ? ', ' : ': '}${wrong.join(', ')}`;
}

/** What is wrong in a step, or odd, an entry each. */
export function describeMutations(step: Step): readonly string[] {
  if (step.do === 'lanes') return step.lanes.flat().flatMap(describeMutations);
  if (!isBrokerStep(step)) return [];
  const wrong = (step.mutations ?? []).map((mutation) =>
    isMutation(mutation) ? describeMutation(mutation) : mutation.kind,
  );
  return step.lost === true ? [...wrong, 'its answer is lost'] : wrong;
}

const SELLER_WORDS = {
  'accept-proposal': 'the seller accepts',
  'reject-proposal': 'the seller rejects',
  'amend-proposal': 'the seller amends',
  'cancel-order': 'the seller cancels',
} as const;

const CALL_WORDS: Readonly<Record<BrokerStep['do'], string>> = {
  C1: 'C1 of',
  C2: 'C2 of',
  P: 'P of',
  B: 'B of',
  'B after P': 'B after P of',
  cancel: 'cancellation in',
  'update-proposal': 'rejection by the customer of',
  'delete-quote': 'deletion of the quote of',
  'delete-order': 'deletion of',
  status: 'status of',
};

/** How many items, and of the people what is not the default. */
function details(step: BrokerStep): readonly string[] {
  if (!('items' in step)) return [];
  if (step.do === 'cancel') return [step.items.map((place) => `item ${place + 1}`).join(' and ')];
  const parts = [
    step.items.length === 1 ? '1 item' : `${step.items.length} items`,
    ...(step.brokerRole === undefined ? [] : [`as ${step.brokerRole}`]),
    ...(step.customer === null ? ['no customer'] : []),
    ...(step.payment === 'offered' ? ['payment offered'] : []),
  ];
  return [parts.join(', ')];
}
