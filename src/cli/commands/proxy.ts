import { join } from 'node:path';
import type { Command } from 'commander';
import { InvalidArgumentError } from 'commander';
import { partnersIn } from '../../audit/partners.ts';
import { startProxy, type LookingProxy, type Passed } from '../../audit/proxy.ts';
import type { Logged } from '../../audit/logged.ts';
import { maskFor, newCollection, tell, type AuditOptions } from '../audit.ts';
import { openOutput } from '../campaign.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { aborted, type Io } from '../io.ts';
import { openTrafficFile } from '../traffic-file.ts';
import { UsageError, wholeNumber } from '../usage.ts';
import { addAuditOptions } from './audit.ts';

interface ProxyOptions extends AuditOptions {
  readonly target: string;
  readonly port: number;
  readonly record?: string;
}

function targetUrl(value: string): string {
  if (!/^https?:\/\//i.test(value) || !URL.canParse(value)) {
    throw new InvalidArgumentError('Expected an http or https URL, such as https://booking.example.com.');
  }
  return value;
}

export function addProxyCommand(program: Command, io: Io, finish: (code: ExitCode) => void): void {
  const command = program
    .command('proxy')
    .description('judge the traffic of your own client as it passes, until Ctrl-C')
    .requiredOption('--target <url>', 'the booking system to which everything is passed on', targetUrl)
    .option('--port <number>', 'the port on the loopback interface; 0 is any free one', wholeNumber(0, 65_535), 0)
    .option('--record <file>', 'where the traffic is recorded (recording.jsonl in the --out directory)');
  addAuditOptions(command).action(async (options: ProxyOptions) => {
    finish(await runProxy(options, io));
  });
}

/** Passes traffic on and judges it, until the user ends it. */
async function runProxy(options: ProxyOptions, io: Io): Promise<ExitCode> {
  await openOutput(options.out);
  const file = options.record ?? join(options.out, 'recording.jsonl');
  const recording = await openTrafficFile(file);
  recording.begin({ whole: false, features: {} });
  const mask = maskFor(options);
  const partners = partnersIn();
  const queue = queueOf<Logged>();
  let line = 1;
  let answered = 0;
  const passed = (exchange: Passed) => {
    line += 1;
    if (exchange.answer.kind === 'response') answered += 1;
    // Once the credentials are masked, they no longer tell partners apart.
    const { partner, token } = partners.of(exchange.headers);
    recording.note({ ...exchange, ...(token === undefined ? { partner } : {}) }, mask);
    queue.push({ ...exchange, place: { file, line } });
  };
  const proxy = await start(options, passed);
  io.stderr.write(`${proxy.url} passes everything on to ${options.target}; end it with Ctrl-C for the report\n`);
  const collected = newCollection(options);
  const facts = { file, format: 'proxy', whole: false, answerHeaders: true, clockSlackMs: 0, features: {} };
  const judged = collected.add({ facts, exchanges: queue.values() });
  await aborted(io.signal);
  await proxy.stop();
  queue.end();
  await judged;
  await recording.end();
  const result = collected.result();
  const code = await tell(result, collected, options, io);
  if (code !== EXIT.nothingFound || result.coverage.rules.judged > 0) return code;
  io.stderr.write(`open-booking-fuzz: nothing was judged: ${because(answered, line - 1, options.target)}\n`);
  return EXIT.target;
}

/** Why of some exchanges nothing was judged. */
function because(answered: number, passed: number, target: string): string {
  if (passed === 0) return 'no request came to the proxy';
  return answered === 0
    ? `${target} answered none of the requests`
    : 'no request or answer was one of the Open Booking API that a rule speaks of';
}

async function start({ target, port }: ProxyOptions, passed: (exchange: Passed) => void): Promise<LookingProxy> {
  try {
    return await startProxy(target, port, passed);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'EADDRINUSE' && code !== 'EACCES') throw error;
    throw new UsageError(`--port ${String(port)} cannot be used (${code}): expected a free port, such as 0`);
  }
}

/** Values that are pushed at one end and read at the other. */
function queueOf<Value>() {
  const waiting: Value[] = [];
  let ended = false;
  let wake = (): void => undefined;
  async function* values(): AsyncGenerator<Value, void> {
    for (;;) {
      const next = waiting.shift();
      if (next !== undefined) yield next;
      else if (ended) return;
      else
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
    }
  }
  return {
    push: (value: Value): void => {
      waiting.push(value);
      wake();
    },
    end: (): void => {
      ended = true;
      wake();
    },
    values,
  };
}
