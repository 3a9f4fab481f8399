import { chmod, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { isObject } from '../../protocol/json.ts';
import { parseJson } from '../body.ts';
import { TargetError } from '../config.ts';

/** What is kept from one run to the next: refresh tokens and the clients that were registered, by their names. */
export interface TokenStore {
  get(key: string): Promise<string | undefined>;
  set(key: string, value: string | undefined): Promise<void>;
}

/** Keeps for as long as the process runs. */
export function memoryTokenStore(): TokenStore {
  const held = new Map<string, string>();
  return {
    get: (key) => Promise.resolve(held.get(key)),
    set: (key, value) => {
      if (value === undefined) held.delete(key);
      else held.set(key, value);
      return Promise.resolve();
    },
  };
}

/** Where tokens are kept unless the configuration says otherwise: with the user, far from what is committed or shared. */
export const DEFAULT_TOKEN_STORE = join(homedir(), '.open-booking-fuzz', 'tokens.json');

/** Keeps in a file that only its owner can read. Rejects with a {@link TargetError} where it cannot. */
export function fileTokenStore(path: string): TokenStore {
  let last: Promise<unknown> = Promise.resolve();
  const inOrder = <Value>(work: () => Promise<Value>): Promise<Value> => {
    const done = last.then(work, work);
    last = done.catch(() => undefined);
    return done;
  };

  async function write(key: string, value: string | undefined): Promise<void> {
    const text = JSON.stringify({ ...(await readTokens(path)), [key]: value }, undefined, 2);
    const draft = `${path}.${String(process.pid)}.draft`;
    try {
      await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      await writeFile(draft, `${text}\n`, { mode: 0o600 });
      await chmod(draft, 0o600);
      await rename(draft, path);
    } catch (error) {
      throw new TargetError(`${path}: tokens could not be kept there (${codeOf(error)})`);
    }
  }

  return {
    get: (key) => inOrder(async () => (await readTokens(path))[key]),
    set: (key, value) => inOrder(() => write(key, value)),
  };
}

async function readTokens(path: string): Promise<Readonly<Record<string, string>>> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return {};
    throw new TargetError(`${path}: tokens are kept there, but it cannot be read (${codeOf(error)})`);
  }
  const value = parseJson(text);
  if (!isObject(value))
    throw new TargetError(`${path}: expected the JSON object in which tokens are kept; delete the file`);
  return Object.fromEntries(
    Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : String(error);
