import type { Command } from 'commander';
import { PARTNERS, SELLERS, type PartnerName, type SellerName } from '../../protocol/ids.ts';
import {
  connect,
  listenForRedirects,
  REDIRECT_URI,
  systemClock,
  wayOfBooking,
  type Target,
} from '../../target/index.ts';
import { readConfiguration, targetConfigOf } from '../configuration.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import type { Io } from '../io.ts';
import { oneOf, several, UsageError } from '../usage.ts';
import { targetArgument } from './check.ts';

interface LoginOptions {
  readonly config?: string;
  readonly seller?: readonly SellerName[];
  readonly partner?: readonly PartnerName[];
  readonly redirectUri: string;
}

export function addLoginCommand(program: Command, io: Io, finish: (code: ExitCode) => void): void {
  program
    .command('login')
    .description('let sellers log in with a browser, and keep their refresh tokens for later campaigns')
    .addArgument(targetArgument())
    .option('--config <file>', 'read sellers and booking partners from a configuration file')
    .option('--seller <name>', 'only this seller (repeatable)', several(oneOf(SELLERS)))
    .option('--partner <name>', 'only for this booking partner (repeatable)', several(oneOf(PARTNERS)))
    .option('--redirect-uri <url>', 'where the provider sends the browser back to, on this machine', REDIRECT_URI)
    .action(async (target: string | undefined, options: LoginOptions) => {
      finish(await runLogin(target, options, io));
    });
}

async function runLogin(url: string | undefined, options: LoginOptions, io: Io): Promise<ExitCode> {
  const configuration = await readConfiguration(options.config, process.env);
  // A log-in books nothing.
  const config = targetConfigOf(configuration, { ...(url === undefined ? {} : { url }), allowLive: true });
  const { partner: partners = PARTNERS, seller: sellers = SELLERS } = options;
  const wanted = partners.flatMap((partner) =>
    sellers.flatMap((seller) => (wayOfBooking(config, partner, seller) === 'log-in' ? [{ partner, seller }] : [])),
  );
  if (wanted.length === 0) {
    throw new UsageError(
      'no seller logs in: expected a booking partner with a client, and a seller without request headers',
    );
  }
  const target = await connect(config, systemClock, { withTokens: false, signal: io.signal });
  try {
    for (const { partner, seller } of wanted) await logIn(target, partner, seller, options.redirectUri, io);
  } finally {
    target.close();
  }
  return EXIT.nothingFound;
}

async function logIn(
  target: Target,
  partner: PartnerName,
  seller: SellerName,
  redirectUri: string,
  io: Io,
): Promise<void> {
  const listener = await listenForRedirects(redirectUri);
  try {
    const { url, finish } = await target.authorisation.logIn(partner, seller, redirectUri);
    io.stdout.write(`log in as sellers.${seller}, for the ${partner} booking partner, at\n  ${url.href}\n`);
    await finish(await listener.next(io.signal));
    io.stdout.write('kept\n');
  } finally {
    listener.close();
  }
}
