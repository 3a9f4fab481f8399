import { isObject } from '../protocol/json.ts';
import type { Exchange } from '../protocol/exchange.ts';
import {
  admitJudged,
  assume,
  beliefOf,
  judge,
  orderIn,
  readAnswer,
  withOrder,
  type CallRequest,
  type Examination,
  type Judgement,
  type Move,
  type Observed,
  type OrderKey,
  type World,
} from '../model/index.ts';
import { answerRules } from './catalogue.ts';
import { remember, textOfBelief, type RefusalSeen } from './memory.ts';
import { afterCall, type Causes } from './causes.ts';
import { expectedErrors, explain, type RuleBroken } from './explain.ts';
import { promisesKept } from './promises.ts';
import { PASSED, type AnswerSighting, type Verdict } from './rule.ts';
import { narrowBySpaces, type Narrowed } from './spaces-in-quote.ts';
import { believing, seeTime, unseen, type BreachSeen, type Seen, type Watch } from './watch.ts';

/** The oracle's look at a call and its answer. */

/** Every world of the belief with its judgement, and the moves that the answer takes in those in which it is admissible. */
interface Options {
  readonly judgements: readonly Judgement[];
  readonly moves: readonly Move[];
}

function options(watch: Watch, request: CallRequest, observed: Observed, strict: boolean): Options {
  const ground = { ...watch.ground, strict };
  const judgements = watch.belief.worlds.map((world) => judge(world, request, ground, watch.at));
  const moves = judgements
    .map((judgement) => admitJudged(judgement, observed, ground))
    .filter((move) => move !== undefined);
  return { judgements, moves };
}

/** Where no world admits the answer: the explanation with the fewest rules broken, and the worlds rebuilt from it. */
function broken(judgements: readonly Judgement[], observed: Observed, causes: Causes, strict = false) {
  const explained = judgements.map(({ examination }) => ({
    examination,
    rules: explain(examination, observed, causes, strict),
  }));
  const fewest = Math.min(...explained.map(({ rules }) => rules.length));
  const best = explained.filter(({ rules }) => rules.length === fewest);
  const foreign = best[0]?.rules.some(({ rule }) => rule === 'isolation/no-foreign-access') ?? false;
  const worlds = best.flatMap(({ examination }) => assume(examination, observed));
  return {
    rules: best[0]?.rules ?? [],
    examination: best[0]?.examination,
    worlds: foreign && best[0] ? worlds.map((world) => withTwinUnsettled(world, best[0]?.examination.request)) : worlds,
  };
}

/** After another partner got at an order, what became of it is anybody's guess. */
function withTwinUnsettled(world: World, request: CallRequest | undefined): World {
  const twin = Object.keys(world.orders).find(
    (key) => request && key !== request.key && key.endsWith(` ${request.uuid}`),
  );
  if (twin === undefined) return world;
  const record = orderIn(world, twin as OrderKey);
  const unknown = Object.fromEntries(record.lines.map(({ opportunity }) => [opportunity, undefined]));
  return { ...withOrder(world, { ...record, unsettled: true }), spaces: { ...world.spaces, ...unknown } };
}

type Verdicts = Seen['verdicts'];

/** The rules on answers, each judged once: they do not depend on which of the worlds it is. */
export function judgeAnswer(
  [sighting, ...others]: readonly [AnswerSighting, ...AnswerSighting[]],
  strict: boolean,
): { readonly verdicts: Verdicts; readonly breaches: readonly BreachSeen[] } {
  const verdicts: { rule: string; verdict: Verdict }[] = [];
  const breaches: BreachSeen[] = [];
  const call = sighting.request.call;
  for (const { rule, check } of answerRules(call, sighting.observed.kind)) {
    let verdict = check(sighting);
    // Where several worlds admit the answer, it breaks a rule only if it does so in all of them.
    for (let other = 0; verdict.kind === 'violated' && other < others.length; other += 1) {
      verdict = check(others[other] ?? sighting);
    }
    let unclear = false;
    if (strict && rule.readings && verdict.kind !== 'violated') {
      const strictly = check({ ...sighting, ground: { ...sighting.ground, strict: true } });
      unclear = strictly.kind === 'violated';
      if (unclear) verdict = strictly;
    }
    verdicts.push({ rule: rule.id, verdict });
    if (verdict.kind === 'violated')
      breaches.push({ rule: rule.id, expected: verdict.expected, found: verdict.found, unclear, call });
  }
  return { verdicts, breaches };
}

