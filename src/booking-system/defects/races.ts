import type { Defect } from '../catalogue.ts';
import { prepareToPublish } from '../order-feeds.ts';
import type { OrderedItem } from '../records.ts';
import type { Change, Seams } from '../seams.ts';
import { then, type Place, type Soon } from '../turns.ts';

const topic = 'races';

/** What wrong spaces are told as, by what touched them last. */
const WRONG_SPACES = ['state/spaces-in-quote', 'state/spaces-shown', 'state/lease-matches-items'] as const;

/** Looks before a pause, and gives what is done after it, before the act that relies on the look. */
type Look = (items: readonly OrderedItem[]) => () => void;

/** Lets others come between a look and the act that relies on it, at one place. */
function pausing({ turns }: Seams, place: Place, look: Look = () => () => undefined): Pick<Seams, 'turns'> {
  return {
    turns: {
      between: <Result>(...asked: Parameters<typeof turns.between<Result>>): Soon<Result> => {
        const [system, where, act, items = []] = asked;
        if (where !== place) return turns.between(...asked);
        const afterwards = look(items);
        return then(system.pause(place), () => {
          afterwards();
          return turns.between(system, where, act, items);
        });
      },
    },
  };
}

const at =
  (place: Place): Change =>
  (before) =>
    pausing(before, place);

/** Items as an older look saw them: whatever has happened to them since is overlooked. */
const asSeen: Look = (items) => {
  const seen = items.map((item) => [item, item.status] as const);
  return () => {
    for (const [item, status] of seen) item.status = status;
  };
};

const looksAndActs: readonly Defect[] = [
  {
    id: 'race-at-booking',
    sentence: 'Between looking whether there are spaces and taking them, P and B let other calls in.',
    topic,
    rules: ['items/within-capacity', 'state/repeat-is-idempotent', 'state/booking-takes-spaces-once', ...WRONG_SPACES],
    apply: at('booking'),
  },
  {
    id: 'race-at-leasing',
    sentence: 'Between looking whether there are spaces and leasing them, C1 and C2 let other calls in.',
    topic,
    rules: ['items/within-capacity', 'state/booking-takes-spaces-once', ...WRONG_SPACES],
    apply: at('leasing'),
  },
  {
    id: 'race-at-repeat',
    sentence: 'Between looking whether a UUID is used already and using it, P and B let other calls in.',
    topic,
    rules: [
      'state/repeat-is-idempotent',
      'state/booking-takes-spaces-once',
      'shape/item-id-stable',
      'order-level/already-exists',
      ...WRONG_SPACES,
    ],
    apply: at('repeat check'),
  },
  {
    id: 'race-at-cancellation',
    sentence:
      'A cancellation relies on an older look at which items are cancelled, and returns their spaces once more.',
    topic,
    rules: ['state/cancellation-returns-spaces', 'state/order-deletion-returns-spaces', ...WRONG_SPACES],
    apply: (before) => pausing(before, 'cancelling', asSeen),
  },
  {
    id: 'race-at-sellers-decision',
    sentence: 'The seller’s decision on a proposal overwrites what the customer, or he himself, decided meanwhile.',
    topic,
    rules: [
      'lifecycle/rejection-final',
      'lifecycle/seller-acceptance-needed',
      'feeds/proposal-status-shown',
      'state/at-once-as-in-turn',
    ],
    apply: at('deciding'),
  },
  {
    id: 'race-at-confirmation',
    sentence: 'B after P relies on an older look at the seller’s acceptance, and confirms what was rejected meanwhile.',
    topic,
    rules: [
      'lifecycle/rejection-final',
      'order-level/order-known',
      'feeds/proposal-deleted-after-booking',
      ...WRONG_SPACES,
    ],
    apply: at('confirming'),
  },
  {
    id: 'race-at-deletion',
    sentence: 'The deletion of an order returns the spaces of items that were cancelled, or deleted, meanwhile.',
    topic,
    rules: ['state/order-deletion-returns-spaces', 'state/cancellation-returns-spaces', ...WRONG_SPACES],
    apply: at('deleting'),
  },
];

const writes: readonly Defect[] = [
  {
    id: 'race-at-feed-stamp',
    sentence:
      'What goes into the orders feed is settled, with its modified, and then written after what was settled later.',
    topic,
    rules: ['feeds/change-shown', 'feeds/modified-raised', 'feeds/cancellation-final', 'feeds/proposal-status-shown'],
    apply: (before) => {
      let unwritten: readonly (() => void)[] = [];
      const settled: Look = () => {
        const mine = unwritten;
        unwritten = [];
        return () => {
          for (const write of mine) write();
        };
      };
      return {
        ...pausing(before, 'committing', settled),
        orderFeeds: {
          updated: (system, record) => {
            unwritten = [...unwritten, prepareToPublish(system, record)];
          },
        },
      };
    },
  },
  {
    id: 'race-at-item-ids',
    sentence:
      'Items are numbered by a count that is looked at first and raised later, and have their @id by that number alone.',
    topic,
    rules: ['shape/item-id-unique'],
    apply: (before) => {
      let count = 0;
      let next = 0;
      const looked: Look = () => {
        const known = count;
        return () => {
          next = known;
        };
      };
      return {
        ...pausing(before, 'numbering', looked),
        items: {
          number: () => {
            next += 1;
            count = Math.max(count, next);
            return next;
          },
        },
        shape: {
          itemId: (urls, _uuid, number) => `${urls.base}/order-items/${String(number)}`,
          isItemId: (urls, text) => text.startsWith(`${urls.base}/order-items/`),
        },
      };
    },
  },
];

/** Defects that no call shows by itself: something is looked at, others are served, and then the look is relied on. */
export const RACE_DEFECTS: readonly Defect[] = [...looksAndActs, ...writes];
