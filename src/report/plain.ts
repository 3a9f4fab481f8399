import stripAnsi from 'strip-ansi';

/** What moves the cursor, hides text or turns its direction: controls, format characters, odd line ends, half characters. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

const LINE_ENDS_AND_TABS = /[\t\n\v\f\r\u2028\u2029]+/g;

/** No line of a report is longer, whatever a target answered. */
const LONGEST = 400;

/** A text as one line that is safe on a terminal: nothing in a response is trusted. Longer texts end in an ellipsis. */
export function plain(text: string, longest = LONGEST): string {
  const shown = stripAnsi(text).replace(LINE_ENDS_AND_TABS, ' ').replace(UNSEEN, '').replace(/ {2,}/g, ' ').trim();
  return shown.length <= longest ? shown : `${shown.slice(0, longest - 1).replace(/\p{Cs}$/u, '')}…`;
}

/** A JSON value over several lines, still the same value as JSON, with everything unseen written as `\u202e`. */
export function plainJson(value: unknown, longest: number): string {
  const text = escapeUnseen(JSON.stringify(value, null, 2));
  return text.length <= longest ? text : `${text.slice(0, longest)}\n… (${count(text.length)} characters in all)`;
}

/** Everything unseen but line ends as JSON escapes it. */
export const escapeUnseen = (text: string): string =>
  text.replace(UNSEEN, (character) =>
    character === '\n'
      ? character
      : [...Array(character.length).keys()]
          .map((at) => `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`)
          .join(''),
  );

const numbers = new Intl.NumberFormat('en-GB');

/** 14301 as `14,301`. */
export const count = (value: number): string => numbers.format(Math.round(value));

/** How often something showed: `3 of 20 tries`. */
export const triesText = ({ shown, of }: { readonly shown: number; readonly of: number }): string =>
  `${count(shown)} of ${counted(of, 'try', 'tries')}`;

/** `1 finding`, `2 findings`. */
export const counted = (value: number, one: string, several = `${one}s`): string =>
  `${count(value)} ${value === 1 ? one : several}`;
