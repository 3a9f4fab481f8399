import { get, getArray, getNumber, idOf, isObject, type JsonObject } from '../protocol/json.ts';
import { opportunityId } from '../protocol/ids.ts';
import type { Exchange, Response } from '../protocol/exchange.ts';
import {
  admitJudged,
  assume,
  beliefOf,
  free,
  judge,
  orderIn,
  readAnswer,
  withOrder,
  type CallRequest,
  type Judgement,
  type Move,
  type Observed,
  type OrderKey,
  type World,
} from '../model/index.ts';
import { answerRules } from './catalogue.ts';
import { afterCall, cleared, type Causes } from './causes.ts';
import { expectedErrors, explain, type RuleBroken } from './explain.ts';
import type { AnswerSighting, Verdict } from './rule.ts';
import { seeTime, unseen, type BreachSeen, type Seen, type Watch } from './watch.ts';

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
function broken(judgements: readonly Judgement[], observed: Observed, causes: Causes) {
  const explained = judgements.map(({ examination }) => ({
    examination,
    rules: explain(examination, observed, causes),
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

/** The spaces that an answer's items show, by opportunity. */
function shownSpaces(body: JsonObject): readonly (readonly [string, number])[] {
  return getArray(body, 'orderedItem').flatMap((item) => {
    const opportunity = get(item, 'orderedItem');
    const id = idOf(opportunity);
    const shown = getNumber(opportunity, 'remainingAttendeeCapacity') ?? getNumber(opportunity, 'remainingUses');
    return id === undefined || shown === undefined ? [] : [[id, shown] as const];
  });
}

interface Narrowed {
  readonly worlds: readonly World[];
  readonly broken: readonly RuleBroken[];
  readonly judged: boolean;
  readonly causes: Causes;
}

/** C1 and C2 show the spaces that are free for the caller: worlds that have others are ruled out. */
function narrowBySpaces(worlds: readonly World[], request: CallRequest, body: JsonObject, causes: Causes): Narrowed {
  let left = worlds;
  let after = causes;
  const found: RuleBroken[] = [];
  const shown = shownSpaces(body);
  for (const [id, count] of shown) {
    const opportunity = opportunityId(id);
    const fits = left.filter((world) => {
      const expected = free(world, opportunity, request.key);
      return expected === undefined || Math.max(0, expected) === count;
    });
    if (fits.length > 0) {
      left = fits;
      after = cleared(after, opportunity);
      continue;
    }
    const expected = [...new Set(left.map((world) => free(world, opportunity, request.key)))];
    const ownCounted = left.some((world) => free(world, opportunity) === count);
    const rule =
      count < 0
        ? 'state/never-negative-spaces'
        : ownCounted
          ? 'state/spaces-in-quote'
          : (after.get(opportunity) ?? 'state/spaces-in-quote');
    found.push({ rule, expected: `${expected.join(' or ')} spaces free for this order`, found: `${count} shown` });
    after = cleared(after, opportunity);
  }
  return { worlds: left, broken: distinct(found), judged: shown.length > 0, causes: after };
}

const distinct = (found: readonly RuleBroken[]): readonly RuleBroken[] => [
  ...new Map(found.map((each) => [`${each.rule} ${each.expected} ${each.found}`, each])).values(),
];

type Verdicts = Seen['verdicts'];

/** The rules on answers, each judged once: they do not depend on which of the worlds it is. */
function judgeAnswer(
  sighting: AnswerSighting,
  strict: boolean,
): { readonly verdicts: Verdicts; readonly breaches: readonly BreachSeen[] } {
  const verdicts: { rule: string; verdict: Verdict }[] = [];
  const breaches: BreachSeen[] = [];
  const call = sighting.request.call;
  for (const { rule, check } of answerRules(call, sighting.observed.kind)) {
    let verdict = check(sighting);
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

/** The model's own rules that this exchange put to the test: the faults that were there, or that were looked for. */
function modelVerdicts(judgements: readonly Judgement[], violated: readonly RuleBroken[]): Verdicts {
  const sure = new Set(
    judgements.flatMap(({ examination }) =>
      Object.entries(examination.facts.faults)
        .filter(([, certainty]) => certainty === 'must')
        .map(([rule]) => rule),
    ),
  );
  for (const { rule } of violated) sure.add(rule);
  return [...sure].map((rule) => {
    const breach = violated.find((each) => each.rule === rule);
    return {
      rule,
      verdict: breach
        ? { kind: 'violated' as const, expected: breach.expected, found: breach.found }
        : { kind: 'passed' as const },
    };
  });
}

function sightingOf(
  watch: Watch,
  request: CallRequest,
  observed: Observed,
  response: Response,
  judgement: Judgement,
  worlds: readonly World[],
): AnswerSighting | undefined {
  const first = worlds[0];
  if (first === undefined || (observed.kind !== 'accepted' && observed.kind !== 'refused')) return undefined;
  const body = response.body.kind === 'json' && isObject(response.body.value) ? response.body.value : {};
  const { examination } = judgement;
  return {
    request,
    response,
    observed,
    body,
    examination,
    before: examination.record,
    after: orderIn(first, request.key),
    worlds,
    ground: watch.ground,
    baseUrl: watch.baseUrl,
    now: watch.at,
  };
}

function keepAnswer(watch: Watch, request: CallRequest, observed: Observed): Watch['answers'] {
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
  return broken(judgements, observed, watch.causes).rules.map((each) => ({
    ...each,
    unclear: true,
    call: request.call,
  }));
}

/** Looks at a call and its answer: what is broken, and what is to be believed from now on. */
export function seeCall(before: Watch, request: CallRequest, exchange: Exchange): Seen {
  const watch = seeTime(before, exchange.receivedAt);
  if (watch.belief.blind !== undefined) return unseen(watch);
  if (watch.belief.worlds.some((world) => orderIn(world, request.key).unsettled)) return unseen(watch);
  const observed = readAnswer(request, exchange.answer);
  const { judgements, moves } = options(watch, request, observed, false);
  const admitted = moves.length > 0;
  const failed = admitted ? undefined : broken(judgements, observed, watch.causes);
  const worlds = failed?.worlds ?? moves.flatMap((move) => move.worlds);
  const judgement =
    judgements.find(({ examination }) => examination === (moves[0]?.examination ?? failed?.examination)) ??
    judgements[0];
  if (judgement === undefined) return unseen(watch);
  const { examination } = judgement;
  const causes = afterCall(watch.causes, examination, observed);
  const quote =
    (request.call === 'C1' || request.call === 'C2') && (observed.kind === 'accepted' || observed.kind === 'refused');
  const narrowed: Narrowed =
    quote && admitted
      ? narrowBySpaces(worlds, request, observed.body ?? {}, causes)
      : { worlds, broken: [], judged: false, causes };
  const modelBroken = failed?.rules ?? [];
  const own = [...modelBroken, ...narrowed.broken].map((each) => ({ ...each, unclear: false, call: request.call }));
  const sighting =
    exchange.answer.kind === 'response'
      ? sightingOf(watch, request, observed, exchange.answer, judgement, narrowed.worlds)
      : undefined;
  const answer = sighting ? judgeAnswer(sighting, watch.strict) : { verdicts: [], breaches: [] };
  const move = moves[0];
  return {
    watch: {
      ...watch,
      belief: beliefOf(narrowed.worlds),
      causes: narrowed.causes,
      answers: keepAnswer(watch, request, observed),
    },
    breaches: [...own, ...(admitted ? strictBreaches(watch, request, observed) : []), ...answer.breaches],
    verdicts: [
      ...modelVerdicts(judgements, modelBroken),
      ...(narrowed.judged ? [{ rule: 'state/spaces-in-quote', verdict: { kind: 'passed' as const } }] : []),
      ...answer.verdicts,
    ],
    transition: move && `${move.from} —${move.event}→ ${move.to}`,
    admitted: [...describeOutcomes(judgements)],
  };
}
