import type { CheckedTable } from '../table.ts';
import { unchecked } from './unchecked.ts';

export const STRAY_RULES = {
  'calls/unknown-endpoint': {
    strength: 'must',
    clauses: ['errors/1', 'paths-and-verbs/3'],
    sentence: 'A request to a path that is none of the API’s is refused with 404 UnknownOrIncorrectEndpointError.',
    features: ['common-error-conditions'],
    readings: {
      strict: '404 UnknownOrIncorrectEndpointError.',
      lenient: 'Any refusal with a status of 4xx.',
      note: 'What stands before a booking system may turn unknown paths away before they reach it.',
    },
    check: { by: 'stray', check: unchecked },
  },
  'calls/wrong-verb': {
    strength: 'must',
    clauses: ['errors/1', 'paths-and-verbs/3'],
    sentence:
      'A request to a path of the API with a verb that it does not take is refused with 405 MethodNotAllowedError.',
    features: ['common-error-conditions'],
    readings: {
      strict: '405 MethodNotAllowedError.',
      lenient: 'Any refusal with a status of 4xx, or a success: a booking system may have calls of its own.',
      note: 'Extensions of the API are permitted, and many systems know paths and verbs only together.',
    },
    check: { by: 'stray', check: unchecked },
  },
} as const satisfies CheckedTable;
