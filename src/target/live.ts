import { isIP } from 'node:net';

/** What operators call a system that is there to be tested, as a word of its host name. */
const TEST_WORDS =
  /^(test|tests|testing|uat|staging|stage|dev|devel|development|sandbox|demo|qa|ci|sit|preprod|preproduction|nonprod|mock|reference)\d*$/;

/** Names that never leave a machine or a private network. */
const PRIVATE_NAMES = /(^|\.)(localhost|local|localdomain|internal|lan|home|test|example|invalid)$/;

const PRIVATE_ADDRESSES = [
  /^127\./,
  /^10\./,
  /^192\.168\./,
  /^172\.(1[6-9]|2\d|3[01])\./,
  /^169\.254\./,
  /^0\.0\.0\.0$/,
  /^::1?$/,
  /^f[cd][0-9a-f]{2}:/,
  /^fe80:/,
  /^::ffff:7f/,
];

/**
 * Why a URL looks like a live booking system, in one sentence; undefined where it is on this machine, in a private
 * network, or says in its host name that it is there for tests. Tests leave bookings behind: a live system is
 * tested only when its user says so in so many words.
 */
export function looksLive(url: string): string | undefined {
  if (!URL.canParse(url)) return undefined;
  const host = new URL(url).hostname.toLowerCase().replace(/^\[|\]$|\.$/g, '');
  if (isPrivate(host)) return undefined;
  if (isIP(host) !== 0) return `${host} is a public address`;
  const words = host
    .split('.')
    .slice(0, -1)
    .flatMap((label) => label.split(/[-_]/));
  if (words.some((word) => TEST_WORDS.test(word))) return undefined;
  return `${host} is not on this machine or a private network, and no word of its name says that it is for tests`;
}

function isPrivate(host: string): boolean {
  if (isIP(host) !== 0) return PRIVATE_ADDRESSES.some((pattern) => pattern.test(host));
  return !host.includes('.') || PRIVATE_NAMES.test(host);
}
