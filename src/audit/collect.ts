import { canonical, typeOf, type JsonObject } from '../protocol/json.ts';
import type { SingleStep, Step } from '../model/index.ts';
import type { SecretMask } from '../protocol/masks.ts';
import { RULES, type BreachSeen } from '../oracle/index.ts';
import { AUDIT_FORMAT, type AuditFinding, type AuditResult, type Sighting, type SliceLine } from '../results/audit.ts';
import { breachOf, byGravity, kindOf, reproFile } from '../runner/findings.ts';
import { signatureOf } from '../runner/trial.ts';
import type { Found } from './audit.ts';
import { auditor, type Auditor } from './auditor.ts';
import { inOrder } from './in-order.ts';
import { untilBroken } from './until-broken.ts';
import type { RecordingError, Logged, Recording } from './logged.ts';
import { scenarioOf, type FromRecording } from './scenario.ts';
import { smallestSlice, type Slice } from './slice.ts';

/** How recordings are audited. */
export interface AuditOptions {
  readonly strict: boolean;
  readonly mask: SecretMask;
  readonly version: string;
  /** Milliseconds of some clock, for the time that it took. */
  readonly now: () => number;
}

/** An audit of one recording after the other. */
export interface Collection {
  /** Audits a recording to its end, or as far as it can be read. */
  add(recording: Recording): Promise<void>;
  /** Notes a recording that cannot be read. */
  addBroken(error: RecordingError): void;
  leaveAlone(file: string, because: string): void;
  /** What was found so far. */
  result(): AuditResult;
  /** The exchanges of each finding's slice, by the repro's file. */
  readonly slices: ReadonlyMap<string, readonly Logged[]>;
}

/** So many places of a finding are told; the rest is counted. */
const PLACES = 50;

/** A finding whose slice rests on more than was kept is sliced again where it shows again, so many times. */
const TRIES = 3;

interface Held extends AuditFinding {
  readonly tries: number;
}

export function collection(options: AuditOptions): Collection {
  const { strict, mask, version, now } = options;
  const startedAt = now();
  const findings = new Map<string, Held>();
  const slices = new Map<string, readonly Logged[]>();
  const recordings: AuditResult['recordings'][number][] = [];
  const leftAlone: AuditResult['leftAlone'][number][] = [];
  const broken: string[] = [];
  const notJudged = new Map<string, number>();
  const judged = new Set<string>();

  function take(found: Found, recording: Recording, { book }: Pick<Auditor, 'book'>): void {
    const { breach, logged } = found;
    const key = signatureOf(breach);
    const known = findings.get(key);
    const place = sightingOf(breach, logged, mask);
    const again = known !== undefined && !known.sliceComplete && known.tries < TRIES;
    if (known && !again) {
      const places = known.places.length < PLACES ? [...known.places, place] : known.places;
      findings.set(key, { ...known, places, sightings: known.sightings + 1 });
      return;
    }
    const slice = smallestSlice(found, { facts: recording.facts, strict, book });
    const before = known && { places: [...known.places, place], sightings: known.sightings + 1 };
    const made = findingOf(found, slice, mask);
    findings.set(key, { ...made, places: [place], ...before, tries: (known?.tries ?? 0) + 1 });
    slices.set(made.repro, slice.exchanges);
  }

  return {
    add: async (recording) => {
      const { facts } = recording;
      const each: Auditor = auditor(facts, strict, (found) => {
        take(found, recording, each);
      });
      const whole = untilBroken(recording.exchanges, (error) => {
        broken.push(mask.text(error.message));
      });
      for await (const turn of inOrder(whole.exchanges)) {
        if (whole.mayLackBefore(turn.logged)) break;
        each.see(turn);
      }
      const { tally } = each;
      for (const [because, { first, times }] of recording.leftOut ?? []) {
        notJudged.set(mask.text(`${because}: the first at ${first.file}:${String(first.line)}`), times);
      }
      recordings.push({ file: facts.file, format: facts.format, exchanges: tally.exchanges, relevant: tally.relevant });
      for (const rule of tally.judged.keys()) judged.add(rule);
      for (const [reason, times] of tally.notJudged) notJudged.set(reason, (notJudged.get(reason) ?? 0) + times);
    },
    addBroken: (error) => {
      broken.push(mask.text(error.message));
    },
    leaveAlone: (file, because) => {
      leftAlone.push({ file, because });
    },
    slices,
    result: () => ({
      format: AUDIT_FORMAT,
      version,
      strict,
      seconds: (now() - startedAt) / 1_000,
      recordings,
      leftAlone,
      broken,
      coverage: { rules: coverageOf(judged) },
      findings: byGravity([...findings.values()].map(withoutTries)),
      notJudged: Object.fromEntries(notJudged),
    }),
  };
}

