import { typeOf } from '../../../protocol/json.ts';
import { expect, notApplicable, type StraySighting, type Verdict } from '../../rule.ts';

/** What stands before a booking system, or looks at credentials or verbs first, may turn a request away in its own way. */
const OTHER_REFUSALS: readonly number[] = [401, 403, 405];

export function unknownEndpoint({ request, response, body }: StraySighting): Verdict {
  if (request.knownPath) return notApplicable('the path is one of the API’s');
  const found = `status ${response.status} ${typeOf(body) ?? ''}`.trim();
  const sound = response.status === 404 || OTHER_REFUSALS.includes(response.status);
  return expect(sound, '404 UnknownOrIncorrectEndpointError', found);
}

export function wrongVerb({ request, response, body }: StraySighting): Verdict {
  if (!request.knownPath) return notApplicable('the path is none of the API’s');
  const { status } = response;
  if (status >= 200 && status < 300) return notApplicable('a booking system may have calls of its own');
  const found = `status ${status} ${typeOf(body) ?? ''}`.trim();
  return expect(status >= 400 && status < 500, '405 MethodNotAllowedError', found);
}
