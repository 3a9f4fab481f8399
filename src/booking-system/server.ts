import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { CALL_NAMES, CALLS, type CallName } from '../protocol/calls.ts';
import { isUuid } from '../protocol/ids.ts';
import { isObject, type JsonObject } from '../protocol/json.ts';
import { MEDIA_TYPE } from '../protocol/media-type.ts';
import { cancelOrder } from './cancellation.ts';
import { datasetPage } from './dataset-site.ts';
import { sweepLeases } from './leases.ts';
import { ORDER_FEED_NAMES } from './order-feeds.ts';
import { createOrder, deleteOrder, orderStatus } from './orders.ts';
import { authenticate, authorise, type Headers } from './parties.ts';
import { otherProblem, problem } from './problems.ts';
import { propose, updateProposal } from './proposals.ts';
import { deleteQuote, quote } from './quotes.ts';
import { isProblem, refuse, type Reply } from './replies.ts';
import { readCursor, type Feed } from './rpde.ts';
import type { Caller } from './submission.ts';
import type { System } from './system.ts';
import { createTestOpportunity, deleteDataset, simulateAction } from './test-interface.ts';
import { then, type Soon } from './turns.ts';
import { API_PATH } from './urls.ts';

/** Larger bodies are refused. */
const BODY_LIMIT = 1_048_576;
const RPDE_MEDIA_TYPE = 'application/vnd.openactive.rpde+json; version=1';

type Params = Readonly<Record<string, string>>;
type Handler = (system: System, caller: Caller, uuid: string, body: JsonObject) => Soon<Reply>;

const CALL_HANDLERS: Record<CallName, Handler> = {
  C1: (system, caller, uuid, body) => quote(system, 'C1', caller, uuid, body),
  C2: (system, caller, uuid, body) => quote(system, 'C2', caller, uuid, body),
  P: propose,
  B: createOrder,
  'update-proposal': updateProposal,
  cancel: cancelOrder,
  'delete-quote': deleteQuote,
  'delete-order': deleteOrder,
  status: orderStatus,
};

const header = (request: FastifyRequest, name: string) => {
  const value = request.headers[name];
  return typeof value === 'string' ? value : undefined;
};

const headersOf = (request: FastifyRequest): Headers => ({
  client: header(request, 'x-openactive-test-client-id'),
  seller: header(request, 'x-openactive-test-seller-id'),
});