/** The outcomes that the model admits, in words. */
export function describeOutcomes(judgements: readonly Judgement[]): readonly string[] {
  const words = judgements.flatMap(({ outcomes }) =>
    outcomes.map((outcome) =>
      outcome.kind === 'accepted'
        ? `accepted (${outcome.leadsTo})`
        : `${expectedErrors(outcome.because)} (${outcome.because})`,
    ),
  );
  return [...new Set(words)];
}

/** The model's own rules that this exchange put to the test: those broken, those that had to be kept, and promises. */
function modelVerdicts(
  judgements: readonly Judgement[],
  violated: readonly RuleBroken[],
  kept: readonly string[],
): Verdicts {
  const sure = judgements.flatMap(({ examination }) =>
    Object.entries(examination.facts.faults).flatMap(([rule, certainty]) => (certainty === 'must' ? [rule] : [])),
  );
  const broken = new Set(violated.map(({ rule }) => rule));
  const passed = [...new Set([...sure, ...kept])].filter((rule) => !broken.has(rule));
  return [
    ...violated.map(({ rule, expected, found }) => ({ rule, verdict: { kind: 'violated' as const, expected, found } })),
    ...passed.map((rule) => ({ rule, verdict: PASSED })),
  ];
}

/** The refusal that was seen last, if the belief has not changed since. */
function standingRefusal({ memory: { refusal }, belief }: Watch): RefusalSeen | undefined {
  return refusal !== undefined && refusal.left === textOfBelief(belief) ? refusal : undefined;
}

export function sightingOf(
  watch: Watch,
  request: CallRequest,
  observed: Observed,
  { answer }: Exchange,
  examination: Examination,
  worlds: readonly World[],
): AnswerSighting | undefined {
  const first = worlds[0];
  if (first === undefined || answer.kind === 'no-answer') return undefined;
  if (observed.kind !== 'accepted' && observed.kind !== 'refused') return undefined;
  const body = answer.body.kind === 'json' && isObject(answer.body.value) ? answer.body.value : {};
  return {
    request,
    response: answer,
    observed,
    body,
    examination,
    before: examination.record,
    after: orderIn(first, request.key),
    worlds,
    ground: watch.ground,
    baseUrl: watch.baseUrl,
    now: watch.at,
    quotes: watch.memory.quotes,
    refusal: standingRefusal(watch),
  };
}

export function keepAnswer(watch: Watch, request: CallRequest, observed: Observed): Watch['answers'] {
  const key = `${request.key} ${request.call}`;
  const worth =
    observed.kind === 'accepted' && observed.body !== undefined && (request.call === 'P' || request.call === 'B');
  return worth && !watch.answers.has(key) ? new Map(watch.answers).set(key, observed.body) : watch.answers;
}

/** Under the strict readings: what only they forbid. */
function strictBreaches(watch: Watch, request: CallRequest, observed: Observed): readonly BreachSeen[] {
  if (!watch.strict) return [];
  const { judgements, moves } = options(watch, request, observed, true);
  if (moves.length > 0) return [];
  return broken(judgements, observed, watch.causes, true).rules.map((each) => ({
    ...each,
    unclear: true,
    call: request.call,
  }));
}

