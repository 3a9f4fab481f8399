import { RecordingError, type Logged } from './logged.ts';

/** The exchanges of a recording up to where it breaks off, if it does. */
export interface UntilBroken {
  readonly exchanges: AsyncIterable<Logged>;
  /**
   * Whether what is lost may have been under way at the same time as an exchange. An exchange is recorded when it is sent
   * or when it is answered: so what is lost was hardly sent earlier than the longest exchange before the last answer. Where
   * all that is there came one after another, so did what is lost.
   */
  mayLackBefore(logged: Logged): boolean;
}

export function untilBroken(exchanges: AsyncIterable<Logged>, broken: (error: RecordingError) => void): UntilBroken {
  let longest = 0;
  let latest = -Infinity;
  let atOnce = false;
  let isBroken = false;
  async function* upToTheBreak(): AsyncGenerator<Logged, void> {
    try {
      for await (const logged of exchanges) {
        const { method, sentAt, receivedAt } = logged;
        // What only reads changes nothing for others, and is often sent while something else is under way.
        if (method !== 'GET' && receivedAt !== undefined) {
          atOnce ||= (sentAt ?? Infinity) < latest;
          longest = Math.max(longest, receivedAt - (sentAt ?? receivedAt));
          latest = Math.max(latest, receivedAt);
        }
        yield logged;
      }
    } catch (error) {
      if (!(error instanceof RecordingError)) throw error;
      isBroken = true;
      broken(error);
    }
  }
  return {
    exchanges: upToTheBreak(),
    mayLackBefore: ({ receivedAt }) => isBroken && atOnce && (receivedAt ?? -Infinity) > latest - longest,
  };
}
