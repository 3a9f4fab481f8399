import {
  get,
  getNumber,
  getString,
  idOf,
  isObject,
  typeOf,
  type Json,
  type JsonObject,
} from '../../../protocol/json.ts';
import { readAmount } from '../../../protocol/money.ts';
import { given, ofAccepted, ofNewOrder, ofOrder, show, type ItemSight } from './sight.ts';
import { expect, notApplicable, PASSED, violated, type Verdict } from '../../rule.ts';

/** The first violation among the items of an answer; passed where there is none. */
export function eachItem(items: readonly ItemSight[], check: (item: ItemSight) => Verdict): Verdict {
  for (const item of items) {
    const verdict = check(item);
    if (verdict.kind === 'violated') return verdict;
  }
  return PASSED;
}

export const everyItemAnswered = ofOrder((_order, { items, asked }, { request }) => {
  if (asked.length === 0) return notApplicable('how many items there should be is not known');
  const expected = request.minimal ? 'items as in the proposal' : 'items as in the request';
  return expect(items.length === asked.length, `${asked.length} ${expected}`, `${items.length}`);
});

export const positions = ofNewOrder((_order, { items }, { request }) => {
  const asked = request.lines.map(({ position }) => position);
  const usable = asked.length > 0 && asked.every(Number.isInteger) && new Set(asked).size === asked.length;
  if (!usable) return notApplicable('the positions of the request do not tell its items apart');
  if (items.length !== asked.length) return notApplicable('the answer does not have the items of the request');
  const seen = new Set<number | undefined>();
  return eachItem(items, ({ raw }) => {
    const position = getNumber(raw, 'position');
    if (!asked.includes(position)) return violated(`positions ${asked.join(', ')}`, show(get(raw, 'position')));
    if (seen.has(position)) return violated(`positions ${asked.join(', ')}`, `${position} twice`);
    seen.add(position);
    const line = request.lines[asked.indexOf(position)];
    const shown = idOf(given(raw, 'orderedItem'));
    const other = shown !== undefined && line?.opportunity !== undefined && shown !== line.opportunity;
    return expect(!other, `${line?.opportunity} at position ${position}`, `${shown}`);
  });
});

/** The ids that the items of a request or a proposal name. */
type Named = 'opportunity' | 'offer';
const isAsked = (
  id: string,
  which: Named,
  lines: readonly { readonly [key in Named]: string | undefined }[],
): boolean => lines.length === 0 || lines.some((line) => line[which] === undefined || line[which] === id);

export const offerFull = ofAccepted((_order, { items }, { request, before }) =>
  eachItem(items, ({ raw, errors }) => {
    if (errors.length > 0) return PASSED;
    const offer = given(raw, 'acceptedOffer');
    if (!isObject(offer)) return violated('the accepted offer as an object', show(offer));
    const id = getString(offer, '@id');
    if (typeOf(offer) !== 'Offer' || id === undefined) return violated('an Offer with @id', show(typeOf(offer)));
    if (readAmount(get(offer, 'price')) === undefined)
      return violated('an Offer with a price', show(get(offer, 'price')));
    const lines = request.minimal ? before.lines : request.lines;
    return expect(isAsked(id, 'offer', lines), 'the offer that was asked for', id);
  }),
);

export const opportunityFull = ofAccepted((_order, { items }, { request, before }) =>
  eachItem(items, ({ raw, errors, nodes }) => {
    if (errors.length > 0) return PASSED;
    const opportunity = given(raw, 'orderedItem');
    if (!isObject(opportunity)) return violated('the opportunity as an object', show(opportunity));
    const id = getString(opportunity, '@id');
    if (typeOf(opportunity) === undefined || id === undefined)
      return violated('an opportunity with @type and @id', 'none');
    // What can be had at any time has no date.
    const due = typeOf(opportunity) === 'OnDemandEvent' ? ['name'] : ['name', 'startDate'];
    const missing = due.find((key) => !nodes.some((node) => getString(node, key)));
    if (missing !== undefined) return violated(`an opportunity with ${missing}`, 'none');
    const lines = request.minimal ? before.lines : request.lines;
    return expect(isAsked(id, 'opportunity', lines), 'the opportunity that was asked for', id);
  }),
);

const NOT_INSIDE = ['offers', 'subEvent', 'event', 'organizer', 'provider'] as const;

const holds = (nodes: readonly JsonObject[], keys: readonly string[]): string | undefined =>
  keys.find((key) => nodes.some((node) => given(node, key) !== undefined));

export const noNestedParents = ofOrder((_order, { items }) =>
  eachItem(items, ({ nodes }) => {
    const found = holds(nodes, NOT_INSIDE);
    return expect(found === undefined, `no ${NOT_INSIDE.join(', ')} in orderedItem`, `${found}`);
  }),
);

export const noFlowRequirement = ofOrder((_order, { items }) =>
  eachItem(items, ({ raw }) => {
    const offer: Json | undefined = given(raw, 'acceptedOffer');
    const found = isObject(offer) ? given(offer, 'openBookingFlowRequirement') : undefined;
    return expect(found === undefined, 'no openBookingFlowRequirement', show(found));
  }),
);
