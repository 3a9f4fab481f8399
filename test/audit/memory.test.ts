import { expect } from 'chai';
import { forgetful, forgottenNames } from '../../src/audit/forgetful.ts';
import { inOrder } from '../../src/audit/in-order.ts';
import type { Logged } from '../../src/audit/logged.ts';
import { opportunityBook } from '../../src/audit/opportunities.ts';
import { talksOf } from '../../src/audit/talks.ts';
import { opportunityId, orderUuid } from '../../src/protocol/ids.ts';
import { opportunityIri, opportunityJson } from '../model/fixture.ts';

/** However long a recording is, no more of it is kept than there is room for. */

const logged = (line: number, edit: Partial<Logged> = {}): Logged => ({
  place: { file: 'a', line },
  method: 'GET',
  url: 'https://example.com/feed',
  headers: {},
  sent: undefined,
  answer: { kind: 'response', status: 200, mediaType: undefined, body: { kind: 'none' } },
  sentAt: line,
  receivedAt: line,
  ...edit,
});

describe('What an audit keeps', () => {
  it('is what was used last', () => {
    const gone: string[] = [];
    const map = forgetful<number>({ entries: 2, forgotten: (key) => gone.push(key) });
    for (const [key, value] of [
      ['a', 1],
      ['b', 2],
      ['a', 3],
      ['c', 4],
    ] as const)
      map.set(key, value);
    expect(gone).to.deep.equal(['b']);
    expect(['a', 'b', 'c'].map(map.get)).to.deep.equal([3, undefined, 4]);
  });

  it('weighs no more than it may, but for what is larger by itself', () => {
    const map = forgetful<string>({ entries: 100, weight: 10, weigh: ({ length }) => length });
    map.set('a', '12345');
    map.set('b', '12345');
    expect(map.get('a')).to.equal('12345');
    map.set('a', '1234');
    map.set('c', '1');
    expect(['a', 'b', 'c'].map(map.get)).to.deep.equal(['1234', '12345', '1']);
    map.set('d', '12345678901234');
    expect(['a', 'b', 'c', 'd'].map(map.get)).to.deep.equal([undefined, undefined, undefined, '12345678901234']);
  });

  it('leaves a trace of what is forgotten: it is never taken for new', () => {
    const names = forgottenNames();
    const all = Array.from({ length: 10_000 }, (_, index) => `order ${String(index)}`);
    for (const name of all) names.add(name);
    expect(all.every(names.mayHave)).to.equal(true);
    const others = all.filter((name) => names.mayHave(`another ${name}`));
    expect(others.length).to.be.below(10);
  });

  it('of orders is some hundreds at a time', () => {
    const talks = talksOf(() => undefined);
    const uuid = (index: number) => orderUuid(`00000000-0000-4000-8000-${String(index).padStart(12, '0')}`);
    for (let index = 0; index < 1_000; index += 1) {
      talks.about('https://a.example.com', uuid(index), [], { strict: false, at: index });
    }
    expect(talks.ofOrder('https://a.example.com', uuid(0))).to.equal(undefined);
    expect(talks.mayHaveForgotten('https://a.example.com', uuid(0))).to.equal(true);
    expect(talks.ofOrder('https://a.example.com', uuid(999))).to.not.equal(undefined);
    expect(talks.mayHaveForgotten('https://a.example.com', uuid(999))).to.equal(false);
  });

  it('of opportunities that the test interface made is told of when it goes', () => {
    const gone: string[] = [];
    const book = opportunityBook({ stale: false, forgotten: (id) => gone.push(id) });
    const id = (index: number) => opportunityId(`https://example.com/sessions/${String(index)}`);
    for (let index = 0; index < 5_000; index += 1) book.created(id(index), 'https://a.example.com', logged(index));
    expect(gone).to.have.length(1_000).and.include(id(0));
    expect([id(0), id(4_999)].map((each) => book.isOwn(each, 'https://a.example.com'))).to.deep.equal([false, true]);
  });

  it('of feeds is as many opportunities as there is room for', () => {
    const book = opportunityBook({ stale: false });
    const x = opportunityId(opportunityIri('x'));
    book.add(opportunityJson('x', { spaces: 3 }), logged(1));
    expect(book.facts(x, 1)?.remaining).to.equal(3);
    const description = 'a session '.repeat(190);
    for (let index = 0; index < 9_000; index += 1) {
      book.add(
        { '@type': 'ScheduledSession', '@id': `https://example.com/${String(index)}`, description },
        logged(index),
      );
    }
    expect(book.facts(x, 1)).to.equal(undefined);
    expect(book.mayHaveForgotten(x)).to.equal(true);
    expect(book.mayHaveForgotten(opportunityId('https://example.com/8999'))).to.equal(false);
  });

  it('holds back no more of the recording than there is room for', async () => {
    let read = 0;
    async function* pages(): AsyncGenerator<Logged, void> {
      for (let line = 1; line <= 20; line += 1) {
        read += 1;
        await Promise.resolve();
        yield logged(line, { size: 4_000_000 });
      }
    }
    const first = await inOrder(pages()).next();
    expect(first.value?.logged.place.line).to.equal(1);
    expect(read).to.equal(5);
  });
});
