import { get, getArray, getNumber } from '../protocol/json.ts';
import { beliefOf, hashWorld, orderIn, withOrder, type Cost, type World } from '../model/index.ts';
import { afterCall, type Causes } from './causes.ts';
import { alwaysBroken, judging } from './race-answers.ts';
import {
  orderOf,
  orderRace,
  racedOf,
  refusedAsInUse,
  type RaceCall,
  type Raced,
  type RaceMove,
  type RaceSearch,
  type Unseen,
} from './race.ts';
import { storyOf, stuckIn, worst, type RaceStory, type Stuck } from './race-story.ts';
import { inconclusive, PASSED } from './rule.ts';
import { keepAnswer, transportBreaches } from './see-call.ts';
import { believing, seeTime, unseen, type BreachSeen, type Seen, type Taken, type Watch } from './watch.ts';

/** The oracle's look at calls that were made at once. */

/** The rule that some order has to explain the answers. */
export const AT_ONCE_RULE = 'state/at-once-as-in-turn';

/** What is added to a call's name where a breach is one of a race. */
export const IN_A_RACE = ' in a race';
/** The same where something shows later that a race may have left behind. */
export const AFTER_A_RACE = ' after a race';

export interface RaceSeen extends Seen {
  /** The breaches again, each with the call that shows it. */
  readonly shown: readonly Shown[];
  /** Where no order explains the answers: why. */
  readonly story: RaceStory | undefined;
  readonly cost: Cost;
}

interface Shown {
  readonly breach: BreachSeen;
  readonly by: RaceCall;
}

const shownBy = ({ call }: Raced, breaches: readonly BreachSeen[]): readonly Shown[] =>
  breaches.map((breach) => ({ breach, by: call }));

const inRace = (breach: BreachSeen): BreachSeen => ({ ...breach, call: `${breach.call}${IN_A_RACE}` });

/** The fewest spaces that an answer's items show. */
const fewestShown = (body: unknown): number =>
  Math.min(
    ...getArray(body, 'orderedItem').map((item) => {
      const opportunity = get(item, 'orderedItem');
      return getNumber(opportunity, 'remainingAttendeeCapacity') ?? getNumber(opportunity, 'remainingUses') ?? 0;
    }),
    0,
  );

/** Spaces may be counted a little before or after the rest of an answer is made, but there are never fewer than none. */
function negativeSpaces({ call, observed }: Raced): readonly BreachSeen[] {
  if (call.act.kind !== 'call' || observed === undefined || !('body' in observed)) return [];
  const shown = fewestShown(observed.body);
  if (shown >= 0) return [];
  const rule = 'state/never-negative-spaces';
  const at = { unclear: false, call: call.act.request.call };
  return [inRace({ rule, expected: 'no fewer than 0 spaces', found: `${shown} shown`, ...at })];
}

const transport = ({ call }: Raced): readonly BreachSeen[] =>
  call.act.kind === 'call' ? transportBreaches(call.exchange, call.act.request) : [];

/** What is believed once some order has explained everything. */
function explainedWatch(watch: Watch, raced: readonly Raced[], search: Explained): Watch {
  let causes: Causes = watch.causes;
  let answers = watch.answers;
  for (const { operation, move } of search.order) {
    const one = raced[operation];
    if (move === undefined || one?.call.act.kind !== 'call' || one.observed === undefined) continue;
    causes = afterCall(causes, move.examination, one.observed);
    answers = keepAnswer({ ...watch, answers }, one.call.act.request, one.observed);
  }
  return { ...believing(watch, beliefOf(search.states)), causes, answers };
}

/** What is left to believe where no order explains what was answered: nothing of the orders and spaces that were raced for. */
function withRacedUnknown(world: World, raced: readonly Raced[]): World {
  let left = world;
  const touched = new Set<string>();
  for (const { call } of raced) {
    const key = orderOf(call);
    const lines = call.act.kind === 'call' ? call.act.request.lines : [];
    const record = orderIn(left, key);
    for (const { opportunity } of [...lines, ...record.lines]) if (opportunity !== undefined) touched.add(opportunity);
    left = withOrder(left, { ...record, unsettled: true });
  }
  const unknown = Object.fromEntries([...touched].map((opportunity) => [opportunity, undefined]));
  return { ...left, spaces: { ...left.spaces, ...unknown } };
}

const unknownAfter = (watch: Watch, raced: readonly Raced[]): Watch => ({
  ...watch,
  belief: beliefOf(watch.belief.worlds.map((world) => withRacedUnknown(world, raced))),
});

const TOO_LARGE = 'calls made at once have too many orders to decide whether one of them explains the answers';

/** Which rules a call breaks that no order explains; where no call stands out, the last one stands for all. */
function unexplained(told: Stuck | undefined, raced: readonly Raced[]): readonly Shown[] {
  const by = told?.raced ?? raced.at(-1);
  const act = told?.raced.call.act;
  const rules = told?.rules ?? [
    { rule: AT_ONCE_RULE, expected: 'answers that some order of the calls explains', found: 'answers that none does' },
  ];
  const call = act?.kind === 'call' ? act.request.call : 'calls';
  const breaches = rules.map((each) => inRace({ ...each, unclear: false, call }));
  return by === undefined ? [] : shownBy(by, breaches);
}

