import { expect } from 'chai';
import { DEFAULT_SELECTORS, signIn } from '../../../src/target/authorisation/sign-in.ts';
import { openAgents } from '../../../src/target/connection/agents.ts';
import { fetchThrough } from '../../../src/target/connection/fetch.ts';
import { serve, type Handler } from '../fixture.ts';
import { LOGIN } from './kit.ts';

describe('signing in by forms', () => {
  const REDIRECT = 'http://localhost:3000/cb';
  const html =
    (body: string, headers: Record<string, string | string[]> = {}): Handler =>
    (response) => {
      response.writeHead(200, { 'content-type': 'text/html', ...headers }).end(body);
    };
  async function attempt(routes: Readonly<Record<string, Handler>>, selectors = DEFAULT_SELECTORS) {
    const server = await serve(() => routes);
    const start = new URL('/auth', server.origin);
    const result = await signIn(start, REDIRECT, LOGIN, selectors, fetchThrough(openAgents())).then(
      ({ href }) => href,
      (error: unknown) => (error as Error).message.replaceAll(start.host, 'HOST'),
    );
    await server.close();
    return { result, seen: server.seen };
  }

  it('keeps cookies and hidden fields, and goes on by a refresh of the page', async () => {
    const { result, seen } = await attempt(
      {
        'GET /auth': html(
          `<form method="post" action="/login"><input type=hidden name=csrf value="a&amp;b"><input name="User"><input type=password name=Secret>
         <button name=do value=login>Log in</button></form><form action="/search"><input name=q><button>Search</button></form>`,
          { 'set-cookie': ['session=1; Path=/; HttpOnly', 'other=2'] },
        ),
        'POST /login': html(`<meta http-equiv="refresh" content="0; url=/done?a=1">`),
        'GET /done?a=1': (response) => response.writeHead(302, { location: `${REDIRECT}?code=x` }).end(),
      },
      { ...DEFAULT_SELECTORS, username: "[name='user' i]" },
    );
    expect(result).to.equal(`${REDIRECT}?code=x`);
    expect(seen[1]!.headers.cookie).to.equal('session=1; other=2');
    expect(seen[1]!.body).to.equal('csrf=a%26b&User=seller&Secret=any&do=login');
  });

  it('says what page it could not get past', async () => {
    const form =
      '<form method=post action=/auth><input name=username><input type=password name=password><button></button></form>';
    expect((await attempt({ 'GET /auth': html(form), 'POST /auth': html(form) })).result).to.equal(
      'HOST shows its log-in page again: are the username and password right?',
    );
    expect((await attempt({ 'GET /auth': html('<h1>Welcome') })).result).to.match(
      /HOST shows no form with a username and password \(status 200\): name its fields in broker\.loginPagesSelectors/,
    );
    const circle: Handler = (response) => response.writeHead(302, { location: '/auth' }).end();
    expect((await attempt({ 'GET /auth': circle })).result).to.match(/leads from page to page without an end/);
  });
});
