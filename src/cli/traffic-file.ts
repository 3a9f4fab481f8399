import { open, type FileHandle } from 'node:fs/promises';
import { lineOfExchange, RECORDING_FORMAT, type RecordingHead } from '../audit/readers/own.ts';
import type { Logged } from '../audit/logged.ts';
import type { SecretMask } from '../protocol/masks.ts';
import type { Traffic } from '../target/index.ts';
import { UsageError } from './usage.ts';
import { VERSION } from './version.ts';

/** A file that traffic is recorded into, an exchange a line, with every secret masked. */
export interface TrafficFile {
  /** The first line: what is known of the recording as a whole. */
  begin(head: Omit<RecordingHead, 'format' | 'version'>): void;
  note(logged: Omit<Logged, 'place'>, mask: SecretMask): void;
  /** Resolves when all is written. */
  end(): Promise<void>;
}

/** Opens a file to record into; an older one is overwritten. Rejects with a {@link UsageError}. */
export async function openTrafficFile(path: string): Promise<TrafficFile> {
  const handle = await openForWriting(path);
  const stream = handle.createWriteStream();
  const write = (value: unknown) => void stream.write(`${JSON.stringify(value)}\n`);
  return {
    begin: (head) => {
      write({ format: RECORDING_FORMAT, version: VERSION, ...head });
    },
    note: (logged, mask) => {
      const masked = { ...logged, url: mask.text(logged.url), headers: mask.headers(logged.headers) };
      write(mask.json(lineOfExchange({ ...masked, place: NOWHERE })));
    },
    end: () =>
      new Promise((resolve, reject) => {
        stream.on('error', reject);
        stream.end(resolve);
      }),
  };
}

const NOWHERE: Logged['place'] = { file: '', line: 0 };

async function openForWriting(path: string): Promise<FileHandle> {
  try {
    return await open(path, 'w');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new UsageError(`--record ${path} cannot be used (${String(code)}): expected a file to write into`);
  }
}

/** An exchange of a campaign as a recording holds it. What was asked of the dataset site is left out. */
export function loggedOf({ purpose, exchange }: Traffic, baseUrl: string): Omit<Logged, 'place'> | undefined {
  if (purpose === 'discovery') return undefined;
  const { request, answer, sentAt, receivedAt } = exchange;
  const { method, path, partner, body } = request;
  const url = /^https?:\/\//i.test(path) ? path : `${baseUrl}/${path}`;
  return URL.canParse(url) ? { method, url, headers: {}, sent: body, answer, sentAt, receivedAt, partner } : undefined;
}
