import { isIP } from 'node:net';
import { TargetError, type TargetConfig } from './config.ts';

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
 * Why a URL looks like a live booking system, in one sentence; undefined where it is on this machine or in a private
 * network. Tests leave bookings behind: a live system is tested only when its user says so in so many words.
 */
export function looksLive(url: string): string | undefined {
  if (!URL.canParse(url)) return undefined;
  const host = new URL(url).hostname.toLowerCase().replace(/^\[|\]$|\.$/g, '');
  if (isPrivate(host)) return undefined;
  if (isIP(host) !== 0) return `${host} is a public address`;
  return `${host} is not on this machine or a private network`;
}

function isPrivate(host: string): boolean {
  if (isIP(host) !== 0) return PRIVATE_ADDRESSES.some((pattern) => pattern.test(host));
  return !host.includes('.') || PRIVATE_NAMES.test(host);
}

/** What a user does who may test a target that looks live. */
export const IF_IT_MAY_BE_TESTED =
  'if it is a test system, say so in the configuration ("isTestSystem": true in "target"); if it is live and may be ' +
  'tested all the same, --i-know-this-is-live sends it what it has to refuse';

/** Throws a {@link TargetError} where a URL looks live, and the user has not said that it may be tested. */
export function refuseLive(
  { allowLive, isTestSystem }: Pick<TargetConfig, 'allowLive' | 'isTestSystem'>,
  url: string,
): void {
  if (allowLive || isTestSystem === true) return;
  const reason = isTestSystem === false ? 'the configuration says that it is no test system' : looksLive(url);
  if (reason === undefined) return;
  throw new TargetError(`${url} may be a live booking system: ${reason}; ${IF_IT_MAY_BE_TESTED}`);
}