const withoutTries = ({ tries: _tries, ...finding }: Held): AuditFinding => finding;

function coverageOf(judged: ReadonlySet<string>): AuditResult['coverage']['rules'] {
  const never = RULES.filter(({ id }) => !judged.has(id)).map(({ id }) => id);
  return { judged: RULES.length - never.length, total: RULES.length, never };
}

const sightingOf = ({ expected, found }: BreachSeen, { place }: Logged, mask: SecretMask): Sighting => ({
  ...place,
  expected: mask.text(expected),
  found: mask.text(found),
});

function findingOf({ breach, alongside }: Found, slice: Slice, mask: SecretMask): AuditFinding {
  const masked = (each: BreachSeen) => {
    const told = breachOf(each);
    return { ...told, expected: mask.text(told.expected), found: mask.text(told.found) };
  };
  return {
    ...masked(breach),
    kind: kindOf(breach),
    sightings: 1,
    places: [],
    alongside: alongside.map(masked),
    slice: slice.exchanges.map((each) => lineOf(each, mask)),
    sliceComplete: slice.complete,
    ...asScenario(scenarioOf(slice, breach), mask),
    repro: reproFile(breach),
  };
}

function asScenario(made: FromRecording, mask: SecretMask): Pick<AuditFinding, 'scenario' | 'noScenario'> {
  if (made.kind === 'none') return { noScenario: made.because };
  return { scenario: { ...made.scenario, steps: made.scenario.steps.map((step) => maskedStep(step, mask)) } };
}

/** A step without secrets. Whom they would make unusable goes: then the simplest broker and customer take the place. */
function maskedStep(step: Step, mask: SecretMask): Step {
  return step.do === 'lanes'
    ? { ...step, lanes: step.lanes.map((lane) => lane.map((each) => maskedParties(each, mask))) }
    : maskedParties(step, mask);
}

function maskedParties<Single extends SingleStep>(step: Single, mask: SecretMask): Single {
  if (!('items' in step) || step.do === 'cancel') return step;
  const { broker, customer, ...rest } = step;
  const usable = (party: JsonObject): boolean => canonical(mask.json(party)) === canonical(party);
  const masked: unknown = {
    ...rest,
    ...(broker !== undefined && usable(broker) ? { broker } : {}),
    ...(customer === null || (customer !== undefined && usable(customer)) ? { customer } : {}),
  };
  return masked as Single;
}

/** An exchange of a slice in a few words. */
function lineOf({ place, method, url, answer }: Logged, mask: SecretMask): SliceLine {
  const { pathname } = new URL(url);
  const request = `${method} ${decoded(pathname.split('/').slice(-2).join('/'))}`;
  const type = answer.kind === 'response' && answer.body.kind === 'json' ? typeOf(answer.body.value) : undefined;
  const told = answer.kind === 'response' ? `${String(answer.status)} ${type ?? ''}`.trim() : 'no answer';
  return { ...place, request: mask.text(request), answer: mask.text(told) };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
