import type { Examination, GuardId, Observed } from '../model/index.ts';
import { answerRules } from './catalogue.ts';
import { afterCall, type SpacesRule } from './causes.ts';
import { promisesKept } from './promises.ts';

/** The rules that an admissible answer puts to the test. */
export interface Judged {
  /** By the answer itself. */
  readonly answer: readonly string[];
  /** By a look at the spaces afterwards. */
  readonly spaces: SpacesRule | undefined;
}

/** Which rules are put to the test by an answer that is admissible. `because`: the rule by which it was refused. */
export function judgedBy(examination: Examination, observed: Observed, because: GuardId | undefined): Judged {
  const { request } = examination;
  const ofAnswer =
    observed.kind === 'accepted' || observed.kind === 'refused'
      ? answerRules(request.call, observed.kind).map(({ rule }) => rule.id)
      : [];
  const [spaces] = afterCall(new Map(), examination, observed).values();
  return { answer: [...promisesKept(examination, observed, because), ...ofAnswer], spaces };
}
