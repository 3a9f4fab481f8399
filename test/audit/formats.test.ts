import { readFile } from 'node:fs/promises';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { collection } from '../../src/audit/collect.ts';
import { RecordingError, type Logged } from '../../src/audit/logged.ts';
import { openRecording } from '../../src/audit/recording.ts';
import { sourcesOf } from '../../src/audit/sources.ts';
import { maskOf } from '../../src/protocol/masks.ts';
import { run } from '../cli/harness.ts';
import { call, scenario } from '../seeds/kit.ts';
import {
  asHar,
  asPage,
  asReport,
  asSuiteLog,
  audit,
  broken,
  exchangesOf,
  record,
  withFile,
  withFolder,
} from './kit.ts';

/** A conversation with a booking system that reckons the tax of a gross price as if it came on top. */
const TAXED_WRONG = { defects: ['gross-tax-on-top'] };

const CONVERSATION = scenario({ role: 'AgentBroker', criteria: 'BookableNonFreeTaxGross' }, [
  call('C1'),
  call('C2'),
  { do: 'read-spaces', opportunity: 'o' },
  call('B'),
  { do: 'read-spaces', opportunity: 'o' },
]);

const CUTS = ['\n{"method": "PU', '\nrubbish'];

const WRITERS: Readonly<Record<string, readonly [string, (exchanges: readonly Logged[]) => string]>> = {
  'a HAR file': ['traffic.har', asHar],
  'a Test Suite log': ['log.json', asSuiteLog],
  'a Test Suite report': ['report.md', asReport],
  'a page of the Test Suite': ['page.html', asPage],
};

