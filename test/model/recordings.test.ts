import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { expect } from 'chai';
import { orderUuid, PARTNERS, sellerId, type PartnerName } from '../../src/protocol/ids.ts';
import type { Method } from '../../src/protocol/calls.ts';
import { get, getArray, getNumber, getString, idOf, isObject, type Json } from '../../src/protocol/json.ts';
import { SELLER_ACTIONS, type SellerAction } from '../../src/protocol/test-interface.ts';
import {
  admit,
  beliefOf,
  elapse,
  free,
  openDataOf,
  orderKey,
  readAnswer,
  readOpportunity,
  readRequest,
  sellerActs,
  type Belief,
  type CallRequest,
  type Ground,
  type OpportunityFacts,
} from '../../src/model/index.ts';
import { answer } from './answers.ts';

/**
 * Whole conversations with a real booking system, as the official Test Suite logged them: the model has to admit every
 * exchange. They stand beside the repository, not in it.
 */
const FOLDER = new URL('../../../shared/recordings/test-suite-output/json/', import.meta.url);
const recordings = existsSync(FOLDER) ? readdirSync(FOLDER).filter((name) => name.endsWith('.json')) : [];

/** One logged request with its response. */
interface Logged {
  readonly method: string;
  readonly url: string;
  readonly headers: Json | undefined;
  readonly sent: Json | undefined;
  readonly status: number;
  readonly received: Json | undefined;
  readonly at: number | undefined;
}

function readLog(entry: Json): Logged | undefined {
  const [request, response] = [get(entry, 'request'), get(entry, 'response')];
  const [method, url] = [getString(request, 'method'), getString(request, 'url')];
  const status = getNumber(response, 'status');
  if (method === undefined || url === undefined || status === undefined) return undefined;
  const date = Date.parse(getString(get(response, 'headers'), 'date') ?? '');
  return {
    method,
    url,
    headers: get(get(request, 'requestOptions'), 'headers'),
    sent: get(request, 'jsonBody'),
    status,
    received: get(response, 'body'),
    at: Number.isNaN(date) ? undefined : date,
  };
}

const readRecording = (name: string): readonly Logged[] =>
  getArray(JSON.parse(readFileSync(new URL(name, FOLDER), 'utf8')), 'logs')
    .map(readLog)
    .filter((entry) => entry !== undefined);

const opportunityIn = ({ url, received }: Logged): OpportunityFacts | undefined => {
  const data = url.includes('/opportunity/') ? get(received, 'data') : undefined;
  return isObject(data) ? readOpportunity(data) : undefined;
};

/** The opportunities as first seen in the open feeds. */
function opportunitiesOf(log: readonly Logged[]): readonly OpportunityFacts[] {
  const found = new Map<string, OpportunityFacts>();
  for (const facts of log.map(opportunityIn)) if (facts && !found.has(facts.id)) found.set(facts.id, facts);
  return [...found.values()];
}

/** The partners as they turn up: the first is the primary one. */
function partnerOf(headers: Json | undefined, known: Map<string, PartnerName>): PartnerName {
  const client = getString(headers, 'X-OpenActive-Test-Client-Id') ?? '';
  const partner = known.get(client) ?? PARTNERS[known.size] ?? 'primary';
  known.set(client, partner);
  return partner;
}

const API = /^https?:\/\/[^/]+\/api\/openbooking\//;

function callIn({ method, url, headers, sent }: Logged, partners: Map<string, PartnerName>): CallRequest | undefined {
  if (!API.test(url)) return undefined;
  const read = readRequest({
    method: method as Method,
    path: url.replace(API, ''),
    partner: partnerOf(headers, partners),
    ...(sent === undefined ? {} : { body: { kind: 'json', value: sent } }),
  });
  return read.kind === 'call' ? read : undefined;
}

function sellerActionIn({ url, sent }: Logged): { readonly action: SellerAction; readonly uuid: string } | undefined {
  if (!url.endsWith('/test-interface/actions')) return undefined;
  const type = getString(sent, '@type')?.replace('test:', '');
  const found = Object.entries(SELLER_ACTIONS).find(([, name]) => name === type);
  const uuid = idOf(get(sent, 'object'))?.split('/').at(-1);
  return found && uuid !== undefined ? { action: found[0] as SellerAction, uuid } : undefined;
}

describe('conversations with a real booking system', () => {
  for (const name of recordings) {
    it(`${name} is admitted whole`, () => {
      const log = readRecording(name);
      const opportunities = opportunitiesOf(log);
      const sellers = [...new Set(opportunities.map(({ seller }) => seller ?? ''))];
      const ground: Ground = {
        openData: openDataOf(opportunities, true),
        sellers: sellers.map((id, index) => ({
          id: sellerId(id),
          name: index === 0 ? 'primary' : 'secondary',
          taxMode: undefined,
          reconciliation: undefined,
        })),
        features: {},
        strict: false,
      };
      const spaces = Object.fromEntries(opportunities.map(({ id, remaining }) => [id, remaining]));
      let belief: Belief = beliefOf([{ orders: {}, spaces }]);
      let now = log.find(({ at }) => at !== undefined)?.at ?? 0;
      const partners = new Map<string, PartnerName>();
      let calls = 0;
      for (const entry of log) {
        const time = Math.max(now, entry.at ?? now);
        belief = elapse(belief, now, time);
        now = time;
        const request = callIn(entry, partners);
        const action = sellerActionIn(entry);
        if (request) {
          calls += 1;
          const given = readAnswer(request, answer(entry.status, entry.received));
          const worlds = belief.worlds.flatMap((world) => admit(world, request, given, ground, now)?.worlds ?? []);
          expect(worlds.length, `${calls}: ${request.call} ${entry.status}`).to.be.greaterThan(0);
          belief = beliefOf(worlds);
        } else if (action) {
          const key = orderKey('primary', orderUuid(action.uuid));
          belief = beliefOf(belief.worlds.flatMap((world) => sellerActs(world, key, action.action)));
        }
        const seen = opportunityIn(entry);
        if (seen?.remaining !== undefined && calls > 0) {
          const fits = belief.worlds.filter((world) => free(world, seen.id) === seen.remaining);
          expect(fits.length, `${seen.remaining} spaces left after ${calls} calls`).to.be.greaterThan(0);
        }
      }
      expect(calls).to.be.greaterThan(2);
    });
  }

  it('hold some from the seeds’ own features, wherever there are recordings', () => {
    const features = recordings.map((name) => name.split('_')[0]);
    if (recordings.length > 0)
      expect(features).to.include.members(['agent-broker', 'reseller-broker', 'prepayment-optional']);
  });
});
