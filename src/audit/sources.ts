import { readdir, stat } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { TELLS_THE_SAME } from '../results/audit.ts';
import { RecordingError } from './logged.ts';
import { looksRecorded } from './recording.ts';

/** The recordings that some files and folders hold. */
export interface Sources {
  readonly files: readonly string[];
  /** What a folder holds that is no recording, or tells the same as another file does. */
  readonly leftAlone: readonly { readonly file: string; readonly because: string }[];
}

/** Of the same test: the log tells most, then the Markdown; the page says the same as that. */
const TELLING: readonly string[] = ['.json', '.jsonl', '.har', '.md', '.txt', '.html'];

/**
 * The recordings to read: files as they are named, and of folders, at any depth, whatever looks like one. The Test Suite
 * writes each test several times over, of which the most telling file is taken. Rejects with a {@link RecordingError}.
 */
export async function sourcesOf(paths: readonly string[]): Promise<Sources> {
  const found = await Promise.all(paths.map(sourcesIn));
  return { files: found.flatMap(({ files }) => files), leftAlone: found.flatMap(({ leftAlone }) => leftAlone) };
}

async function sourcesIn(path: string): Promise<Sources> {
  if (!(await isFolder(path))) return { files: [path], leftAlone: [] };
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  const all = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  const recorded: string[] = [];
  const leftAlone: { file: string; because: string }[] = [];
  for (const file of all) {
    if (await looksRecorded(file)) recorded.push(file);
    else leftAlone.push({ file, because: 'it is no recording' });
  }
  const best = new Map<string, string>();
  for (const file of recorded) {
    const key = testOf(file);
    const other = best.get(key);
    const better = other === undefined || rank(file) < rank(other) ? file : other;
    best.set(key, better);
  }
  for (const file of recorded) {
    const taken = best.get(testOf(file)) ?? file;
    if (taken !== file) leftAlone.push({ file, because: `${taken} ${TELLS_THE_SAME}` });
  }
  return { files: recorded.filter((file) => best.get(testOf(file)) === file), leftAlone };
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new RecordingError(
      { file: path },
      `expected a recording or a folder of them, found nothing (${String(code)})`,
    );
  }
}

const rank = (file: string): number => (TELLING.indexOf(extname(file)) + TELLING.length + 1) % (TELLING.length + 1);

/** What the files of one test have in common: their name, wherever they are. */
function testOf(file: string): string {
  const name = basename(file, extname(file));
  // The names of the Test Suite's files say the test, the flow and the type; others may be called the same by chance.
  return /_OpenBooking\w+Flow_\w+$/.test(name) ? name : file;
}
