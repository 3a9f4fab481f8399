import { getNumber, idOf, type JsonObject } from '../../protocol/json.ts';
import { iri } from '../../protocol/vocabulary.ts';
import { adding, replacing, swapId, unknownLike, WITH_BROKER, without } from './edit.ts';
import type { ItemEdit } from './types.ts';

const ELSEWHERE = 'https://example.org/not-of-this-system/1';

/** Faults in one item of an order (#order-creation-orderitem-errors). */
export const ITEMS = {
  'omit-offer': { sentence: 'item without an offer', calls: WITH_BROKER, apply: without('acceptedOffer') },
  'omit-opportunity': { sentence: 'item without an opportunity', calls: WITH_BROKER, apply: without('orderedItem') },
  'unknown-offer': {
    sentence: 'item with an offer that does not exist',
    calls: WITH_BROKER,
    apply: (item) => madeUp(item, 'acceptedOffer'),
  },
  'unknown-opportunity': {
    sentence: 'item with an opportunity that does not exist',
    calls: WITH_BROKER,
    apply: (item) => madeUp(item, 'orderedItem'),
  },
  'foreign-offer': {
    sentence: 'item with an offer of another opportunity',
    calls: WITH_BROKER,
    apply: (item, { offersElsewhere }) => swapId(item, 'acceptedOffer', offersElsewhere),
  },
  'alien-offer': {
    sentence: 'item with an offer id that is not of this booking system',
    calls: WITH_BROKER,
    apply: replacing('acceptedOffer', ELSEWHERE),
  },
  'alien-opportunity': {
    sentence: 'item with an opportunity id that is not of this booking system',
    calls: WITH_BROKER,
    apply: replacing('orderedItem', ELSEWHERE),
  },
  'omit-position': { sentence: 'item without a position', calls: WITH_BROKER, apply: without('position') },
  'repeat-position': {
    sentence: 'item with the position of another',
    calls: WITH_BROKER,
    apply: (item, _context, items, index) => {
      const position = getNumber(items[index === 0 ? 1 : 0], 'position');
      return position === undefined ? item : replacing('position', position)(item);
    },
  },
} as const satisfies Record<string, ItemEdit>;

/** Faults in one item of a cancellation (#order-cancellation). */
export const CANCELLED_ITEMS = {
  'item-status-confirmed': itemStatus('OrderItemConfirmed', 'confirmed'),
  'item-status-seller-cancelled': itemStatus('SellerCancelled', 'cancelled by the seller'),
  'item-status-attended': itemStatus('CustomerAttended', 'attended'),
  'item-status-unknown': itemStatus('UnknownStatus', 'of a status that does not exist'),
  'omit-item-status': { sentence: 'item without a status', calls: ['cancel'], apply: without('orderItemStatus') },
  'omit-item-id': { sentence: 'item without an id', calls: ['cancel'], apply: without('@id') },
  'other-orders-item': {
    sentence: 'item of another order',
    calls: ['cancel'],
    apply: (item, { otherItemIds }) => swapId(item, '@id', otherItemIds),
  },
  'unknown-item': {
    sentence: 'item that does not exist',
    calls: ['cancel'],
    apply: (item) => madeUp(item, '@id'),
  },
  'malformed-item-id': {
    sentence: 'item with an id of another form',
    calls: ['cancel'],
    apply: replacing('@id', 'not an id'),
  },
  'patch-item-offer': {
    sentence: 'item with an offer in a cancellation',
    calls: ['cancel'],
    apply: adding('acceptedOffer', ELSEWHERE),
  },
} as const satisfies Record<string, ItemEdit>;

function itemStatus(status: string, words: string) {
  return {
    sentence: `item set to be ${words}`,
    calls: ['cancel'] as const,
    apply: replacing('orderItemStatus', iri(status)),
  };
}

/** An id of the system's own form that names nothing, in the place of an item's. */
function madeUp(item: JsonObject, key: string): JsonObject {
  const id = idOf(item[key]);
  return id === undefined ? item : { ...item, [key]: unknownLike(id) };
}
