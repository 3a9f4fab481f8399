import { writeFile } from 'node:fs/promises';
import { expect } from 'chai';
import { adjustableClock, startBookingSystem, type BookingSystem } from '../../src/booking-system/index.ts';
import type { Checked } from '../../src/cli/doctor/index.ts';
import { dataset, datasetSite, json, page, serve, type Handler, type Server } from '../target/fixture.ts';
import { run, temporaryDirectory } from './harness.ts';

/** A configuration of the embedded system, or of one that looks like it. */
const configuration = (datasetSiteUrl: string, changes: object = {}) => ({
  broker: {
    datasetSiteUrl,
    bookingPartners: {
      primary: {
        authentication: { ordersFeedRequestHeaders: { 'X-OpenActive-Test-Client-Id': 'test-client-primary' } },
      },
      secondary: {
        authentication: { ordersFeedRequestHeaders: { 'X-OpenActive-Test-Client-Id': 'test-client-secondary' } },
      },
    },
  },
  integrationTests: { bookableOpportunityTypesInScope: { ScheduledSession: true } },
  sellers: {
    primary: {
      '@id': new URL('api/identifiers/sellers/1', datasetSiteUrl).href,
      authentication: {
        requestHeaders: { 'X-OpenActive-Test-Seller-Id': new URL('api/identifiers/sellers/1', datasetSiteUrl).href },
      },
      paymentReconciliationDetails: { name: 'AcmeBroker Points', accountId: 'SN1593', paymentProviderId: 'STRIPE' },
    },
  },
  ...changes,
});

