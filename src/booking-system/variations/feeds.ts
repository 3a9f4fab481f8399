import { get, type JsonObject } from '../../protocol/json.ts';
import { WIRE_TYPES } from '../../protocol/test-interface.ts';
import { omit } from '../bodies/omit.ts';
import { isCancelled } from '../cancellation.ts';
import type { Variation } from '../catalogue.ts';
import { publish } from '../order-feeds.ts';
import type { Change } from '../seams.ts';
import { alternatives } from './alternatives.ts';
import { eachItem } from './answers.ts';

const topic = 'feeds';

/** Changes show so many milliseconds later. */
const lag =
  (which: 'open' | 'orders', ms: number): Change =>
  ({ rpde }) => ({
    rpde: {
      shows: (changedAt, now, feeds) => rpde.shows(changedAt, now, feeds) && (feeds !== which || now >= changedAt + ms),
    },
  });

const lags: readonly Variation[] = [
  {
    id: 'order-feeds-lag',
    sentence: 'The feeds of orders and proposals show a change five seconds later.',
    topic,
    rules: ['booking-system-updating-the-orders-feed/1'],
    apply: lag('orders', 5_000),
  },
  {
    id: 'open-feeds-lag',
    sentence: 'The open feeds show a change five seconds later.',
    topic,
    rules: ['booking-pre-conditions/3'],
    apply: lag('open', 5_000),
  },
];

const pages = alternatives([
  {
    id: 'small-pages',
    sentence: 'A page of a feed has two items at most.',
    topic,
    rules: ['orders-rpde-feed/1'],
    apply: () => ({ rpde: { pageSize: 2 } }),
  },
  {
    id: 'large-pages',
    sentence: 'A page of a feed has up to five thousand items.',
    topic,
    rules: ['orders-rpde-feed/1'],
    apply: () => ({ rpde: { pageSize: 5_000 } }),
  },
]);

const updates: readonly Variation[] = [
  {
    id: 'order-feed-updates-without-change',
    sentence: 'Every change of an order or a proposal is published twice, and so is a repeated cancellation.',
    topic,
    rules: ['booking-system-updating-the-orders-feed/1'],
    apply: ({ orderFeeds, cancellation }) => ({
      orderFeeds: {
        updated: (system, record) => {
          orderFeeds.updated(system, record);
          orderFeeds.updated(system, record);
        },
      },
      cancellation: {
        cancel: (system, order, items, status) => {
          const fault = cancellation.cancel(system, order, items, status);
          if (!fault && order.items.some(isCancelled)) publish(system, order);
          return fault;
        },
      },
    }),
  },
  {
    id: 'open-feed-updates-without-change',
    sentence: 'An opportunity is published again at each booking, though nothing of it has changed.',
    topic,
    rules: ['booking-pre-conditions/3'],
    apply: ({ spaces }) => ({
      spaces: {
        book: (system, items) => {
          spaces.book(system, items);
          for (const { opportunity } of items) system.openFeeds.spacesChanged(system, opportunity, 'booking');
        },
      },
    }),
  },
];

const places = alternatives([
  {
    id: 'one-orders-feed',
    sentence: 'Orders and proposals share the orders feed; the proposals feed is empty.',
    topic,
    rules: ['order-endpoint-restful-semantics/2'],
    apply: () => ({ orderFeeds: { feed: () => 'orders-rpde' } }),
  },
  {
    id: 'same-feed-ids',
    sentence: 'An order and its proposal have the same id, each in its own feed.',
    topic,
    rules: ['practice: unclear'],
    apply: () => ({ orderFeeds: { id: (_system, { uuid }) => uuid } }),
  },
  {
    id: 'urls-as-feed-ids',
    sentence: 'The id of an item of the orders feeds is the @id of the order or proposal.',
    topic,
    rules: ['orders-rpde-feed/1'],
    apply: () => ({
      orderFeeds: { id: ({ urls }, { kind, uuid }) => (kind === 'order' ? urls.order(uuid) : urls.proposal(uuid)) },
    }),
  },
]);

const TYPES_BY_ID: readonly [RegExp, string][] = [
  [/\/scheduled-sessions\//, WIRE_TYPES.ScheduledSession.type],
  [/\/course-instances\/\d+$/, WIRE_TYPES.CourseInstance.type],
  [/\/headline-events\/\d+$/, WIRE_TYPES.HeadlineEvent.type],
  [/\/on-demand-events\//, WIRE_TYPES.OnDemandEvent.type],
  [/\/slots\//, WIRE_TYPES.FacilityUseSlot.type],
];

function asObject(item: JsonObject): JsonObject {
  const id = get(item, 'orderedItem');
  if (typeof id !== 'string') return item;
  const type = TYPES_BY_ID.find(([pattern]) => pattern.test(id))?.[1] ?? 'Event';
  return { ...item, orderedItem: { '@type': type, '@id': id } };
}

const items = alternatives([
  {
    id: 'ordered-item-as-object-in-feed',
    sentence: 'The orders feeds give the orderedItem as an object of @type and @id.',
    topic,
    rules: ['orders-rpde-feed/2'],
    apply: ({ orderFeeds }) => ({
      orderFeeds: { item: (data, record) => eachItem(orderFeeds.item(data, record), asObject) },
    }),
  },
  {
    id: 'no-replacement-in-feed',
    sentence: 'Items of orders in the feed have no acceptedOffer, orderedItem and unitTaxSpecification.',
    topic,
    rules: ['broker-processing-the-orders-feed/6'],
    apply: ({ orderFeeds }) => ({
      orderFeeds: {
        item: (data, record) => {
          const item = orderFeeds.item(data, record);
          if (record.kind === 'proposal') return item;
          return eachItem(item, (line) => omit(line, 'acceptedOffer', 'orderedItem', 'unitTaxSpecification'));
        },
      },
    }),
  },
]);

/** Lawful differences in what the feeds tell, when and how. */
export const FEED_VARIATIONS: readonly Variation[] = [...lags, ...pages, ...updates, ...places, ...items];
