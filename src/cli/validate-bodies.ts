import { readRequest } from '../model/index.ts';
import { isObject, type JsonObject } from '../protocol/json.ts';
import type { Validated } from '../results/audit.ts';
import { checkBody, type BodyKind } from '../runner/validation/index.ts';
import { openRecording } from '../audit/recording.ts';
import { RecordingError, type Logged } from '../audit/logged.ts';
import { sightOf } from '../audit/sight.ts';

/** A body of a recording, and what it is. */
interface Body {
  readonly kind: BodyKind;
  readonly body: JsonObject;
}

/** The bodies of an exchange for which the validator has a mode. */
function bodiesOf(logged: Logged): readonly Body[] {
  const sight = sightOf(logged);
  switch (sight.kind) {
    case 'call': {
      const { answer } = logged;
      const body = answer.kind === 'response' && answer.body.kind === 'json' ? answer.body.value : undefined;
      const { method, path } = sight;
      const request = readRequest({ method, path, partner: 'primary', ...(logged.sent && { body: logged.sent }) });
      return request.kind === 'call' && isObject(body) ? [{ kind: request.call, body }] : [];
    }
    case 'orders page':
      return sight.page.items.flatMap(({ data }) =>
        isObject(data) ? [{ kind: `${sight.feed} feed`, body: data }] : [],
      );
    case 'order item':
      return isObject(sight.item.data) ? [{ kind: `${sight.feed} feed`, body: sight.item.data }] : [];
    case 'opportunities':
      return sight.updated.map((body) => ({ kind: 'open feed', body }));
    default:
      return [];
  }
}

/** What the OpenActive validator says of the bodies in some recordings. */
export async function validateBodies(files: readonly string[]): Promise<Validated> {
  const total = { bodies: 0, failures: 0, warnings: 0, suggestions: 0 };
  for (const file of files) {
    try {
      for await (const logged of (await openRecording(file)).exchanges) {
        for (const { kind, body } of bodiesOf(logged)) {
          const checked = await checkBody(kind, body);
          if (checked === undefined) continue;
          total.bodies += 1;
          total.failures += checked.faults.length;
          total.warnings += checked.warnings;
          total.suggestions += checked.suggestions;
        }
      }
    } catch (error) {
      // The audit itself has told of it.
      if (!(error instanceof RecordingError)) throw error;
    }
  }
  return total;
}