type Explained = Extract<RaceSearch, { kind: 'explained' }>;
type SearchAgain = (clean: (raced: Raced, move: RaceMove) => boolean) => RaceSearch;
type Settled = Pick<RaceSeen, 'watch' | 'shown' | 'verdicts' | 'story' | 'raced'>;

/** The transition that a call took, if it is the same one in every order that explains the answers. */
function takenBy(moves: readonly RaceMove[]): readonly Taken[] {
  const taken = new Map<string, Taken>();
  for (const move of moves) {
    if (move === undefined) return [];
    const transition = `${move.from} —${move.event}→ ${move.to}`;
    taken.set(transition, { transition, machine: move.examination.machine });
  }
  return taken.size === 1 ? [...taken.values()] : [];
}

/**
 * Where some order explains which calls were accepted: whether one also explains what the answers say. What an answer
 * breaks in whatever order has nothing to do with the race.
 */
function settleExplained(watch: Watch, raced: readonly Raced[], search: Explained, again: SearchAgain): Settled {
  const judge = judging(watch);
  const judged = raced.map((one, index) => (search.moves[index] ?? []).map((move) => judge(one, move)));
  const always = judged.map(alwaysBroken);
  const known = (one: Raced) => new Set((always[raced.indexOf(one)] ?? []).map(({ rule }) => rule));
  const odd = (one: Raced, move: RaceMove) => judge(one, move).breaches.filter(({ rule }) => !known(one).has(rule));
  const inOrder = search.order.flatMap(({ operation, move }) => {
    const one = raced[operation];
    return one ? [{ one, move }] : [];
  });
  const doubtful = raced.some((one, index) => search.moves[index]?.some((move) => odd(one, move).length > 0));
  const cleanly = doubtful ? again((one, move) => odd(one, move).length === 0) : search;
  const oddities = inOrder.flatMap(({ one, move }) => shownBy(one, odd(one, move).map(inRace)));
  const broken = cleanly.kind === 'unexplained' ? oddities.slice(0, 1) : [];
  const excusing = (one: Raced, move: RaceMove) =>
    move === undefined && one.observed !== undefined && refusedAsInUse(one.observed);
  const excused = raced.some((one, index) => search.moves[index]?.some((move) => excusing(one, move)));
  const inUse = excused && again((one, move) => !excusing(one, move)).kind !== 'explained';
  return {
    watch: explainedWatch(watch, raced, cleanly.kind === 'explained' ? cleanly : search),
    shown: [...raced.flatMap((one, index) => shownBy(one, always[index] ?? [])), ...broken],
    verdicts: [
      { rule: AT_ONCE_RULE, verdict: inUse ? inconclusive('a call was refused while another was under way') : PASSED },
      ...inOrder.flatMap(({ one, move }) => judge(one, move).verdicts),
    ],
    story: undefined,
    raced: search.moves.flatMap(takenBy),
  };
}

/** What the search came to: what to believe, what is broken, and why. */
function settle(watch: Watch, raced: readonly Raced[], search: RaceSearch, again: SearchAgain): Settled {
  switch (search.kind) {
    case 'explained':
      return settleExplained(watch, raced, search, again);
    case 'unexplained': {
      const stuck = stuckIn(search.farthest, raced, watch.ground, watch.causes);
      const told = worst(stuck);
      const shown = unexplained(told, raced);
      const broken = shown.map(({ breach: { rule, expected, found } }) => ({
        rule,
        verdict: { kind: 'violated' as const, expected, found },
      }));
      return {
        watch: unknownAfter(watch, raced),
        shown,
        verdicts: broken,
        story: storyOf(told, stuck, raced, watch.belief.worlds[0]),
      };
    }
    case 'too large':
      return {
        watch: { ...watch, belief: { ...watch.belief, blind: TOO_LARGE } },
        shown: [],
        verdicts: [{ rule: AT_ONCE_RULE, verdict: inconclusive(TOO_LARGE) }],
        story: undefined,
      };
  }
}

const NO_COST: Cost = { visits: 0, questions: 0 };

/**
 * Looks at calls that overlapped: whether some order that respects real time explains all their answers, and what to
 * believe from now on, which is every world that such an order ends in. `from` and `to` are when the first was sent and
 * the last answered, in milliseconds since the epoch.
 */
export function seeRace(
  watch: Watch,
  calls: readonly RaceCall[],
  from: number,
  to: number,
  unseenActs?: Unseen,
): RaceSeen {
  if (watch.belief.blind !== undefined) {
    return { ...unseen(seeTime(watch, to)), shown: [], story: undefined, cost: NO_COST };
  }
  const raced = racedOf(calls);
  const known = { worlds: watch.belief.worlds, ground: watch.ground, from, to };
  const situation = unseenActs === undefined ? known : { ...known, unseen: unseenActs };
  const search = orderRace(situation, raced, hashWorld);
  const settled = settle(watch, raced, search, (clean) => orderRace({ ...situation, clean }, raced, hashWorld));
  const shown = [
    ...settled.shown,
    ...raced.flatMap((one) => shownBy(one, negativeSpaces(one))),
    ...raced.flatMap((one) => shownBy(one, transport(one))),
  ];
  return {
    ...unseen(seeTime(settled.watch, to)),
    breaches: shown.map(({ breach }) => breach),
    shown,
    verdicts: settled.verdicts,
    admitted: ['the answers of some order of the calls, each made when the one before it was answered'],
    story: settled.story,
    ...(settled.raced && { raced: settled.raced }),
    cost: search.cost,
  };
}
