import { load, type CheerioAPI } from 'cheerio';
import { CookieJar } from 'tough-cookie';
import type { PlainFetch } from '../connection/fetch.ts';
import { AuthorisationError } from './provider.ts';

/** How the pages of a provider's log-in are read: selectors of CSS, as the Test Suite has them. */
export interface PageSelectors {
  readonly username: string;
  readonly password: string;
  readonly button: string;
}

export const DEFAULT_SELECTORS: PageSelectors = {
  username: "[name='username' i], [name='login' i], [name='email' i], [type='email']",
  password: "[name='password' i], [type='password']",
  button: "[type='submit'], button",
};

/** A log-in page, a second one, a consent, and the redirects between them are fewer. */
const MOST_STEPS = 20;

type Fields = readonly (readonly [string, string])[];

interface Sending {
  readonly url: string;
  readonly method: 'GET' | 'POST';
  readonly fields: Fields;
}

/**
 * Logs in by filling in the forms of a provider's pages, as a person would in a browser that runs no scripts, and gives
 * the URL to which the provider sends back. Rejects with an {@link AuthorisationError} where no form leads there.
 */
export async function signIn(
  start: URL,
  redirectUri: string,
  login: { readonly username: string; readonly password: string },
  selectors: PageSelectors,
  fetch: PlainFetch,
): Promise<URL> {
  const jar = new CookieJar();
  let next: Sending = { url: start.href, method: 'GET', fields: [] };
  let asked = false;
  for (let step = 0; step < MOST_STEPS; step += 1) {
    if (next.url.startsWith(redirectUri)) return new URL(next.url);
    const response = await send(fetch, jar, next);
    const location = response.headers.get('location');
    if (location !== null) {
      next = { url: new URL(location, next.url).href, method: 'GET', fields: [] };
      continue;
    }
    const page = load(await response.text());
    const form = nextForm(page, next.url, login, selectors);
    if (form === undefined) throw new AuthorisationError(lostAt(next.url, response.status, asked));
    if (form.logsIn && asked) {
      throw new AuthorisationError(
        `${hostOf(next.url)} shows its log-in page again: are the username and password right?`,
      );
    }
    asked ||= form.logsIn;
    next = form.sending;
  }
  throw new AuthorisationError(
    `${start.host} leads from page to page without an end: log in with "open-booking-fuzz login"`,
  );
}

async function send(fetch: PlainFetch, jar: CookieJar, { url, method, fields }: Sending): Promise<Response> {
  const cookie = await jar.getCookieString(url);
  const response = await fetch(url, {
    method,
    headers: {
      accept: 'text/html',
      ...(cookie !== '' && { cookie }),
      ...(method === 'POST' && { 'content-type': 'application/x-www-form-urlencoded' }),
    },
    ...(method === 'POST' && { body: encoded(fields) }),
  });
  for (const each of response.headers.getSetCookie()) await jar.setCookie(each, url, { ignoreError: true });
  return response;
}

const encoded = (fields: Fields): string =>
  new URLSearchParams(fields.map(([name, value]): [string, string] => [name, value])).toString();

const hostOf = (url: string): string => new URL(url).host;

const lostAt = (url: string, status: number, asked: boolean): string =>
  `${hostOf(url)} shows no ${asked ? 'form that goes on' : 'form with a username and password'} (status ${String(status)}): ` +
  'name its fields in broker.loginPagesSelectors, or log in with "open-booking-fuzz login"';

/** The form of a page that leads on: the one that asks for a password, else the first with a button. */
function nextForm(
  page: CheerioAPI,
  url: string,
  { username, password }: { readonly username: string; readonly password: string },
  selectors: PageSelectors,
): { readonly sending: Sending; readonly logsIn: boolean } | undefined {
  const refresh = /url=['"]?([^'"]+)/i.exec(page('meta[http-equiv="refresh" i]').attr('content') ?? '')?.[1];
  const forms = page('form').toArray();
  const asking = forms.find((form) => page(form).find(selectors.password).length > 0);
  const form = asking ?? forms.find((each) => page(each).find(selectors.button).length > 0);
  if (form === undefined) {
    if (refresh === undefined) return undefined;
    return { sending: { url: new URL(refresh, url).href, method: 'GET', fields: [] }, logsIn: false };
  }
  const filled = new Map<string, string>();
  if (asking !== undefined) {
    filled.set(page(form).find(selectors.username).first().attr('name') ?? 'username', username);
    filled.set(page(form).find(selectors.password).first().attr('name') ?? 'password', password);
  }
  const button = page(form).find(selectors.button).first();
  const own = page(form)
    .serializeArray()
    .map(({ name, value }) => [name, value] as const);
  const pressed =
    button.attr('name') === undefined ? [] : [[button.attr('name') ?? '', button.attr('value') ?? ''] as const];
  const fields = [...own.filter(([name]) => !filled.has(name)), ...filled, ...pressed];
  const action = new URL(page(form).attr('action') ?? '', url);
  const method = (page(form).attr('method') ?? 'get').toUpperCase() === 'POST' ? 'POST' : 'GET';
  if (method === 'GET') action.search = encoded(fields);
  return { sending: { url: action.href, method, fields }, logsIn: asking !== undefined };
}
