import { isCancelled, orderIn, type OrderKey, type OrderRecord, type World } from '../../model/index.ts';
import type { Rehearsed } from '../../runner/index.ts';

/** What must hold of the model itself, whatever it is asked. */
export const INVARIANTS = {
  'spaces-never-negative': 'No more spaces are booked and held than there are.',
  'spaces-never-created': 'No call changes how many spaces there are.',
  'refusal-changes-nothing':
    'A refused call changes nothing, but for what the specification leaves open: the lease of a quote with items in error, and a proposal that can no longer be fulfilled.',
  'cancelled-stays-cancelled': 'A cancelled item stays cancelled.',
  'order-of-one-partner': 'A call for one order leaves every other as it is.',
} as const;
export type Invariant = keyof typeof INVARIANTS;

const sameSpaces = (before: World, { spaces }: World): boolean =>
  Object.entries(before.spaces).every(([id, count]) => spaces[id as keyof typeof spaces] === count);

/** What a refusal may change after all: the lease of a quote, and a proposal for which there is no space any more. */
function mayChange({ call, because, from, to }: Rehearsed): boolean {
  const name = call?.examination.request.call;
  if (name === 'C1' || name === 'C2') return because?.startsWith('items/') === true;
  return name === 'B' && from === 'accepted' && to === 'rejected by seller';
}

const keepsCancelled = (before: OrderRecord, after: OrderRecord): boolean =>
  before.lines.every(
    (line, index) => !isCancelled(line) || after.state === 'absent' || after.lines[index]?.status === line.status,
  );

const keepsOthers = (before: World, after: World, key: OrderKey): boolean =>
  [...new Set([...Object.keys(before.orders), ...Object.keys(after.orders)])].every(
    (other) => other === key || before.orders[other as OrderKey] === after.orders[other as OrderKey],
  );

/** The invariants that one step of the model breaks; none, as long as the model is sound. */
export function brokenBy(before: World, what: Rehearsed, key: OrderKey): readonly Invariant[] {
  const [was, is] = [orderIn(before, key), orderIn(what.world, key)];
  const broken: Invariant[] = [];
  if (!is.unsettled && !sameSpaces(before, what.world)) broken.push('spaces-never-created');
  const refused = what.because !== undefined;
  if (refused && is !== was && before.orders[key] !== undefined && !mayChange(what))
    broken.push('refusal-changes-nothing');
  if (!keepsCancelled(was, is)) broken.push('cancelled-stays-cancelled');
  if (is.key !== key || !keepsOthers(before, what.world, key)) broken.push('order-of-one-partner');
  return broken;
}
