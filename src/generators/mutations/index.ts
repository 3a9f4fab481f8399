export { applyMutation, applyMutations, describeMutation } from './apply.ts';
export { mutationArbitrary } from './arbitrary.ts';
export { changes, familyOf, isMutation, MUTATIONS, mutationsFor, type MutationKind } from './catalogue.ts';
export { topicsOf, type Family } from './families.ts';
export { mutationSchema } from './schema.ts';
export type { BodyParts } from './template.ts';
export { EMPTY_CONTEXT, type Mutation, type MutationContext } from './types.ts';