/** The body as a JSON object; undefined for anything else. */
function readBody(text: unknown): JsonObject | undefined {
  if (typeof text !== 'string') return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** As bytes, since fastify adds a charset to the media type of a text. */
function sendText(reply: FastifyReply, mediaType: string, text: string | undefined): FastifyReply {
  void reply.header('content-type', mediaType);
  return reply.send(text === undefined ? undefined : Buffer.from(text));
}

function send(system: System, reply: FastifyReply, { status, body }: Reply): FastifyReply {
  const wire = system.seams.shape.wire({ status, mediaType: MEDIA_TYPE, body });
  void reply.code(wire.status);
  return sendText(reply, wire.mediaType, wire.body === undefined ? undefined : system.seams.shape.text(wire.body));
}

/** Sends an answer once it is there, and nothing that it tells of is still to be done. */
const sendInTurn = (system: System, reply: FastifyReply, answer: Soon<Reply>): Soon<FastifyReply> =>
  then(
    then(answer, (made) => system.seams.turns.between(system, 'committing', () => made)),
    (made) => send(system, reply, made),
  );

function answerCall(system: System, call: CallName, request: FastifyRequest): Soon<Reply> {
  const headers = headersOf(request);
  const partner = authenticate(headers);
  if (typeof partner === 'object') return refuse(partner);
  const seller = authorise(headers, system.sellers);
  if (isProblem(seller)) return refuse(seller);
  const uuid = (request.params as Params)['uuid'] ?? '';
  const caller = { partner, seller };
  if (CALLS[call].bodyType === undefined) return CALL_HANDLERS[call](system, caller, uuid, {});
  if (!isUuid(uuid)) return system.seams.shape.malformedUuid();
  const body = readBody(request.body);
  return body ? CALL_HANDLERS[call](system, caller, uuid, body) : system.seams.shape.malformed(String(request.body));
}

function addCalls(app: FastifyInstance, system: () => System): void {
  for (const call of CALL_NAMES) {
    const { method, path } = CALLS[call];
    app.route({
      method,
      url: `${API_PATH}/${path}/:uuid`,
      handler: (request, reply) => sendInTurn(system(), reply, answerCall(system(), call, request)),
    });
  }
}

function addTestInterface(app: FastifyInstance, system: () => System): void {
  const root = `${API_PATH}/test-interface`;
  const withBody = (request: FastifyRequest, handle: (body: JsonObject) => Soon<Reply>): Soon<Reply> => {
    const body = readBody(request.body);
    return body ? handle(body) : refuse(otherProblem(400, 'The body is no JSON object.'));
  };
  app.post(`${root}/datasets/:dataset/opportunities`, (request, reply) => {
    const { dataset = '' } = request.params as Params;
    return sendInTurn(
      system(),
      reply,
      withBody(request, (body) => createTestOpportunity(system(), dataset, body)),
    );
  });
  app.delete(`${root}/datasets/:dataset`, (request, reply) => {
    const { dataset = '' } = request.params as Params;
    return send(system(), reply, deleteDataset(system(), dataset));
  });
  app.post(`${root}/actions`, (request, reply) => {
    const partner = authenticate(headersOf(request));
    if (typeof partner === 'object') return send(system(), reply, refuse(partner));
    return sendInTurn(
      system(),
      reply,
      withBody(request, (body) => simulateAction(system(), partner, body)),
    );
  });
}

function sendPage(system: System, request: FastifyRequest, reply: FastifyReply, feed: Feed, mediaType: string) {
  const cursor = readCursor(request.query as Params);
  if (cursor === 'invalid') return send(system, reply, refuse(otherProblem(400, 'The place in the feed is invalid.')));
  return sendText(reply, mediaType, feed.page(cursor));
}

function addFeeds(app: FastifyInstance, system: () => System): void {
  for (const name of ORDER_FEED_NAMES) {
    app.get(`${API_PATH}/${name}`, (request, reply) => {
      const partner = authenticate(headersOf(request));
      if (typeof partner === 'object') return send(system(), reply, refuse(partner));
      return sendPage(system(), request, reply, system().orderFeeds.of(partner, name), MEDIA_TYPE);
    });
  }
  app.get('/feeds/:name', (request, reply) => {
    const feed = system().openFeeds.byName((request.params as Params)['name'] ?? '');
    return feed
      ? sendPage(system(), request, reply, feed, RPDE_MEDIA_TYPE)
      : send(system(), reply, refuse(problem('NotFoundError', 'There is no such feed.')));
  });
  app.get('/', (_request, reply) => reply.type('text/html; charset=utf-8').send(datasetPage(system().urls)));
}

/** The paths that exist, whatever the verb. */
const KNOWN_PATH = new RegExp(
  `^${API_PATH}/((order-quote-templates|order-quotes|order-proposals|orders)/[^/]+|${ORDER_FEED_NAMES.join('|')})$`,
);

function addRefusals(app: FastifyInstance, system: () => System): void {
  app.setNotFoundHandler((request, reply) => {
    const path = request.url.split('?')[0] ?? '';
    const refusal = KNOWN_PATH.test(path)
      ? problem('MethodNotAllowedError', `${request.method} is not possible here.`)
      : problem('UnknownOrIncorrectEndpointError', `There is nothing at ${path}.`);
    return send(system(), reply, refuse(refusal));
  });
  app.setErrorHandler((error: Error & { statusCode?: number }, _request, reply) => {
    // A body nested too deeply for the stack is the sender's fault.
    const status = error.statusCode ?? (error instanceof RangeError ? 400 : 500);
    const refusal =
      status < 500 ? otherProblem(status, error.message) : problem('InternalApplicationError', 'Something went wrong.');
    return send(system(), reply, refuse(refusal));
  });
}

/** The HTTP server of a booking system. `system` is asked for at each request: it exists once the port is known. */
export function createServer(system: () => System): FastifyInstance {
  const app = fastify({ bodyLimit: BODY_LIMIT, forceCloseConnections: true });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => {
    done(null, body);
  });
  app.addHook('preHandler', (_request, _reply, done) => {
    sweepLeases(system());
    done();
  });
  addCalls(app, system);
  addTestInterface(app, system);
  addFeeds(app, system);
  addRefusals(app, system);
  return app;
}
