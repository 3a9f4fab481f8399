import { GUARDS, type Guard, type GuardId } from './guards.ts';
import type { ItemErrors } from './answer.ts';
import type { Examination } from './examine.ts';
import type { Shortage } from './faults/items.ts';

/** What is wrong with the errors that a 409 gives its items. */
export interface ItemErrorProblem {
  /** The rule that the missing or wrong error would have kept; undefined where an item without a fault has an error. */
  readonly rule: GuardId | undefined;
  readonly line: number | undefined;
  readonly expected: string;
  readonly found: string;
}

const CAPACITY: readonly string[] = GUARDS['items/within-capacity'].errors;

/** Errors that an item may carry for reasons of the booking system's own that no request shows. */
const ALWAYS_POSSIBLE: readonly string[] = ['OpportunityIntractableError'];

const keeps = (rule: GuardId, type: string): boolean => {
  const guard: Guard = GUARDS[rule];
  return (
    guard.errors.some((error) => error === type) ||
    (guard.tolerated ?? []).some((error) => error === type) ||
    (guard.otherErrors !== undefined && guard.errors.length === 0)
  );
};

/** Of an item that may exist, though it is not known. */
const UNSEEN: readonly GuardId[] = ['items/opportunity-known', 'items/offer-known'];

const show = (types: readonly string[] | undefined): string => (types?.length ? types.join(' and ') : 'no error');

/** Problems of the items that are in error for themselves, or carry an error without being so. */
function lineProblems(examination: Examination, errors: ItemErrors): readonly ItemErrorProblem[] {
  const { request, faults, shortages } = examination;
  return request.lines.flatMap((_, line): readonly ItemErrorProblem[] => {
    const own = faults.filter((fault) => fault.line === line && fault.rule !== 'items/within-capacity');
    const short = shortages.some(({ lines }) => lines.includes(line));
    const types = errors.get(line) ?? [];
    const root = own.find(({ certainty }) => certainty === 'must');
    const justified = types.filter(
      (type) =>
        own.some(({ rule }) => keeps(rule, type)) ||
        (short && CAPACITY.includes(type)) ||
        ALWAYS_POSSIBLE.includes(type),
    );
    if (root !== undefined && types.length === 0) {
      return [{ rule: root.rule, line, expected: GUARDS[root.rule].errors.join(' or '), found: 'no error' }];
    }
    if (types.length === 0 || justified.length > 0) return [];
    // Of what the open feeds have not shown so far, nothing is known that would rule an error out.
    if (root === undefined && own.some(({ rule }) => UNSEEN.includes(rule))) return [];
    return root === undefined
      ? [{ rule: undefined, line, expected: 'no error', found: show(types) }]
      : [{ rule: root.rule, line, expected: GUARDS[root.rule].errors.join(' or '), found: show(types) }];
  });
}

/** A shortage: as many items in error as are in excess, neither fewer nor more. */
function shortageProblem(shortage: Shortage, errors: ItemErrors): ItemErrorProblem | undefined {
  const refused = shortage.lines.filter((line) => (errors.get(line) ?? []).some((type) => CAPACITY.includes(type)));
  // An item that is refused for itself wants no space any more.
  const otherwise = shortage.lines.filter((line) => !refused.includes(line) && errors.has(line));
  if (refused.length >= shortage.fewest - otherwise.length && refused.length <= shortage.most) return undefined;
  const range = shortage.fewest === shortage.most ? `${shortage.most}` : `${shortage.fewest} to ${shortage.most}`;
  return {
    rule: 'items/within-capacity',
    line: undefined,
    expected: `${range} of ${shortage.lines.length} items refused for want of spaces`,
    found: `${refused.length} refused`,
  };
}

/** All that is wrong with the item errors of an answer; empty where they are just what the model admits. */
export function itemErrorProblems(examination: Examination, errors: ItemErrors): readonly ItemErrorProblem[] {
  return [
    ...lineProblems(examination, errors),
    ...examination.shortages
      .map((shortage) => shortageProblem(shortage, errors))
      .filter((problem) => problem !== undefined),
  ];
}
