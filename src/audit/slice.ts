import { get, getArray, idOf, type Json } from '../protocol/json.ts';
import { opportunityId, type OpportunityId } from '../protocol/ids.ts';
import type { BreachSeen } from '../oracle/index.ts';
import type { Found } from './audit.ts';
import { auditor } from './auditor.ts';
import { turnsOf } from './in-order.ts';
import type { Logged, RecordingFacts } from './logged.ts';
import type { OpportunityBook } from './opportunities.ts';
import { sightOf } from './sight.ts';

/** The exchanges on which a finding rests. */
export interface Slice {
  readonly exchanges: readonly Logged[];
  /** Whether they show the finding by themselves, so that nothing else of the recording is needed. */
  readonly complete: boolean;
  /** What told of the opportunities that they speak of, whether or not the finding rests on it. */
  readonly sources: readonly Logged[];
}

/** What a slice has to show. */
interface Wanted {
  readonly facts: RecordingFacts;
  readonly strict: boolean;
  readonly breach: BreachSeen;
  readonly last: Logged;
  /** What else was found in the exchanges: nothing new may come about by leaving some out. */
  readonly others: ReadonlySet<string>;
}

const textOf = ({ rule, call, expected, found }: BreachSeen): string => [rule, call, expected, found].join(' · ');

/** The breaches of some exchanges by themselves, the last one's apart. */
function breachesOf(exchanges: readonly Logged[], { facts, strict }: Wanted) {
  const all: { readonly breach: BreachSeen; readonly logged: Logged }[] = [];
  const { see } = auditor(facts, strict, (found) => all.push(found));
  for (const turn of turnsOf(exchanges)) see(turn);
  return all;
}

const placed = (breach: BreachSeen, { place }: Logged): string =>
  `${place.file}:${String(place.line)} ${textOf(breach)}`;

function shows(exchanges: readonly Logged[], wanted: Wanted): boolean {
  const found = breachesOf(exchanges, wanted);
  const { breach, last, others } = wanted;
  return (
    found.some((each) => each.logged.place === last.place && textOf(each.breach) === textOf(breach)) &&
    found.every((each) => others.has(placed(each.breach, each.logged)))
  );
}

/** The opportunities that some exchanges speak of. */
function opportunitiesOf(exchanges: readonly Logged[]): readonly OpportunityId[] {
  const bodies = exchanges.flatMap(({ sent, answer }): readonly Json[] => [
    ...(sent?.kind === 'json' ? [sent.value] : []),
    ...(answer.kind === 'response' && answer.body.kind === 'json' ? [answer.body.value] : []),
  ]);
  const ids = bodies.flatMap((body) => getArray(body, 'orderedItem').map((item) => idOf(get(item, 'orderedItem'))));
  return [...new Set(ids.filter((id) => id !== undefined))].map(opportunityId);
}

/**
 * The smallest slice of a recording that still shows a finding: exchanges are left out, many at a time and then one by
 * one, as long as the same is found in the same exchange and nothing that was not found in the whole.
 */
export function smallestSlice(
  { breach, logged, talk }: Found,
  { facts, strict, book }: { readonly facts: RecordingFacts; readonly strict: boolean; readonly book: OpportunityBook },
): Slice {
  const kept = talk?.exchanges ?? [];
  const before = kept.filter(({ place }) => place !== logged.place);
  // What was under way at the same time is kept before any of it is judged: then the finding need not come last.
  const at = kept.findIndex(({ place }) => place === logged.place);
  const spoken = before.toSpliced(at < 0 ? before.length : at, 0, logged);
  const sources = [...new Set(opportunitiesOf(spoken).flatMap((id) => book.sources(id)))];
  const whole = [...sources, ...spoken];
  const bare: Wanted = { facts, strict, breach, last: logged, others: new Set() };
  const others = new Set(breachesOf(whole, bare).map((each) => placed(each.breach, each.logged)));
  const wanted: Wanted = { ...bare, others };
  if (!shows(whole, wanted)) return { exchanges: spoken, complete: false, sources };
  // What is in a feed hangs on what was done before, even where the rule does not ask for it.
  const changes = breach.rule.startsWith('feeds/') ? before.filter(changesOrders) : [];
  const fixed = [...changes, logged];
  const droppable = whole.filter((each) => !fixed.includes(each));
  const inPlace = (some: readonly Logged[]) => whole.filter((each) => some.includes(each) || fixed.includes(each));
  const left = least(droppable, (some) => shows(inPlace(some), wanted));
  return { exchanges: inPlace(left), complete: true, sources };
}

/** Whether an exchange changes an order that is there: then feeds show it. */
function changesOrders(logged: Logged): boolean {
  const sight = sightOf(logged);
  return sight.kind === 'seller' || (sight.kind === 'call' && ['PATCH', 'DELETE'].includes(sight.method));
}

/** As few of some things as still pass a test, by leaving out half of them, a quarter, … and single ones. */
function least<Value>(all: readonly Value[], passes: (some: readonly Value[]) => boolean): readonly Value[] {
  let left = all;
  for (let size = Math.ceil(left.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let at = 0; at < left.length;) {
      const fewer = [...left.slice(0, at), ...left.slice(at + size)];
      if (passes(fewer)) left = fewer;
      else at += size;
    }
  }
  return left;
}
