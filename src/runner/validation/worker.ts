import { constants, setPriority } from 'node:os';
import { parentPort } from 'node:worker_threads';
import type { Json } from '../../protocol/json.ts';
import { checkBody, type Checked } from './check.ts';
import type { BodyKind } from './modes.ts';

/** What the worker is asked: a body as its text. */
export interface Question {
  readonly kind: BodyKind;
  readonly text: string;
}

/** What it says of it. */
export type Reply = { readonly checked: Checked } | { readonly unknown: 'no mode' | 'unreadable' };

async function answer({ kind, text }: Question): Promise<Reply> {
  try {
    const checked = await checkBody(kind, JSON.parse(text) as Json);
    return checked ? { checked } : { unknown: 'no mode' };
  } catch {
    // The validator takes well-formed data for granted and stumbles over some that is not.
    return { unknown: 'unreadable' };
  }
}

/** A campaign and its target come first. Only Linux knows a thread's priority apart from its process's. */
function giveWay(): void {
  try {
    if (process.platform === 'linux') setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // Where that is forbidden, bodies are checked all the same.
  }
}

if (parentPort !== null) giveWay();

parentPort?.on('message', (question: Question) => {
  void answer(question).then((reply) => {
    parentPort?.postMessage(reply);
  });
});
