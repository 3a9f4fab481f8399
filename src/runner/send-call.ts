import type { ApiRequest, Exchange } from '../protocol/exchange.ts';
import { readAnswer, readRequest, type BrokerStep, type CallRequest, type StrayRequest } from '../model/index.ts';
import { mustBeRefused } from '../oracle/index.ts';
import { remember } from './bindings.ts';
import { composeRequest } from './compose.ts';
import type { Running } from './running.ts';

/** An exchange as the broker has it who never got the answer. */
const withoutAnswer = (exchange: Exchange): Exchange => ({
  ...exchange,
  answer: { kind: 'no-answer', reason: 'dropped', detail: 'the answer was lost on purpose' },
});

/** What comes of a request that a live system is not sent. */
const withheld = (request: ApiRequest, at: number): Exchange => ({
  request,
  answer: { kind: 'no-answer', reason: 'withheld', detail: 'not sent, as a live system could accept it' },
  sentAt: at,
  receivedAt: at,
});

/** Sends what a broker's step says; what the answer tells is remembered as soon as it is there, if it is not to be lost. */
export async function sendCall(
  { scenario, bindings, session, watch }: Running,
  step: BrokerStep,
): Promise<{ readonly exchange: Exchange; readonly request: CallRequest | StrayRequest }> {
  const raw = composeRequest(scenario, step, bindings, session);
  const request = readRequest(raw);
  const mayBeSent = session.onlyRefused !== true || request.kind === 'stray' || mustBeRefused(watch, request);
  const sent = mayBeSent ? await session.target.send(raw) : withheld(raw, session.clock.now());
  const exchange = step.lost === true ? withoutAnswer(sent) : sent;
  if (request.kind !== 'stray') remember(bindings, step.order, request, readAnswer(request, exchange.answer));
  return { exchange, request };
}