describe('doctor', () => {
  const { path } = temporaryDirectory();
  const examine = async (content: object, ...more: readonly string[]) => {
    await writeFile(path('test.json'), JSON.stringify(content));
    const ran = await run(['doctor', '--json', '--config', path('test.json'), ...more]);
    const checked = JSON.parse(ran.stdout) as readonly Checked[];
    const of = (what: string) => checked.find((one) => one.what.startsWith(what));
    return {
      ...ran,
      checked,
      of,
      notWell: checked.filter(({ state }) => state === 'not well').map(({ what }) => what),
    };
  };

  describe('of a sound system', () => {
    let system: BookingSystem;
    before(async () => {
      system = await startBookingSystem({ clock: adjustableClock() });
    });
    after(() => system.stop());

    it('finds everything well, and says how long leases and feeds take', async () => {
      const { code, notWell, of } = await examine(configuration(system.datasetSiteUrl));
      expect(notWell).to.deep.equal([]);
      expect(code).to.equal(0);
      expect(of('lease')?.seen).to.match(/^\d+\.\d minutes at C2$/);
      expect(of('booking (B)')?.seen).to.equal('accepted with status 201');
      expect(of('the open feed after a booking')?.seen).to.match(/^shows it within \d+\.\d s \(\d+ spaces remain\)$/);
      expect(of('test interface')?.seen).to.match(/^gave a ScheduledSession/);
    });

    it('is told in a line for each thing, with what to do', async () => {
      const wrong = configuration(system.datasetSiteUrl, {
        sellers: { primary: { '@id': 'https://example.com/nobody' } },
      });
      await writeFile(path('test.json'), JSON.stringify(wrong));
      const { code, stdout } = await run(['doctor', '--config', path('test.json')]);
      expect(code).to.equal(3);
      expect(stdout.trimEnd().split('\n').length).to.be.above(10);
      expect(stdout).to.match(
        /^✗ credentials of the primary booking partner with sellers\.primary: refused with status 40\d\. To do: see broker\.bookingPartners\.primary/m,
      );
      expect(stdout).to.match(/^– booking: what is not well above comes first$/m);
    });
  });

  describe('of a system that has faults', () => {
    const use = async (
      routes: (origin: string) => Readonly<Record<string, Handler>>,
      work: (server: Server) => Promise<void>,
    ) => {
      const server = await serve((origin) => ({
        'GET /': datasetSite(dataset(`${origin}/api`, { ScheduledSession: `${origin}/feed`, Slot: `${origin}/slots` })),
        'GET /feed': page(`${origin}/feed`, []),
        ...routes(origin),
      }));
      try {
        await work(server);
      } finally {
        await server.close();
      }
    };

    it('names the feed that is broken, and the clock that is off', async () => {
      const late = new Date(Date.now() - 3_600_000).toUTCString();
      const site =
        (origin: string): Handler =>
        (response, earlier, seen) => {
          response.setHeader('date', late);
          datasetSite(dataset(`${origin}/api`, { Slot: `${origin}/slots` }))(response, earlier, seen);
        };
      await use(
        (origin) => ({ 'GET /': site(origin), 'GET /slots': json({}, 500) }),
        async ({ origin }) => {
          const { code, of } = await examine(configuration(`${origin}/`));
          expect(code).to.equal(3);
          expect(of('open feed Slot')).to.deep.include({ state: 'not well' });
          expect(of('open feed Slot')?.seen).to.match(/answered with status 500/);
          expect(of('clock')?.seen).to.match(/the target's is 3\d\d\d s behind this machine's/);
        },
      );
    });

    it('sends whom a feed of orders refuses to his credentials', async () => {
      await use(
        (origin) => ({ 'GET /slots': page(`${origin}/slots`, []), 'GET /api/orders-rpde': json({}, 401) }),
        async ({ origin }) => {
          const { of } = await examine(configuration(`${origin}/`));
          expect(of('feed of orders of the primary')?.seen).to.match(/answered with status 401$/);
          expect(of('feed of orders of the primary')?.advice).to.match(/broker\.bookingPartners\.primary/);
        },
      );
    });

    it('says where a feed of orders has no end', async () => {
      const turn =
        (origin: string): Handler =>
        (response, earlier, seen) => {
          page(`${origin}/api/orders-rpde?after=${String(earlier)}`, [])(response, earlier, seen);
        };
      await use(
        (origin) => ({
          'GET /slots': page(`${origin}/slots`, []),
          'GET /api/orders-rpde': turn(origin),
          ...Object.fromEntries(
            [0, 1, 2, 3].map((n) => [
              `GET /api/orders-rpde?after=${String(n)}`,
              page(`${origin}/api/orders-rpde?after=${String(n + 1)}`, []),
            ]),
          ),
        }),
        async ({ origin }) => {
          const { of } = await examine(configuration(`${origin}/`));
          expect(of('feed of orders of the primary')).to.deep.include({
            state: 'not well',
            seen: '0 items on 4 pages, and no end: empty pages that each name another',
          });
        },
      );
    });

    it('says where it cannot be reached, or looks live', async () => {
      const { code, checked } = await examine(configuration('http://127.0.0.1:9/'));
      expect(code).to.equal(3);
      expect(checked.at(-1)).to.deep.include({ what: 'reachable', state: 'not well' });
      expect(checked.at(-1)?.seen).to.match(/ECONNREFUSED|EADDRNOTAVAIL/);
      await use(
        (origin) => ({
          'GET /slots': page(`${origin}/slots`, []),
          'GET /api/orders-rpde': page(`${origin}/api/orders-rpde`, []),
        }),
        async ({ origin }) => {
          const { of, code: second } = await examine(configuration(`${origin}/`));
          expect(of('may be tested')?.seen).to.match(
            /may be a live booking system: it has no test interface; if it is a test system/,
          );
          expect(of('feed of order-proposals')).to.deep.include({ state: 'left out' });
          expect(second).to.equal(3);
        },
      );
    });
  });

  it('needs to know which target is meant', async () => {
    const { code, stderr } = await run(['doctor']);
    expect(code).to.equal(2);
    expect(stderr).to.match(/expected a TARGET, or broker\.datasetSiteUrl/);
  });
});