describe('Recordings', () => {
  let own: { readonly sound: readonly Logged[]; readonly wrong: readonly Logged[]; readonly text: string };

  before(async () => {
    own = await withFolder(async (folder) => {
      const [sound, wrong] = ['sound.jsonl', 'wrong.jsonl'].map((name) => join(folder, name));
      await record(sound ?? '', [CONVERSATION]);
      await record(wrong ?? '', [CONVERSATION], TAXED_WRONG);
      return {
        sound: await exchangesOf(sound ?? ''),
        wrong: await exchangesOf(wrong ?? ''),
        text: await readFile(wrong ?? '', 'utf8'),
      };
    });
  });

  const told = (name: string, content: string) => withFile(name, content, async (file) => audit([file]));

  it('of the tool’s own are judged by the same rules', async () => {
    const result = await told('own.jsonl', own.text);
    expect(broken(result)).to.include.members([
      'totals/tax-amount at C1',
      'totals/tax-amount at C2',
      'totals/tax-amount at B',
    ]);
    expect(result.recordings[0]).to.include({ format: 'own recording' });
  });

  for (const [what, [name, write]] of Object.entries(WRITERS)) {
    it(`as ${what} tell the same`, async () => {
      const wrong = broken(await told(name, write(own.wrong)));
      const same = broken(await told('own.jsonl', own.text));
      expect(wrong).to.deep.equal(same);
      expect(broken(await told(name, write(own.sound)))).to.deep.equal([]);
    });

    it(`as ${what} give the line of each exchange`, async () => {
      const text = write(own.wrong);
      const lines = text.split('\n');
      await withFile(name, text, async (file) => {
        const [first] = (await audit([file])).findings;
        const place = first?.places[0];
        const near = lines.slice((place?.line ?? 0) - 1, (place?.line ?? 0) + 12).join('\n');
        expect(place?.file).to.equal(file);
        expect(near).to.match(/order-quote-templates|order-quotes|orders/);
      });
    });
  }

  const BROKEN: readonly (readonly [string, string, RegExp])[] = [
    ['nothing.txt', 'Dear diary', /nothing\.txt: expected a HAR file, a Test Suite log/],
    ['other.json', '{"a": [1]}', /other\.json: expected a HAR file.*neither log\.entries nor logs/],
    ['cut.har', '{"log": {"entries": [{"request": {}}', /cut\.har:1: expected JSON, found the end of the file/],
    ['empty.har', '{"log": {"entries": [\n]}}', /empty\.har: expected a HAR file.*"entries" are empty/],
    ['wide.har', '\uFEFF{\0"\0', /wide\.har: expected UTF-8, found UTF-16/],
    ['new.jsonl', '{"format": "open-booking-fuzz/recording@2"}', /new\.jsonl:1: format: expected.*another version/],
    ['method.har', '{"log": {"entries": [\n{"request": {}}]}}', /method\.har:2: request\.method: expected/],
    [
      'url.json',
      '{"logs": [\n\n{"type": "request", "request": {"method": "PUT"}}]}',
      /url\.json:3: request\.url: expected/,
    ],
    ['video.html', 'GET https://a.example.com/\n\0\nResponse status code: 200 OK.', /video\.html: expected a HAR file/],
    ['own.jsonl', '{"format": "open-booking-fuzz/recording@1"}\n\n[1]', /own\.jsonl:3: expected an exchange/],
    [
      'report.md',
      'GET https://a.example.com/\n{\n  "a": \n}\n\nResponse status code: 200 OK. Responded in 1ms.',
      /report\.md:2: expected a body in JSON/,
    ],
  ];
  for (const [name, content, message] of BROKEN) {
    it(`that are broken are told in one line: ${String(message)}`, async () => {
      const error = await withFile(name, content, async (file) => {
        try {
          const collected = collection({ strict: false, mask: maskOf(), version: 'test', now: () => 0 });
          await collected.add(await openRecording(file));
          return collected.result().broken[0];
        } catch (thrown) {
          if (thrown instanceof RecordingError) return thrown.message;
          throw thrown;
        }
      });
      expect(error).to.match(message);
      expect(error).to.not.include('\n');
    });
  }

  it('are judged up to where they break off', async () => {
    const lines = own.text.trimEnd().split('\n');
    const late = (line: string) => JSON.stringify({ ...(JSON.parse(line) as object), sentAt: 9e12, receivedAt: 9e12 });
    for (const end of [...CUTS, `\n{"method": "PUT", "url": "/orders/1"}\n${late(lines.at(-1) ?? '')}`]) {
      const result = await told('own.jsonl', `${lines.slice(0, -1).join('\n')}${end}`);
      expect(broken(result), end).to.include('totals/tax-amount at C1');
      expect(result.broken, end).to.have.length(1);
      expect(result.recordings[0]?.exchanges, end).to.be.lessThan(lines.length);
    }
    const har = await told('cut.har', asHar(own.wrong).slice(0, -20));
    expect(broken(har)).to.include('totals/tax-amount at C1');
    expect(har.broken[0]).to.include('expected JSON, found the end of the file');
  });

  it('lose no more than an entry that cannot be read', async () => {
    const odd = [
      '{"method": "GET", "url": "https://a.example.com:80http://b.example.com/", "status": 200}',
      '{"method": "GET", "url": "https://a.example.com/orders/1", "status": "200"}',
    ];
    const [head = '', ...lines] = own.text.split('\n');
    const result = await told('own.jsonl', [head, ...odd, ...lines].join('\n'));
    expect(broken(result)).to.deep.equal(broken(await told('own.jsonl', own.text)));
    expect(result.broken).to.deep.equal([]);
    const reasons = Object.keys(result.notJudged);
    expect(reasons.some((each) => /url: expected an absolute URL.*own\.jsonl:2$/.test(each))).to.equal(true);
    expect(reasons.some((each) => /status: expected a number.*own\.jsonl:3$/.test(each))).to.equal(true);
  });

  it('of nothing are no success', async () => {
    await withFolder(async (folder) => {
      const { code, stderr } = await run(['audit', folder]);
      expect(code).to.equal(2);
      expect(stderr).to.include(`${folder}: expected recorded calls that a rule speaks of, found none`);
    });
  });

  it('of a folder are those that look like one, each test once', async () => {
    await withFolder(async (folder) => {
      const name = 'a-feature_a-test_OpenBookingSimpleFlow_ScheduledSession';
      await mkdir(join(folder, 'json'));
      await writeFile(join(folder, `${name}.md`), asReport(own.sound));
      await writeFile(join(folder, 'json', `${name}.json`), asSuiteLog(own.sound));
      await writeFile(join(folder, 'other.har'), asHar(own.sound));
      await writeFile(join(folder, 'README.md'), 'Not a recording.');
      const { files, leftAlone } = await sourcesOf([folder]);
      expect(files).to.have.members([join(folder, 'json', `${name}.json`), join(folder, 'other.har')]);
      expect(leftAlone.map(({ file }) => file)).to.have.members([
        join(folder, `${name}.md`),
        join(folder, 'README.md'),
      ]);
    });
  });

  it('that are not there are told of', async () => {
    const error = await sourcesOf(['/nowhere/at-all.har']).catch((thrown: unknown) => thrown);
    expect(error).to.be.instanceOf(RecordingError);
    expect(String(error)).to.include('/nowhere/at-all.har: expected a recording');
  });
});
