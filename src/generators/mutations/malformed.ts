import { WITH_BODY } from './edit.ts';
import type { TextEdit } from './types.ts';

/** Bodies that are no JSON, or JSON but no object. */
export const MALFORMED = {
  'cut-short': {
    sentence: 'body cut short in the middle',
    calls: WITH_BODY,
    apply: (body) => {
      const text = JSON.stringify(body);
      return { kind: 'text', text: text.slice(0, Math.ceil(text.length / 2)) };
    },
  },
  'trailing-comma': {
    sentence: 'body with a comma too many',
    calls: WITH_BODY,
    apply: (body) => ({ kind: 'text', text: JSON.stringify(body).replace(/}$/, ',}') }),
  },
  'not-json': {
    sentence: 'body that is no JSON',
    calls: WITH_BODY,
    apply: () => ({ kind: 'text', text: 'this is not JSON' }),
  },
  'empty-body': { sentence: 'body empty', calls: WITH_BODY, apply: () => ({ kind: 'text', text: '' }) },
  'body-in-list': {
    sentence: 'body in a list',
    calls: WITH_BODY,
    apply: (body) => ({ kind: 'json', value: [body] }),
  },
  'body-is-text': {
    sentence: 'body that is a JSON string',
    calls: WITH_BODY,
    apply: () => ({ kind: 'json', value: 'Order' }),
  },
  'body-is-null': { sentence: 'body that is null', calls: WITH_BODY, apply: () => ({ kind: 'json', value: null }) },
} as const satisfies Record<string, TextEdit>;