/** Breaches that are told by there being no answer, or none that can be read. */
export function transportBreaches(
  { answer, sentAt, receivedAt }: Exchange,
  request: CallRequest,
): readonly BreachSeen[] {
  const at = { unclear: false, call: request.call };
  if (answer.kind === 'no-answer') {
    const waited = `nothing within ${Math.round((receivedAt - sentAt) / 1000)} s`;
    return answer.reason === 'timeout'
      ? [{ rule: 'calls/answers-in-time', expected: 'an answer', found: waited, ...at }]
      : [];
  }
  const accepted = answer.status >= 200 && answer.status < 300;
  const due =
    accepted && isCheckpointCall(request.call) && !(answer.body.kind === 'json' && isObject(answer.body.value));
  const found = { none: 'no body', text: 'a body that is not JSON', json: 'JSON, but no object' }[answer.body.kind];
  return due ? [{ rule: 'calls/parsable-body', expected: 'a JSON object', found, ...at }] : [];
}

const isCheckpointCall = (call: string): boolean => ['C1', 'C2', 'P', 'B'].includes(call);

/** What the judgements come to: the worlds that follow, and the rules that no admissible outcome keeps. */
function settle(watch: Watch, request: CallRequest, observed: Observed) {
  const { judgements, moves } = options(watch, request, observed, false);
  const failed = moves.length > 0 ? undefined : broken(judgements, observed, watch.causes);
  const worlds = failed?.worlds ?? moves.flatMap((move) => move.worlds);
  const examination = moves[0]?.examination ?? failed?.examination;
  return { judgements, moves, worlds, rules: failed?.rules ?? [], examination };
}

/** Looks at a call and its answer: what is broken, and what is to be believed from now on. */
export function seeCall(before: Watch, request: CallRequest, exchange: Exchange): Seen {
  const watch = seeTime(before, exchange.receivedAt);
  const unsettled = watch.belief.worlds.some((world) => orderIn(world, request.key).unsettled);
  if (watch.belief.blind !== undefined || unsettled) return unseen(watch);
  const observed = readAnswer(request, exchange.answer);
  const { judgements, moves, worlds, rules, examination } = settle(watch, request, observed);
  const [move] = moves;
  if (examination === undefined) return unseen(watch);
  const quote = move !== undefined && (request.call === 'C1' || request.call === 'C2') && 'body' in observed;
  const narrowed: Narrowed = quote
    ? narrowBySpaces(worlds, request, observed.body ?? {}, watch.causes)
    : { worlds, broken: [], judged: false, causes: watch.causes };
  const own = [...rules, ...narrowed.broken].map((each) => ({ ...each, unclear: false, call: request.call }));
  const others = moves
    .slice(1)
    .map((each) => sightingOf(watch, request, observed, exchange, each.examination, each.worlds));
  const sighting = sightingOf(watch, request, observed, exchange, examination, move?.worlds ?? narrowed.worlds);
  const answer = sighting
    ? judgeAnswer([sighting, ...others.filter((each) => each !== undefined)], watch.strict)
    : { verdicts: [], breaches: [] };
  const strict = move ? strictBreaches(watch, request, observed) : [];
  const passed =
    narrowed.judged && narrowed.broken.length === 0
      ? [
          { rule: 'state/spaces-in-quote', verdict: PASSED },
          { rule: 'state/never-negative-spaces', verdict: PASSED },
        ]
      : [];
  const kept = move ? promisesKept(examination, observed, move.because) : [];
  const belief = beliefOf(narrowed.worlds);
  const breaches = [...own, ...transportBreaches(exchange, request), ...strict, ...answer.breaches];
  // What was wrong in itself is no measure for what comes after it.
  const sound = breaches.length === 0;
  return {
    watch: {
      ...believing(watch, belief),
      causes: afterCall(narrowed.causes, examination, observed),
      answers: keepAnswer(watch, request, observed),
      memory: sound
        ? remember(watch.memory, request, observed, { before: examination.record, belief, at: watch.at })
        : watch.memory,
    },
    breaches,
    verdicts: [...modelVerdicts(judgements, rules, kept), ...passed, ...answer.verdicts],
    transition: move && `${move.from} —${move.event}→ ${move.to}`,
    ...(move && { machine: move.examination.machine }),
    admitted: describeOutcomes(judgements),
  };
}
