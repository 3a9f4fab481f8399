import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

/** A program that loads a TypeScript module: threads do not take over what the main thread loads modules with. */
const fromSource = (loader: string, module: string): string =>
  `import { register } from ${JSON.stringify(loader)}; register(); await import(${JSON.stringify(module)});`;

/**
 * Where the worker thread's program is: the module beside this one where this one was built, and else one that loads
 * its source in the way in which this one was loaded.
 */
export function workerUrl(): URL {
  if (!import.meta.url.endsWith('.ts')) return new URL('./worker.js', import.meta.url);
  const source = new URL('./worker.ts', import.meta.url).href;
  const loader = pathToFileURL(createRequire(import.meta.url).resolve('tsx/esm/api')).href;
  return new URL(`data:text/javascript,${encodeURIComponent(fromSource(loader, source))}`);
}
