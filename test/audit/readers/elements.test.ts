import { expect } from 'chai';
import { BrokenJson, elementsAt } from '../../../src/audit/readers/elements.ts';

const DATA = {
  log: {
    version: 'a "quoted" [text], {with} \\ everything:',
    pages: [{ entries: ['not these'] }],
    entries: [{ a: 'one, ] } "two" \\' }, [1, [2]], 'text, with ]', 5, null, {}],
    after: { entries: [7] },
  },
};

async function* inPieces(text: string, size: number): AsyncGenerator<string, void> {
  for (let at = 0; at < text.length; at += size) {
    await Promise.resolve();
    yield text.slice(at, at + size);
  }
}

async function read(text: string, size: number) {
  const found: { value: unknown; line: number; path: string }[] = [];
  for await (const { text: each, line, path } of elementsAt(inPieces(text, size), ['log.entries', 'logs'])) {
    found.push({ value: JSON.parse(each), line, path });
  }
  return found;
}

describe('The elements of an array in a file', () => {
  const text = JSON.stringify(DATA, null, 2);
  const first = text.split('\n').findIndex((line) => line.includes('"a": "one')) + 1;

  for (const size of [1, 2, 7, 100_000]) {
    it(`are the same when it is read ${String(size)} characters at a time`, async () => {
      const found = await read(text, size);
      expect(found.map(({ value }) => value)).to.deep.equal(DATA.log.entries);
      expect(found.map(({ path }) => path)).to.deep.equal(DATA.log.entries.map(() => 'log.entries'));
      expect(found[0]?.line).to.equal(first - 1);
      expect(await read(JSON.stringify({ logs: DATA.log.entries }), size)).to.have.length(DATA.log.entries.length);
    });
  }

  it('are none where it has no such array', async () => {
    expect(await read('{"entries": [1], "log": {"entries": {"logs": [1]}}}', 3)).to.deep.equal([]);
  });

  it('are told of where they go wrong', async () => {
    for (const [broken, line] of [
      ['{"logs": [1,\n2', 2],
      ['{"logs": [\n\n1}]', 3],
    ] as const) {
      const error = await read(broken, 4).catch((thrown: unknown) => thrown);
      expect(error).to.be.instanceOf(BrokenJson);
      expect((error as BrokenJson).line).to.equal(line);
    }
  });
});
