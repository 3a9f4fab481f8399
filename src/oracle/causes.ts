import type { OpportunityId } from '../protocol/ids.ts';
import { isBooked, isProposal, type Examination, type Observed } from '../model/index.ts';

/**
 * Why the spaces of an opportunity may be other than they should be: the last thing that touched them since they were
 * last seen to be right. Wrong spaces are told as a breach of what that thing should have done.
 */
export type Causes = ReadonlyMap<OpportunityId, SpacesRule>;

/** The rules of spaces: one check, told by what went before. */
export const SPACES_RULES = [
  'state/spaces-shown',
  'state/spaces-in-quote',
  'state/never-negative-spaces',
  'state/refusal-leaves-no-trace',
  'state/quote-deletion-frees-spaces',
  'state/cancellation-returns-spaces',
  'state/order-deletion-returns-spaces',
  'state/booking-takes-spaces-once',
  'state/repeat-is-idempotent',
  'state/lease-matches-items',
  'state/lapsed-lease-frees-spaces',
  'state/rejection-frees-spaces',
  'state/seller-cancellation-returns-spaces',
  'state/free-spaces-bookable',
] as const;
export type SpacesRule = (typeof SPACES_RULES)[number];

const ACCEPTED: Readonly<Record<string, SpacesRule>> = {
  C1: 'state/lease-matches-items',
  C2: 'state/lease-matches-items',
  P: 'state/lease-matches-items',
  B: 'state/booking-takes-spaces-once',
  cancel: 'state/cancellation-returns-spaces',
  'delete-quote': 'state/quote-deletion-frees-spaces',
  'delete-order': 'state/order-deletion-returns-spaces',
  'update-proposal': 'state/rejection-frees-spaces',
};

function ruleFor({ request, record }: Examination, observed: Observed): SpacesRule | undefined {
  if (observed.kind === 'refused') return 'state/refusal-leaves-no-trace';
  if (observed.kind !== 'accepted') return undefined;
  const repeat = (request.call === 'B' && isBooked(record)) || (request.call === 'P' && isProposal(record));
  return repeat ? 'state/repeat-is-idempotent' : ACCEPTED[request.call];
}

/** The causes after a call. A refused one hides no earlier cause: that is likelier. */
export function afterCall(causes: Causes, examination: Examination, observed: Observed): Causes {
  const rule = ruleFor(examination, observed);
  if (rule === undefined) return causes;
  const { request, record } = examination;
  const touched = [...request.lines, ...record.lines].map(({ opportunity }) => opportunity);
  return blame(causes, touched, rule);
}

/** The causes after something touched some opportunities. */
export function blame(causes: Causes, touched: readonly (OpportunityId | undefined)[], rule: SpacesRule): Causes {
  const next = new Map(causes);
  for (const opportunity of touched) {
    if (opportunity === undefined) continue;
    if (rule === 'state/refusal-leaves-no-trace' && next.has(opportunity)) continue;
    next.set(opportunity, rule);
  }
  return next;
}

/** The causes once an opportunity's spaces were seen to be right. */
export function cleared(causes: Causes, opportunity: OpportunityId): Causes {
  if (!causes.has(opportunity)) return causes;
  const next = new Map(causes);
  next.delete(opportunity);
  return next;
}
