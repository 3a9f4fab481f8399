import type { InjectOptions } from 'fastify';
import { DEFECTS, select } from './catalogue.ts';
import { adjustableClock, type Clock } from './clock.ts';
import { createOpenFeeds } from './open-feeds.ts';
import { createOrderFeeds } from './order-feeds.ts';
import { createSellers } from './parties.ts';
import { createSeams, type Seams } from './seams.ts';
import { createServer } from './server.ts';
import { createOpportunityStore, createOrderStore } from './store.ts';
import type { System } from './system.ts';
import { turnsPause, type Pause } from './turns.ts';
import { createUrls } from './urls.ts';
import { VARIATIONS } from './variations/index.ts';

export { DEFECTS, type CatalogueEntry, type Defect, type Variation } from './catalogue.ts';
export { adjustableClock, type AdjustableClock, type Clock } from './clock.ts';
export { compatible, VARIATIONS } from './variations/index.ts';
export { CLIENT_IDS, RECONCILIATION, sellerIdAt } from './parties.ts';

export interface BookingSystemOptions {
  /** 0, the default, is any free port. */
  readonly port?: number;
  /** Ids of {@link DEFECTS}. */
  readonly defects?: readonly string[];
  /** Ids of {@link VARIATIONS}. */
  readonly variations?: readonly string[];
  /** By default the real time. */
  readonly clock?: Clock;
  /**
   * What a defect of races waits for between a look and the act that relies on it; by default a number of turns of the
   * event loop. Nothing else waits.
   */
  readonly pause?: Pause;
}

/** A request that does not go over the network. */
export interface InjectedRequest {
  readonly method: NonNullable<InjectOptions['method']>;
  /** Absolute, or only a path. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface InjectedResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A running embedded booking system. */
export interface BookingSystem {
  readonly datasetSiteUrl: string;
  /** The base URI of its API, without a slash at the end. */
  readonly baseUrl: string;
  readonly clock: Clock;
  /** Answers a request in process, as it would over HTTP. */
  inject(request: InjectedRequest): Promise<InjectedResponse>;
  stop(): Promise<void>;
}

function createSystem(origin: string, clock: Clock, seams: Seams, pause: Pause): System {
  const urls = createUrls(origin);
  const counter = { last: 0 };
  let number = 0;
  return {
    clock,
    urls,
    seams,
    sellers: createSellers(urls),
    opportunities: createOpportunityStore(),
    orders: createOrderStore(),
    leases: new Map(),
    openFeeds: createOpenFeeds({ clock, urls, seams }, counter),
    orderFeeds: createOrderFeeds({ clock, urls, seams }, counter),
    pause,
    nextNumber: () => {
      number += 1;
      return number;
    },
  };
}

/** Starts a booking system on the loopback interface. An unknown defect or variation is an Error. */
export async function startBookingSystem(options: BookingSystemOptions = {}): Promise<BookingSystem> {
  const variations = select('variation', VARIATIONS, options.variations ?? []);
  const defects = select('defect', DEFECTS, options.defects ?? []);
  const seams = createSeams([...variations, ...defects].map(({ apply }) => apply));
  const clock = options.clock ?? adjustableClock();
  const started: { system?: System } = {};
  const app = createServer(() => {
    if (!started.system) throw new Error('The booking system has not started.');
    return started.system;
  });
  const origin = await app.listen({ port: options.port ?? 0, host: '127.0.0.1' });
  const system = createSystem(origin, clock, seams, options.pause ?? turnsPause());
  started.system = system;
  return {
    datasetSiteUrl: system.urls.datasetSite,
    baseUrl: system.urls.base,
    clock,
    inject: async ({ method, url, headers, body }) => {
      const response = await app.inject({ method, url, headers, ...(body !== undefined && { payload: body }) });
      const texts = Object.entries(response.headers).map(([name, value]) => [name, String(value)]);
      return {
        status: response.statusCode,
        headers: Object.fromEntries(texts) as Record<string, string>,
        body: response.body,
      };
    },
    stop: () => app.close(),
  };
}
