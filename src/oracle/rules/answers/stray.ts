import type { CheckedTable } from '../table.ts';
import { unknownEndpoint, wrongVerb } from './stray-checks.ts';

export const STRAY_RULES = {
  'calls/unknown-endpoint': {
    strength: 'must',
    clauses: ['errors/1', 'paths-and-verbs/3'],
    sentence: 'A request to a path that is none of the API’s is refused with 404 UnknownOrIncorrectEndpointError.',
    features: ['common-error-conditions'],
    check: { by: 'stray', check: unknownEndpoint },
  },
  'calls/wrong-verb': {
    strength: 'must',
    clauses: ['errors/1', 'paths-and-verbs/3'],
    sentence:
      'A request to a path of the API with a verb that it does not take is refused with 405 MethodNotAllowedError, or is a call of the booking system’s own.',
    features: ['common-error-conditions'],
    check: { by: 'stray', check: wrongVerb },
  },
} as const satisfies CheckedTable;
