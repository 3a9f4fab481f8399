import { createHash } from 'node:crypto';

/** Memory that takes no more room however long a recording is. */

/** A map that forgets what was not used for longest. */
export interface Forgetful<Value> {
  get(key: string): Value | undefined;
  /** Sets what a key stands for, and counts as using it. */
  set(key: string, value: Value): void;
  delete(key: string): void;
}

/** How much a map holds. */
export interface Room<Value> {
  readonly entries: number;
  /** How much an entry weighs, and how much all of them may weigh together. */
  readonly weigh?: (value: Value) => number;
  readonly weight?: number;
  /** Is told of what there was no room for any more. */
  readonly forgotten?: (key: string) => void;
}

export function forgetful<Value>({
  entries,
  weigh = () => 0,
  weight = 0,
  forgotten = () => undefined,
}: Room<Value>): Forgetful<Value> {
  const held = new Map<string, Value>();
  let weighs = 0;
  const remove = (key: string): void => {
    const before = held.get(key);
    if (before !== undefined) weighs -= weigh(before);
    held.delete(key);
  };
  const forgetOldest = (): void => {
    const [oldest = ''] = held.keys();
    remove(oldest);
    forgotten(oldest);
  };
  return {
    get: (key) => held.get(key),
    set: (key, value) => {
      remove(key);
      held.set(key, value);
      weighs += weigh(value);
      while (held.size > 1 && (held.size > entries || weighs > weight)) forgetOldest();
    },
    delete: remove,
  };
}

/** Names that are no longer remembered. Of a few that were never added it says that they were; never the other way. */
export interface Forgotten {
  add(name: string): void;
  mayHave(name: string): boolean;
}

const BYTES = 1 << 20;
const PROBES = 4;

/** A Bloom filter: with a million names in it, about one in forty others is taken for one of them. */
export function forgottenNames(): Forgotten {
  const bits = new Uint8Array(BYTES);
  const places = (name: string): readonly number[] => {
    const digest = createHash('sha1').update(name).digest();
    return Array.from({ length: PROBES }, (_, probe) => digest.readUInt32LE(probe * 4) % (BYTES * 8));
  };
  return {
    add: (name) => {
      for (const place of places(name)) bits[place >> 3] = (bits[place >> 3] ?? 0) | (1 << (place & 7));
    },
    mayHave: (name) => places(name).every((place) => ((bits[place >> 3] ?? 0) & (1 << (place & 7))) !== 0),
  };
}
