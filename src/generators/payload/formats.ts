import type { Random } from 'json-schema-faker';
import { NAMES } from './names.ts';

/** How texts of one format are made. */
interface Format {
  readonly make: (random: Random) => string;
  /** What such a text shrinks to. */
  readonly simplest: string;
}

const EMAILS = [
  'a@example.com',
  'jane.smith@example.com',
  "o'brien+gym@example.com",
  'Jane.SMITH@example.com',
  '123@example.com',
  'x_y-z@mail.sports.example.com',
  `${'long.'.repeat(12)}name@example.com`,
  `jane@${'sub-domain.'.repeat(12)}example.com`,
];

const TELEPHONES = [
  '0',
  '01234 567890',
  '+44 20 7946 0000',
  '(020) 7946-0123',
  '07700 900123 ext. 42',
  '+1-202-555-0143',
];

const PATHS = [
  '',
  'about',
  'static/image/logo_large.jpg',
  'search?q=swim&sort=-price#results',
  'caf%C3%A9/%E2%9C%93',
  `${'deep/'.repeat(30)}end`,
];

const POSTCODES = ['OX1 1AA', 'EC2A 4JE', '10115', '100-0001', 'H0H 0H0', 'D02 X285'];

/** Formats of JSON Schema and of our own, each with texts that are valid and of every sort. */
export const FORMATS = {
  words: { make: (random) => random.pick(NAMES), simplest: 'A' },
  email: { make: (random) => random.pick(EMAILS), simplest: 'a@example.com' },
  telephone: { make: (random) => random.pick(TELEPHONES), simplest: '0' },
  uri: { make: (random) => `https://www.example.com/${random.pick(PATHS)}`, simplest: 'https://example.com/' },
  identifier: { make: (random) => `${random.pick(['', 'pay_', 'SN-', 'é'])}${random.int(1, 99999999)}`, simplest: '1' },
  postcode: { make: (random) => random.pick(POSTCODES), simplest: 'OX1 1AA' },
  country: { make: (random) => random.pick(['GB', 'IE', 'FR', 'JP', 'ZA']), simplest: 'GB' },
  currency: { make: (random) => random.pick(['GBP', 'EUR']), simplest: 'GBP' },
  'date-time': { make: () => '2025-01-27T12:00:00Z', simplest: '2025-01-01T00:00:00Z' },
} as const satisfies Record<string, Format>;

/** The simplest text of a format; of plain words where the format is not one of ours. */
export function simplestText(format: string | undefined): string {
  return format !== undefined && Object.hasOwn(FORMATS, format)
    ? FORMATS[format as keyof typeof FORMATS].simplest
    : FORMATS.words.simplest;
}
