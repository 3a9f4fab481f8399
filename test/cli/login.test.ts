import { createServer } from 'node:http';
import { readFile, writeFile } from 'node:fs/promises';
import { PassThrough } from 'node:stream';
import { expect } from 'chai';
import { runCli } from '../../src/cli/program.ts';
import { DEFAULT_SELECTORS, signIn } from '../../src/target/authorisation/sign-in.ts';
import { openAgents } from '../../src/target/connection/agents.ts';
import { fetchThrough } from '../../src/target/connection/fetch.ts';
import { dataset, datasetSite, serve } from '../target/fixture.ts';
import { CLIENT, startProvider } from '../target/authorisation/identity-provider.ts';
import { run, temporaryDirectory } from './harness.ts';

const SELLER = 'https://example.com/sellers/1';
const REDIRECT = 'http://localhost:3999/cb';

describe('login', () => {
  const { path } = temporaryDirectory();
  const configure = async (datasetSiteUrl: string, seller: object = {}) => {
    const authentication = { clientCredentials: CLIENT };
    const content = {
      broker: { datasetSiteUrl, bookingPartners: { primary: { authentication } } },
      sellers: { primary: { '@id': SELLER, ...seller } },
      target: { tokenStore: 'kept.json' },
    };
    await writeFile(path('test.json'), JSON.stringify(content));
    return path('test.json');
  };

  it('prints an address, waits for the browser to come back, and keeps the refresh token', async () => {
    const identity = await startProvider();
    const server = await serve((origin) => {
      const site = dataset(`${origin}/api`, { Slot: `${origin}/feed` });
      const accessService = { ...site.accessService, authenticationAuthority: identity.authority };
      return { 'GET /': datasetSite({ ...site, accessService }) };
    });
    const config = await configure(`${server.origin}/`);
    const stdout = new PassThrough();
    const stderr = new PassThrough();
    let said = '';
    // A person's browser, which logs in by the pages and comes back.
    stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      const address = /^ {2}(http\S+)$/m.exec(chunk.toString())?.[1];
      if (address === undefined) return;
      const person = { username: 'seller', password: 'any' };
      void signIn(new URL(address), REDIRECT, person, DEFAULT_SELECTORS, fetchThrough(openAgents())).then((url) =>
        fetch(url),
      );
    });
    const { signal } = new AbortController();
    const io = { stdout, stderr, colours: false, signal, program: '' };
    const code = await runCli(['login', '--config', config, '--redirect-uri', REDIRECT], io);
    await server.close();
    await identity.close();
    expect(String(stderr.read() ?? '')).to.equal('');
    expect(code).to.equal(0);
    expect(said).to.match(/^log in as sellers\.primary, for the primary booking partner, at\n {2}http.*\nkept\n$/);
    const kept = JSON.parse(await readFile(path('kept.json'), 'utf8')) as object;
    expect(Object.keys(kept)).to.have.length(1);
    expect(Object.keys(kept)[0]).to.match(/^refresh token http:\/\/127\.0\.0\.1:\d+\/? primary /);
  });

  it('says in one line why it cannot', async () => {
    const headers = await configure('http://127.0.0.1:9/', {
      authentication: { requestHeaders: { 'X-Api-Key': 'k' } },
    });
    expect((await run(['login', '--config', headers])).stderr).to.match(
      /no seller logs in: expected a booking partner with a client/,
    );
    const config = await configure('http://127.0.0.1:9/');
    const gone = await run(['login', '--config', config]);
    expect(gone).to.deep.include({ code: 3, stdout: '' });
    expect(gone.stderr).to.match(/could not be read/);
  });

  it('says where the port is taken, or the redirect URI leads elsewhere', async () => {
    const server = await serve((origin) => ({
      'GET /': datasetSite(dataset(`${origin}/api`, { Slot: `${origin}/feed` })),
    }));
    const config = await configure(`${server.origin}/`);
    const other = createServer().listen(3998, 'localhost');
    const taken = await run(['login', '--config', config, '--redirect-uri', 'http://localhost:3998/cb']);
    await new Promise((resolve) => other.close(resolve));
    const elsewhere = await run(['login', '--config', config, '--redirect-uri', 'https://example.com/cb']);
    await server.close();
    expect(taken.stderr).to.match(
      /nothing can listen at http:\/\/localhost:3998\/cb \(EADDRINUSE\): is the port taken\?/,
    );
    expect(elsewhere.stderr).to.match(
      /https:\/\/example\.com\/cb leads elsewhere: expected an http URL of this machine/,
    );
  });
});
