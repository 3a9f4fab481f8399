import { readFileSync } from 'node:fs';

/** The package's version. Its description stands two folders up, from the sources as from what is built of them. */
export const VERSION: string = (
  JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { readonly version: string }
).version;
