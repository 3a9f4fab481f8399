import type { ApiRequest } from '../protocol/exchange.ts';
import { opportunityId, type OpportunityId, type OrderUuid, type PartnerName } from '../protocol/ids.ts';
import { idOf, isObject } from '../protocol/json.ts';
import type { SellerAction } from '../protocol/test-interface.ts';
import { readRequest, type CallRequest, type OfferFacts, type OpportunityFacts } from '../model/index.ts';
import type { Logged } from './logged.ts';
import { opportunityBook } from './opportunities.ts';
import { partnersIn } from './partners.ts';
import { sightOf, type OrdersFeed } from './sight.ts';

/** What a broker or a seller does in a slice, or looks at. */
export type SliceAct =
  | SliceCall
  | { readonly kind: 'seller'; readonly uuid: OrderUuid; readonly action: SellerAction | undefined }
  | { readonly kind: 'feed'; readonly feed: OrdersFeed; readonly partner: PartnerName }
  | { readonly kind: 'spaces'; readonly opportunities: readonly OpportunityId[] };

export interface SliceCall {
  readonly kind: 'call';
  readonly request: CallRequest;
  readonly logged: Logged;
  readonly baseUrl: string;
}

/** A slice, read as what was done in it. */
export interface SliceRead {
  readonly acts: readonly SliceAct[];
  /** The opportunities that are asked for, as they were seen. */
  readonly opportunities: ReadonlyMap<OpportunityId, OpportunityFacts>;
  readonly offersUsed: ReadonlySet<OfferFacts['id']>;
}

export function readSlice(slice: readonly Logged[], sources: readonly Logged[]): SliceRead {
  const book = opportunityBook({ stale: false });
  const partners = partnersIn();
  for (const logged of sources) actOf(logged, book, partners);
  const acts: SliceAct[] = [];
  const asked = new Set<OpportunityId>();
  const offersUsed = new Set<OfferFacts['id']>();
  for (const logged of slice) {
    const act = actOf(logged, book, partners);
    if (act?.kind === 'call') {
      for (const { opportunity, offer } of act.request.lines) {
        if (opportunity !== undefined) asked.add(opportunity);
        if (offer !== undefined) offersUsed.add(offer);
      }
    }
    if (act) acts.push(act);
  }
  const known = [...asked].flatMap((id) => {
    const facts = book.facts(id, undefined);
    return facts ? [[id, facts] as const] : [];
  });
  return { acts, opportunities: new Map(known), offersUsed };
}

function actOf(
  logged: Logged,
  book: ReturnType<typeof opportunityBook>,
  partners: ReturnType<typeof partnersIn>,
): SliceAct | undefined {
  const sight = sightOf(logged);
  const { partner } = partners.of(logged.headers, logged.partner);
  switch (sight.kind) {
    case 'call': {
      const { method, path, baseUrl } = sight;
      const raw: ApiRequest = { method, path, partner, ...(logged.sent === undefined ? {} : { body: logged.sent }) };
      const request = readRequest(raw);
      const body =
        logged.answer.kind === 'response' && logged.answer.body.kind === 'json' ? logged.answer.body.value : undefined;
      if (isObject(body)) book.learnFromQuote(body);
      return request.kind === 'call' ? { kind: 'call', request, logged, baseUrl } : undefined;
    }
    case 'seller':
      return sight.uuid === undefined ? undefined : { kind: 'seller', uuid: sight.uuid, action: sight.action };
    case 'orders page':
    case 'order item':
      return { kind: 'feed', feed: sight.feed, partner };
    case 'opportunities': {
      for (const data of sight.updated) book.add(data, logged);
      const ids = sight.updated.map(idOf).filter((id) => id !== undefined);
      return { kind: 'spaces', opportunities: ids.map(opportunityId) };
    }
    default:
      return undefined;
  }
}
