import { get } from '../../protocol/json.ts';
import type { Defect } from '../catalogue.ts';

const topic = 'broker-roles';

export const BROKER_ROLE_DEFECTS: readonly Defect[] = [
  {
    id: 'reseller-without-broker-accepted',
    sentence: 'A ResellerBroker may leave the broker out.',
    topic,
    rules: [],
    apply: ({ people }) => ({
      people: {
        broker: (submission) =>
          submission.role === 'ResellerBroker' && get(submission.body, 'broker') === undefined
            ? undefined
            : people.broker(submission),
      },
    }),
  },
];
