import { createServer } from 'node:http';
import { TargetError } from '../config.ts';

/** Waits on this machine for a browser to come back from a log-in. */
export interface RedirectListener {
  /** The URL that the browser came back to. Rejects where `signal` ends the wait. */
  next(signal: AbortSignal): Promise<URL>;
  close(): void;
}

const PAGE =
  '<!doctype html><meta charset="utf-8"><title>Open Booking Fuzz</title><p>Thank you. You can close this page.</p>';

/** Listens where a redirect URI leads to. Rejects with a {@link TargetError} where that is not this machine, or taken. */
export async function listenForRedirects(redirectUri: string): Promise<RedirectListener> {
  const uri = new URL(redirectUri);
  if (uri.protocol !== 'http:' || !['localhost', '127.0.0.1', '[::1]'].includes(uri.hostname)) {
    throw new TargetError(
      `${redirectUri} leads elsewhere: expected an http URL of this machine (localhost) to come back to`,
    );
  }
  const came: URL[] = [];
  let notice = (): void => undefined;
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', uri);
    if (url.pathname !== uri.pathname) {
      response.writeHead(404).end();
      return;
    }
    came.push(url);
    response.writeHead(200, { 'content-type': 'text/html', connection: 'close' }).end(PAGE);
    notice();
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(new TargetError(`nothing can listen at ${redirectUri} (${String(error.code)}): is the port taken?`));
    });
    server.listen(Number(uri.port || '80'), uri.hostname.replace(/^\[|\]$/g, ''), resolve);
  });

  const next = (signal: AbortSignal) =>
    new Promise<URL>((resolve, reject) => {
      const give = () => {
        const url = came.shift();
        if (url !== undefined) resolve(url);
      };
      notice = give;
      signal.addEventListener('abort', () => {
        reject(new TargetError('the log-in was interrupted'));
      });
      give();
    });
  const close = () => {
    server.close();
    server.closeAllConnections();
  };
  return { next, close };
}
