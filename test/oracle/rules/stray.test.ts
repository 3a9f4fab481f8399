import { expect } from 'chai';
import type { ApiRequest } from '../../../src/protocol/exchange.ts';
import { isObject, type Json } from '../../../src/protocol/json.ts';
import { readRequest } from '../../../src/model/index.ts';
import type { Verdict } from '../../../src/oracle/rule.ts';
import { ANSWER_RULES, type AnswerRuleId } from '../../../src/oracle/rules/index.ts';
import { uuidOf } from '../../model/fixture.ts';
import { errorOf, respond } from './fixtures.ts';

function verdictOn(id: AnswerRuleId, method: ApiRequest['method'], path: string, status: number, body: Json): Verdict {
  const request = readRequest({ method, path, partner: 'primary' });
  const check = ANSWER_RULES.find((rule) => rule.id === id)?.check;
  if (request.kind !== 'stray' || check?.by !== 'stray') throw new Error(`${method} ${path} is no stray request`);
  return check.check({ request, response: respond(status, body), body: isObject(body) ? body : {} });
}

const UNKNOWN = errorOf('UnknownOrIncorrectEndpointError', 404);
const NOT_ALLOWED = errorOf('MethodNotAllowedError', 405);

describe('rules on requests that are no calls', () => {
  const rows: readonly (readonly [AnswerRuleId, ApiRequest['method'], string, number, Json, Verdict['kind']])[] = [
    ['calls/unknown-endpoint', 'GET', 'nowhere/1', 404, UNKNOWN, 'passed'],
    ['calls/unknown-endpoint', 'GET', 'nowhere/1', 401, errorOf('InvalidAPITokenError', 401), 'passed'],
    ['calls/unknown-endpoint', 'GET', 'nowhere/1', 200, {}, 'violated'],
    ['calls/unknown-endpoint', 'GET', 'nowhere/1', 500, errorOf('InternalApplicationError', 500), 'violated'],
    ['calls/unknown-endpoint', 'POST', `orders/${uuidOf('a')}`, 500, {}, 'not applicable'],
    ['calls/wrong-verb', 'POST', `orders/${uuidOf('a')}`, 405, NOT_ALLOWED, 'passed'],
    ['calls/wrong-verb', 'POST', `orders/${uuidOf('a')}`, 404, UNKNOWN, 'passed'],
    ['calls/wrong-verb', 'POST', `orders/${uuidOf('a')}`, 500, {}, 'violated'],
    ['calls/wrong-verb', 'GET', `order-quotes/${uuidOf('a')}`, 200, {}, 'not applicable'],
    ['calls/wrong-verb', 'GET', 'nowhere/1', 500, {}, 'not applicable'],
  ];
  for (const [id, method, path, status, body, kind] of rows) {
    it(`${id} of ${method} ${path.split('/')[0]} answered ${status}: ${kind}`, () => {
      expect(verdictOn(id, method, path, status, body).kind).to.equal(kind);
    });
  }
});
