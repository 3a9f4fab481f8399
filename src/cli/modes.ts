import { PREPAYMENTS } from '../protocol/vocabulary.ts';

/** The prepayment modes that a scenario can have: those of the specification, and nothing to pay. */
export const PREPAYMENT_MODES = [...PREPAYMENTS, 'Free'] as const;
