export { byValue, type ByValueParts } from './by-value.ts';
export * from './people.ts';
export { detailsFor } from './details.ts';
