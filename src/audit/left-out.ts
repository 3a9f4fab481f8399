import { get, getString, type Json } from '../protocol/json.ts';
import { RecordingError, type LeftOut, type Logged, type NoteLeftOut, type Place } from './logged.ts';

/** What of a recording is left out while it is read. */
export interface Leaving {
  readonly all: LeftOut;
  readonly note: NoteLeftOut;
}

export function leftOutOf(): Leaving {
  const all = new Map<string, { readonly first: Place; readonly times: number }>();
  return {
    all,
    note: (place, because) => {
      const known = all.get(because);
      all.set(because, { first: known?.first ?? place, times: (known?.times ?? 0) + 1 });
    },
  };
}

/**
 * An exchange from an entry; undefined where the entry cannot be read and what it was cannot have changed anything. Where
 * it may have, nothing can be said of what follows: then it throws what the reader did.
 */
export function without(
  { note }: Leaving,
  place: Place,
  entry: Json | undefined,
  read: () => Logged | undefined,
): Logged | undefined {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof RecordingError) || mayHaveChanged(get(entry, 'request') ?? entry)) throw error;
    note(place, error.because);
    return undefined;
  }
}

const READS: readonly string[] = ['GET', 'HEAD', 'OPTIONS'];

/** Whether a request may have changed orders or opportunities: by its method, and by what can be told of its address. */
function mayHaveChanged(request: Json | undefined): boolean {
  const [method, url] = [getString(request, 'method'), getString(request, 'url')];
  if (method !== undefined && READS.includes(method.toUpperCase())) return false;
  return url === undefined || /order|opportunit|test-interface/i.test(url);
}
