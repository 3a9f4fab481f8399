import type { Exchange } from '../protocol/exchange.ts';
import { typeOf } from '../protocol/json.ts';
import { describeAction, describeMutation, isMutation } from '../generators/index.ts';
import type { Step } from '../model/index.ts';
import type { ConversationLine, ExchangeRecord, RaceLine } from '../results/result.ts';
import { MEDIA_TYPE } from '../protocol/media-type.ts';
import { drawLanes } from './draw-lanes.ts';
import type { Session } from './options.ts';
import type { RaceRun, StepRun } from './running.ts';

/** What happened, as results tell it. */

/** An answer in a few words: `409 OrderQuote`, `400 IncompleteCustomerDetailsError`, `204`. */
export function describeAnswer(exchange: Exchange | undefined): string {
  if (exchange === undefined) return '';
  const { answer } = exchange;
  if (answer.kind === 'no-answer') return `no answer: ${answer.detail}`;
  const type =
    answer.body.kind === 'json' ? typeOf(answer.body.value) : answer.body.kind === 'text' ? 'not JSON' : undefined;
  return [answer.status, type].filter((word) => word !== undefined).join(' ');
}

/** What is special in a step: its mutations, in words. */
const specialsOf = (step: Step): readonly string[] =>
  'mutations' in step ? (step.mutations ?? []).filter(isMutation).map(describeMutation) : [];

function raceOf({ calls, story }: RaceRun): RaceLine {
  const told = calls.map(({ lane, step, exchange, called, returned }) => ({
    lane,
    step: describeAction(step),
    special: specialsOf(step),
    answer: describeAnswer(exchange),
    from: called,
    to: returned,
  }));
  return { calls: told, drawing: drawLanes(told), why: story?.why ?? [] };
}

/** One line of a conversation. */
export const lineOf = ({ step, exchange, outcome, seen, race }: StepRun): ConversationLine => ({
  step: step.do === 'lanes' ? `at once, in ${String(step.lanes.length)} lanes` : describeAction(step),
  special: specialsOf(step),
  answer: race
    ? race.calls.map((call) => describeAnswer(call.exchange)).join('; ')
    : describeAnswer(exchange) || outcome,
  admitted: seen.admitted,
  ...(race && { race: raceOf(race) }),
});

/** An exchange as files hold it, with every secret masked. */
export function recordOf(exchange: Exchange, session: Pick<Session, 'target' | 'mask'>): ExchangeRecord {
  const { request, answer } = exchange;
  const url = /^https?:/.test(request.path) ? request.path : `${session.target.baseUrl}/${request.path}`;
  const body = request.body;
  const sent =
    body === undefined
      ? {}
      : { requestBody: body.kind === 'json' ? session.mask.json(body.value) : session.mask.text(body.text) };
  const common = {
    method: request.method,
    url: session.mask.text(url),
    headers: body === undefined ? {} : { 'Content-Type': MEDIA_TYPE },
    ...sent,
  };
  if (answer.kind === 'no-answer') return { ...common, noAnswer: session.mask.text(answer.detail) };
  const received =
    answer.body.kind === 'json'
      ? { responseBody: session.mask.json(answer.body.value) }
      : answer.body.kind === 'text'
        ? { responseBody: session.mask.text(answer.body.text.slice(0, 4_000)) }
        : {};
  return { ...common, status: answer.status, ...received };
}
