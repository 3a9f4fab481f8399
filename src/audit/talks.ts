import type { OpportunityId, OrderUuid } from '../protocol/ids.ts';
import { openDataOf, type Ground } from '../model/index.ts';
import { forgottenNames } from './forgetful.ts';
import { joinTalks, MOST_ORDERS, startTalk, type Talk } from './talk.ts';

/** The talks of a recording: found by their orders and by the spaces that they share. */
export interface Talks {
  ofOrder(baseUrl: string, uuid: OrderUuid): Talk | undefined;
  /** The talk about an order, wherever it was made. */
  ofUuid(uuid: OrderUuid): Talk | undefined;
  ofOpportunity(id: OpportunityId): Talk | undefined;
  /** Whether an order may have been spoken of in a talk that was given up. */
  mayHaveForgotten(baseUrl: string, uuid: OrderUuid): boolean;
  /** The talk about an order and some opportunities: a new one, or all that there are about them made one. */
  about(baseUrl: string, uuid: OrderUuid, own: readonly OpportunityId[], start: Start): Talk;
  /** Gives up every talk about a system: what it was about is no longer known. */
  drop(baseUrl: string): void;
  /** Gives up the talk about an opportunity of which it is no longer known who else can book it. */
  dropOpportunity(id: OpportunityId): void;
}

/** How a new talk begins. */
export interface Start {
  readonly strict: boolean;
  readonly at: number;
}

const NOTHING_KNOWN: Ground = { openData: openDataOf([], false), sellers: [], features: {}, strict: false };

/** More talks than this are not followed at a time; those that were silent for longest are forgotten. */
const MOST_TALKS = 400;

/** `forget` is told of the opportunities whose spaces are no longer known. */
export function talksOf(forget: (ids: readonly OpportunityId[]) => void): Talks {
  const live = new Set<Talk>();
  const forgotten = forgottenNames();
  const byOrder = new Map<string, Talk>();
  const byUuid = new Map<OrderUuid, Talk>();
  const byOpportunity = new Map<OpportunityId, Talk>();

  function index(talk: Talk): void {
    live.add(talk);
    for (const uuid of talk.uuids) {
      byOrder.set(`${talk.watch.baseUrl} ${uuid}`, talk);
      byUuid.set(uuid, talk);
    }
    for (const id of talk.opportunities) byOpportunity.set(id, talk);
  }

  function remove(talk: Talk): void {
    live.delete(talk);
    for (const uuid of talk.uuids) {
      byOrder.delete(`${talk.watch.baseUrl} ${uuid}`);
      byUuid.delete(uuid);
    }
    for (const id of talk.opportunities) byOpportunity.delete(id);
  }

  /** Puts a talk behind those that were not used for longer. */
  function used(talk: Talk): Talk {
    live.delete(talk);
    live.add(talk);
    return talk;
  }

  function giveUp(talk: Talk): void {
    remove(talk);
    for (const uuid of talk.uuids) forgotten.add(`${talk.watch.baseUrl} ${uuid}`);
    forget([...talk.opportunities]);
  }

  function about(baseUrl: string, uuid: OrderUuid, own: readonly OpportunityId[], start: Start): Talk {
    const known = [byOrder.get(`${baseUrl} ${uuid}`), ...own.map((id) => byOpportunity.get(id))];
    const [first, ...others] = [...new Set(known.filter((talk) => talk !== undefined))];
    if (first && others.length === 0 && known.every((talk) => talk === first)) return used(first);
    for (const talk of first ? [first, ...others] : []) remove(talk);
    const joined = first ? joinTalks([first, ...others]) : startTalk(NOTHING_KNOWN, baseUrl, start.strict, start.at);
    joined.uuids.add(uuid);
    for (const id of own) joined.opportunities.add(id);
    index(joined);
    if (joined.uuids.size > MOST_ORDERS) {
      giveUp(joined);
      return about(baseUrl, uuid, [], start);
    }
    const [oldest] = live;
    if (live.size > MOST_TALKS && oldest !== undefined) giveUp(oldest);
    return joined;
  }

  return {
    ofOrder: (baseUrl, uuid) => byOrder.get(`${baseUrl} ${uuid}`),
    ofUuid: (uuid) => byUuid.get(uuid),
    ofOpportunity: (id) => byOpportunity.get(id),
    mayHaveForgotten: (baseUrl, uuid) => forgotten.mayHave(`${baseUrl} ${uuid}`),
    about,
    dropOpportunity: (id) => {
      const talk = byOpportunity.get(id);
      if (talk) giveUp(talk);
    },
    drop: (baseUrl) => {
      for (const talk of [...live]) if (talk.watch.baseUrl === baseUrl) giveUp(talk);
    },
  };
}
