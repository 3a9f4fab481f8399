import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { TargetClock } from '../src/target/index.ts';

const SYSTEM = fileURLToPath(new URL('./system-process.ts', import.meta.url));

/** The embedded booking system as a target is: in a process of its own. */
export interface SystemOfOwn {
  readonly datasetSiteUrl: string;
  /** The system's clock, which it costs nothing to wait by. */
  readonly clock: TargetClock;
}

/** A new system, for what is done with it. */
export async function withOwnProcess<Result>(
  use: (system: SystemOfOwn) => Promise<Result>,
  port?: number,
): Promise<Result> {
  const child = fork(SYSTEM, port === undefined ? [] : [String(port)]);
  const [datasetSiteUrl] = (await once(child, 'message')) as [string];
  let ahead = 0;
  const clock: TargetClock = {
    now: () => Date.now() + ahead,
    sleep: async (ms) => {
      ahead += ms;
      child.send(ms);
      await once(child, 'message');
    },
  };
  try {
    return await use({ datasetSiteUrl, clock });
  } finally {
    child.disconnect();
    await once(child, 'exit');
  }
}
