import { notApplicable } from '../../rule.ts';

export const unchecked = () => notApplicable('not checked yet');
