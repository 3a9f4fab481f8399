import { DEFECTS, VARIATIONS } from '../booking-system/index.ts';
import type { Budgets } from '../results/result.ts';
import { expectedOf, UsageError } from './usage.ts';

/** The seeds that fast-check takes as they are: 0 to this. */
export const LARGEST_SEED = 2 ** 31 - 1;

/** Numbers of a request, as far as they are given. */
interface Numbers {
  readonly seed?: number;
  readonly budgets?: Budgets;
  readonly concurrency?: number;
  readonly waitAtMost?: number;
}

/** Throws a {@link UsageError} that names the field where a number of a request is none that can be used. */
export function refuseWrongNumbers({ seed, budgets = {}, concurrency, waitAtMost }: Numbers): void {
  refuseUnlessWhole('seed', seed, 0, LARGEST_SEED);
  refuseUnlessSeconds('budgets.seconds', budgets.seconds);
  refuseUnlessWhole('budgets.scenarios', budgets.scenarios, 1);
  refuseUnlessWhole('budgets.requests', budgets.requests, 1);
  refuseUnlessWhole('concurrency', concurrency, 1);
  refuseUnlessSeconds('waitAtMost', waitAtMost);
}

function refuseUnlessWhole(field: string, value: number | undefined, least: number, most = Infinity): void {
  if (value === undefined || (Number.isSafeInteger(value) && value >= least && value <= most)) return;
  const range = most === Infinity ? `of at least ${String(least)}` : `from ${String(least)} to ${String(most)}`;
  throw new UsageError(`${field}: expected a whole number ${range}, found ${String(value)}`);
}

function refuseUnlessSeconds(field: string, value: number | undefined): void {
  if (value === undefined || (Number.isFinite(value) && value > 0)) return;
  throw new UsageError(`${field}: expected a number of seconds above 0, found ${String(value)}`);
}

/** Throws a {@link UsageError} where a defect or a variation of the embedded booking system is none. */
export function refuseUnknownChanges(defects: readonly string[], variations: readonly string[]): void {
  refuseUnknown('defects', defects, DEFECTS);
  refuseUnknown('variations', variations, VARIATIONS);
}

function refuseUnknown(field: string, ids: readonly string[], entries: readonly { readonly id: string }[]): void {
  const known = entries.map(({ id }) => id);
  const unknown = ids.find((id) => !known.includes(id));
  if (unknown === undefined) return;
  throw new UsageError(`${field}: there is no "${unknown}". ${expectedOf(unknown, known, `"${field}"`)}`);
}
