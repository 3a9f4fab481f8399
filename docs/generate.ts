import { writeFile } from 'node:fs/promises';
import { documents } from './documents.ts';

/** Writes every document that is made from the code: `npm run docs`. */
for (const [path, text] of Object.entries(await documents())) {
  await writeFile(new URL(`../${path}`, import.meta.url), text);
}
