import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Command } from 'commander';
import { CLIENT_IDS, sellerIdAt, startBookingSystem, type BookingSystem } from '../../booking-system/index.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { aborted, commandLine, type Io } from '../io.ts';
import { addEmbeddedOptions, type EmbeddedOptions } from '../options.ts';
import { UsageError, wholeNumber } from '../usage.ts';

interface ServeOptions extends EmbeddedOptions {
  readonly port: number;
}

export function addServeCommand(program: Command, io: Io, finish: (code: ExitCode) => void): void {
  const command = program
    .command('serve')
    .description('run the embedded booking system by itself, on the loopback interface')
    .option('--port <number>', 'its port; 0 is any free one', wholeNumber(0, 65_535), 0);
  addEmbeddedOptions(command).action(async (options: ServeOptions) => {
    finish(await serve(options, io));
  });
}

/** Serves until the user ends it. */
async function serve({ port, defect = [], variation = [] }: ServeOptions, io: Io): Promise<ExitCode> {
  const system = await start({ port, defects: defect, variations: variation });
  io.stdout.write(welcome(system, io.program));
  await aborted(io.signal);
  await system.stop();
  return EXIT.nothingFound;
}

async function start(options: NonNullable<Parameters<typeof startBookingSystem>[0]>): Promise<BookingSystem> {
  try {
    return await startBookingSystem(options);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'EADDRINUSE' && code !== 'EACCES') throw error;
    throw new UsageError(`--port ${String(options.port)} cannot be used (${code}): expected a free port, such as 0`);
  }
}

function welcome({ datasetSiteUrl, baseUrl }: BookingSystem, program: string): string {
  return [
    `dataset site:      ${datasetSiteUrl}`,
    `API:               ${baseUrl}`,
    'booking partners:  header X-OpenActive-Test-Client-Id',
    ...Object.entries(CLIENT_IDS).map(([name, id]) => `  ${name.padEnd(17)}${id}`),
    'sellers:           header X-OpenActive-Test-Seller-Id',
    ...(['primary', 'secondary'] as const).map((name) => `  ${name.padEnd(17)}${sellerIdAt(datasetSiteUrl, name)}`),
    'test it, from another terminal, with:',
    ...testCommands(new URL(datasetSiteUrl).port, program).map((line) => `  ${line}`),
    'end it with Ctrl-C',
    '',
  ].join('\n');
}

/** The configuration for the embedded system at {@link EXAMPLE_PORT}, in a checkout as in a package. */
const EXAMPLE = new URL('../../../examples/configuration.json', import.meta.url);
const EXAMPLE_PORT = '5001';

/** What tests the system at a port: sellers are known by URLs with the port in them, so that the configuration has it too. */
function testCommands(port: string, program: string): readonly string[] {
  const example = relative(process.cwd(), fileURLToPath(EXAMPLE));
  const check = (file: string) => `${program} check ${commandLine(['--config', file])}`;
  if (port === EXAMPLE_PORT) return [check(example)];
  return [
    `${commandLine(['sed', `s/${EXAMPLE_PORT}/${port}/g`, example])} > configuration.json`,
    check('configuration.json'),
  ];
}
