import { expect } from 'chai';
import { escapeUnseen, plain, plainJson } from '../../src/report/plain.ts';

describe('text from a target', () => {
  const hostile: readonly (readonly [string, string, string])[] = [
    ['colours', '\u001b[31mred\u001b[0m', 'red'],
    ['a cleared screen', 'a\u001b[2Jb', 'ab'],
    ['a window title', 'a\u001b]0;title\u0007b', 'ab'],
    ['C1 controls', 'a\u009b31mb\u0085c', 'abc'],
    ['line ends', 'a\r\nb\tc\u2028d', 'a b c d'],
    ['a backspace', 'good\u0008\u0008\u0008\u0008evil', 'goodevil'],
    ['turned text', 'a\u202ecod.exe\u2066b\u200f', 'acod.exeb'],
    ['unseen characters', 'a\u200bb\ufeffc\u{e0041}d', 'abcd'],
    ['half a character', 'a\ud800b', 'ab'],
  ];
  for (const [what, text, shown] of hostile) {
    it(`shows ${what} as harmless text`, () => {
      expect(plain(text)).to.equal(shown);
    });
  }

  it('keeps names in every script', () => {
    expect(plain('Zoë 张伟 علي 😀')).to.equal('Zoë 张伟 علي 😀');
  });

  it('is cut where it is long, not within a character', () => {
    expect(plain('😀😀😀', 4)).to.equal('😀…');
    expect(plain('x'.repeat(1_000_000))).to.have.length(400);
  });

  it('stays the same JSON value, with what is unseen written out', () => {
    const value = { name: 'a\u202eb\u009bc', 'k\u200bey': ['\u0000\n'] };
    const text = plainJson(value, 10_000);
    expect(text).not.to.match(/[\u200b\u202e\u009b]/);
    expect(JSON.parse(text)).to.deep.equal(value);
  });

  it('as JSON ends with how long it was', () => {
    expect(plainJson('x'.repeat(3_000), 10)).to.equal('"xxxxxxxxx\n… (3,002 characters in all)');
  });

  it('is escaped a code unit at a time', () => {
    expect(escapeUnseen('\u{e0041}')).to.equal('\\udb40\\udc41');
  });
});
