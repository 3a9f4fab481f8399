import { collection, type Collection } from '../audit/collect.ts';
import { RecordingError, type Logged } from '../audit/logged.ts';
import { openRecording } from '../audit/recording.ts';
import { sourcesOf } from '../audit/sources.ts';
import { maskOf, type SecretMask } from '../protocol/masks.ts';
import { MEDIA_TYPE } from '../protocol/media-type.ts';
import { auditText, inkFor, type OutputFiles } from '../report/index.ts';
import type { AuditFinding, AuditResult } from '../results/audit.ts';
import { REPRO_FORMAT, type ExchangeRecord, type Repro } from '../results/result.ts';
import { openOutput } from './campaign.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';
import { commandLine, type Io } from './io.ts';
import { asJson } from './table.ts';
import { validateBodies } from './validate-bodies.ts';
import { VERSION } from './version.ts';

/** What is asked of an audit, and of what is like one. */
export interface AuditOptions {
  readonly strict?: boolean;
  readonly should?: boolean;
  readonly json?: boolean;
  readonly repro?: boolean;
  readonly out: string;
  readonly maskPeople?: boolean;
  readonly validate?: boolean;
}

export const maskFor = ({ maskPeople = false }: Pick<AuditOptions, 'maskPeople'>): SecretMask =>
  maskOf({ people: maskPeople });

/** Audits files and folders, and shows what was found. */
export async function runAudit(paths: readonly string[], options: AuditOptions, io: Io): Promise<ExitCode> {
  const collected = newCollection(options);
  const { files, leftAlone } = await sourcesOf(paths);
  for (const { file, because } of leftAlone) collected.leaveAlone(file, because);
  for (const file of files) {
    if (io.signal.aborted) break;
    await addFile(collected, file);
  }
  const validated = options.validate === true ? await validateBodies(files) : undefined;
  const result = { ...collected.result(), ...(validated && { validated }) };
  const code = await tell(result, collected, options, io);
  if (code !== EXIT.nothingFound || result.coverage.rules.judged > 0 || io.signal.aborted) return code;
  io.stderr.write(
    `open-booking-fuzz: ${paths.join(', ')}: expected recorded calls that a rule speaks of, found none\n`,
  );
  return EXIT.usage;
}

export const newCollection = (options: AuditOptions): Collection =>
  collection({
    strict: options.strict === true,
    mask: maskFor(options),
    version: VERSION,
    now: () => performance.now(),
  });

async function addFile(collected: Collection, file: string): Promise<void> {
  try {
    await collected.add(await openRecording(file));
  } catch (error) {
    if (!(error instanceof RecordingError)) throw error;
    collected.addBroken(error);
  }
}

/** Shows what was found, writes its repros where they are wanted, and gives the exit code. */
export async function tell(
  result: AuditResult,
  { slices }: Pick<Collection, 'slices'>,
  options: AuditOptions,
  io: Io,
): Promise<ExitCode> {
  const files = options.repro === true ? await openOutput(options.out) : undefined;
  if (files) await writeRepros(files, result, slices, maskFor(options));
  const replayCommand =
    files && ((finding: AuditFinding) => `${io.program} ${commandLine(['replay', files.reproPath(finding)])} TARGET`);
  io.stdout.write(options.json === true ? asJson(result) : auditText(result, { replayCommand }, inkFor(io.colours)));
  for (const line of result.broken) io.stderr.write(`open-booking-fuzz: ${line}\n`);
  if (result.broken.length > 0) return EXIT.usage;
  const counts = ({ kind }: AuditFinding) => options.should === true || kind !== 'recommendation not followed';
  return result.findings.some(counts) ? EXIT.findings : EXIT.nothingFound;
}

async function writeRepros(
  files: OutputFiles,
  { findings }: AuditResult,
  slices: Collection['slices'],
  mask: SecretMask,
): Promise<void> {
  for (const finding of findings) {
    if (finding.scenario === undefined) continue;
    const { rule, call, expected, found, scenario, repro, slice } = finding;
    const content: Repro = {
      format: REPRO_FORMAT,
      version: VERSION,
      rule,
      call,
      expected,
      found,
      conversation: slice.map(({ request, answer }) => ({ step: request, special: [], answer, admitted: [] })),
      scenario,
      exchanges: (slices.get(repro) ?? []).map((logged) => recordOf(logged, mask)),
    };
    await files.writeReproOf(finding, content);
  }
}

/** An exchange of a recording as files hold it, with secrets masked. */
function recordOf({ method, url, sent, answer }: Logged, mask: SecretMask): ExchangeRecord {
  const requestBody = sent && (sent.kind === 'json' ? mask.json(sent.value) : mask.text(sent.text));
  const common = {
    method,
    url: mask.text(url),
    headers: sent === undefined ? {} : { 'Content-Type': MEDIA_TYPE },
    ...(requestBody === undefined ? {} : { requestBody }),
  };
  if (answer.kind === 'no-answer') return { ...common, noAnswer: mask.text(answer.detail) };
  const { status, body } = answer;
  if (body.kind === 'none') return { ...common, status };
  return { ...common, status, responseBody: body.kind === 'json' ? mask.json(body.value) : mask.text(body.text) };
}
