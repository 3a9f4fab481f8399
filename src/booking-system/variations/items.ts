import { get, getArray, getNumber, getString, idOf, isObject, type JsonObject } from '../../protocol/json.ts';
import { iri } from '../../protocol/vocabulary.ts';
import { omit } from '../bodies/omit.ts';
import type { Variation } from '../catalogue.ts';
import type { Urls } from '../urls.ts';
import { alternatives } from './alternatives.ts';
import { CHECKPOINTS, deeplyIn, eachItem, inAnswers, inside } from './answers.ts';

const topic = 'items';

/** Ids of items under some path, by the item's number alone. */
const idsAt = (path: (urls: Urls, uuid: string) => string, pattern: RegExp) => () => ({
  shape: {
    itemId: (urls: Urls, uuid: string, number: number) => path(urls, uuid) + String(number),
    isItemId: (_urls: Urls, text: string) => pattern.test(text),
  },
});

const ids: readonly Variation[] = [
  ...alternatives([
    {
      id: 'item-ids-as-paths',
      sentence: 'The @id of an item is a path below its order.',
      topic,
      rules: ['schemaorderitem'],
      apply: idsAt((urls, uuid) => `${urls.order(uuid)}/order-items/`, /\/orders\/[^/]+\/order-items\/\d+$/),
    },
    {
      id: 'item-ids-elsewhere',
      sentence: 'The @id of an item does not show its order.',
      topic,
      rules: ['schemaorderitem'],
      apply: idsAt(() => 'https://id.example.com/order-items/', /^https:\/\/id\.example\.com\/order-items\/\d+$/),
    },
  ]),
  {
    id: 'no-item-ids-at-p',
    sentence: 'Items of the answer to P have no @id.',
    topic,
    rules: ['schemaorderitem'],
    apply: inAnswers(['P'], (body) => eachItem(body, (item) => omit(item, '@id'))),
  },
];

const CAPACITY = ['remainingAttendeeCapacity', 'remainingUses'] as const;

const withoutCapacity = (body: JsonObject) =>
  eachItem(body, (item) => inside(item, 'orderedItem', (opportunity) => omit(opportunity, ...CAPACITY)));

/** The remaining spaces as they were before the order took its own. */
function capacityBefore(body: JsonObject): JsonObject {
  const booked = getArray(body, 'orderedItem').filter(
    (item) => getString(item, 'orderItemStatus') === iri('OrderItemConfirmed'),
  );
  return eachItem(body, (item) =>
    inside(item, 'orderedItem', (opportunity) => {
      const own = booked.filter((other) => idOf(get(other, 'orderedItem')) === idOf(opportunity)).length;
      const shown = CAPACITY.flatMap((property): [string, number][] => {
        const remaining = getNumber(opportunity, property);
        return remaining === undefined ? [] : [[property, remaining + own]];
      });
      return { ...opportunity, ...Object.fromEntries(shown) };
    }),
  );
}

const capacities = alternatives([
  {
    id: 'no-remaining-spaces-at-b',
    sentence: 'The answers to P and B do not show the remaining spaces.',
    topic,
    rules: ['opportunity-data-properties/4'],
    apply: inAnswers(['P', 'B'], withoutCapacity),
  },
  {
    id: 'no-remaining-spaces',
    sentence: 'No answer shows the remaining spaces.',
    topic,
    rules: ['opportunity-data-properties/4'],
    apply: inAnswers([...CHECKPOINTS, 'status'], withoutCapacity),
  },
  {
    id: 'remaining-spaces-before-b',
    sentence: 'The answer to B shows the spaces that remained before it.',
    topic,
    rules: ['practice: unclear'],
    apply: inAnswers(['B'], capacityBefore),
  },
]);

/** The items the other way round, where their positions tell them apart, or what they show. */
function reversed(body: JsonObject): JsonObject {
  const items = getArray(body, 'orderedItem');
  const marks = items.map(
    (item) => get(item, 'position') ?? [get(item, 'orderedItem'), get(item, 'acceptedOffer')].map(idOf).join(' '),
  );
  return new Set(marks).size === marks.length && items.length > 0
    ? { ...body, orderedItem: [...items].reverse() }
    : body;
}

const places: readonly Variation[] = [
  {
    id: 'items-in-another-order',
    sentence: 'Items come back in the opposite order, each with its position, where it has one.',
    topic,
    rules: ['schemaorderitem'],
    apply: inAnswers([...CHECKPOINTS, 'status'], reversed),
  },
  {
    id: 'no-positions-after-p',
    sentence: 'After a P, the answer to B has no positions: the B had none.',
    topic,
    rules: ['practice: lawful'],
    apply: ({ proposals }) => ({
      proposals: { confirmed: (item) => ({ ...proposals.confirmed(item), position: undefined }) },
    }),
  },
  {
    id: 'no-item-status-at-p',
    sentence: 'Items of the answer to P have no orderItemStatus.',
    topic,
    rules: ['practice: unclear'],
    apply: inAnswers(['P'], (body) => eachItem(body, (item) => omit(item, 'orderItemStatus'))),
  },
  {
    id: 'access-codes-later',
    sentence: 'Access codes come with the orders feed, not with the answer to B.',
    topic,
    rules: ['practice: lawful'],
    apply: inAnswers(['B'], (body) => eachItem(body, (item) => omit(item, 'accessCode'))),
  },
  {
    id: 'lease-at-p',
    sentence: 'The answer to P has a lease that lasts until the opportunity begins.',
    topic,
    rules: ['orderproposal-creation-p', 'proposal-leasing/1'],
    apply: inAnswers(['P'], (body) => {
      const starts = getArray(body, 'orderedItem').flatMap(
        (item) => getString(get(item, 'orderedItem'), 'startDate') ?? [],
      );
      // What begins some time on a day sets no moment.
      const [leaseExpires] = starts.filter((start) => start.includes('T')).sort();
      return leaseExpires === undefined || !isObject(body)
        ? body
        : { ...body, lease: { '@type': 'Lease', leaseExpires } };
    }),
    excludes: ['no-leasing', 'proposals-hold-no-spaces', 'short-leases'],
  },
];

const isCourse = (object: JsonObject) => get(object, '@type') === 'CourseInstance';

/** A course with the one class that it consists of, instead of a schedule. */
function withClass(course: JsonObject): JsonObject {
  const day = getString(course, 'startDate') ?? '';
  const held = {
    '@type': 'Event',
    '@id': `${idOf(course) ?? ''}/classes/1`,
    startDate: `${day}T09:00:00Z`,
    endDate: `${day}T10:00:00Z`,
    duration: 'PT1H',
  };
  return { ...omit(course, 'eventSchedule'), subEvent: [held] };
}

const courses: readonly Variation[] = [
  {
    id: 'courses-with-classes',
    sentence: 'Courses are published with their classes, not with a schedule, and are answered with neither.',
    topic,
    rules: ['opportunity-data-properties/5'],
    apply: (before) => ({
      ...inAnswers([...CHECKPOINTS, 'status'], (body) =>
        deeplyIn(body, (object) => (isCourse(object) ? omit(object, 'eventSchedule') : object)),
      )(before),
      openFeeds: {
        item: (data, opportunity) => {
          const item = before.openFeeds.item(data, opportunity);
          return isCourse(item) ? withClass(item) : item;
        },
      },
    }),
  },
];

/** Lawful differences in what the items of answers show. */
export const ITEM_VARIATIONS: readonly Variation[] = [...ids, ...capacities, ...places, ...courses];
