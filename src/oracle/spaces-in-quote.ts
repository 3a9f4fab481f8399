import { opportunityId } from '../protocol/ids.ts';
import { get, getArray, getNumber, idOf, type JsonObject } from '../protocol/json.ts';
import { free, type CallRequest, type World } from '../model/index.ts';
import { cleared, type Causes } from './causes.ts';
import type { RuleBroken } from './explain.ts';

/** The spaces that an answer's items show, by opportunity. */
function shownSpaces(body: JsonObject): readonly (readonly [string, number])[] {
  return getArray(body, 'orderedItem').flatMap((item) => {
    const opportunity = get(item, 'orderedItem');
    const id = idOf(opportunity);
    const shown = getNumber(opportunity, 'remainingAttendeeCapacity') ?? getNumber(opportunity, 'remainingUses');
    return id === undefined || shown === undefined ? [] : [[id, shown] as const];
  });
}

/** What the spaces in an answer leave of the worlds. */
export interface Narrowed {
  readonly worlds: readonly World[];
  readonly broken: readonly RuleBroken[];
  readonly judged: boolean;
  readonly causes: Causes;
}

/**
 * C1 and C2 show the spaces that are free for the caller: worlds that have others are ruled out. `causes` are those from
 * before the call. What touched the spaces earlier is likelier to be at fault than the caller's own lease.
 */
export function narrowBySpaces(
  worlds: readonly World[],
  request: CallRequest,
  body: JsonObject,
  causes: Causes,
): Narrowed {
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
    const cause = after.get(opportunity);
    const own = cause === undefined || (cause === 'state/lease-matches-items' && ownCounted);
    const rule = count < 0 ? 'state/never-negative-spaces' : own ? 'state/spaces-in-quote' : cause;
    found.push({ rule, expected: `${expected.join(' or ')} spaces free for this order`, found: `${count} shown` });
    after = cleared(after, opportunity);
  }
  const judged = shown.some(([id]) =>
    worlds.some((world) => free(world, opportunityId(id), request.key) !== undefined),
  );
  return { worlds: left, broken: distinct(found), judged, causes: after };
}

const distinct = (found: readonly RuleBroken[]): readonly RuleBroken[] => [
  ...new Map(found.map((each) => [`${each.rule} ${each.expected} ${each.found}`, each])).values(),
];
