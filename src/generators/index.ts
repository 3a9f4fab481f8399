/** Makes scenarios, payloads and faults in them, and makes them smaller again. */
export * from './mutations/index.ts';
export * from './payload/index.ts';
export * from './scenario/index.ts';
