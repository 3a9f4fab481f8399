/** A program that loads the worker's source: threads do not take over what the main thread loads modules with. */
const fromSource = (here: string): string => `
  import { createRequire } from 'node:module';
  const require = createRequire(${JSON.stringify(here)});
  require('tsx/cjs/api').register();
  require('./worker.ts');`;

/**
 * Where the worker thread's program is: the module beside this one where this one was built, and else one that loads
 * its source as this one was loaded.
 */
export const workerUrl = (): URL =>
  import.meta.url.endsWith('.ts')
    ? new URL(`data:text/javascript,${encodeURIComponent(fromSource(import.meta.url))}`)
    : new URL('./worker.js', import.meta.url);
