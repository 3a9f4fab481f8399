import type { FaultFound } from './check.ts';
import type { Outcome } from './lane.ts';
import type { BodyKind } from './modes.ts';

/** A failure that breaks the data model: the first of its kind of body, error type and place. */
export interface ModelFault<Where> extends FaultFound {
  readonly kind: BodyKind;
  /** What was offered with the body. */
  readonly where: Where;
}

/** Why something was not checked. */
export type UnknownReason =
  /** A property that only a context or a list on the internet could tell about. */
  | 'needs the internet'
  | 'too large'
  /** Too many bodies waited to be checked, or too many shapes were met. */
  | 'too many'
  /** The validator knows no such body. */
  | 'no mode'
  /** The validator failed. */
  | 'unreadable'
  /** The validator took too long, or ran out of memory. */
  | 'stuck'
  /** The end came first. */
  | 'stopped';

export interface BodyStats {
  readonly offered: number;
  readonly checked: number;
  /** Failures that are reported, each once a body. */
  readonly failures: number;
  /** Failures in which the validator is not followed, by the reason why. */
  readonly disagreements: Readonly<Record<string, number>>;
  readonly warnings: number;
  readonly suggestions: number;
  readonly unknown: Readonly<Partial<Record<UnknownReason, number>>>;
}

/** Adds up what was found. */
export function startTally<Where>() {
  const faults = new Map<string, ModelFault<Where>>();
  const unknown: Partial<Record<UnknownReason, number>> = {};
  const disagreements: Record<string, number> = {};
  const counts = { offered: 0, checked: 0, failures: 0, warnings: 0, suggestions: 0 };

  function noteUnknown(reason: UnknownReason, times = 1): void {
    if (times > 0) unknown[reason] = (unknown[reason] ?? 0) + times;
  }

  function note({ kind, where }: { readonly kind: BodyKind; readonly where: Where }, outcome: Outcome): void {
    if ('unknown' in outcome) {
      noteUnknown(outcome.unknown);
      return;
    }
    const { checked } = outcome;
    counts.checked += 1;
    counts.failures += checked.faults.length;
    for (const reason of checked.disagreements) disagreements[reason] = (disagreements[reason] ?? 0) + 1;
    counts.warnings += checked.warnings;
    counts.suggestions += checked.suggestions;
    noteUnknown('needs the internet', checked.lookUps);
    for (const fault of checked.faults) {
      const group = `${kind} ${fault.type} ${fault.place}`;
      if (!faults.has(group)) faults.set(group, { ...fault, kind, where });
    }
  }

  return {
    note,
    noteUnknown,
    noteOffer: () => {
      counts.offered += 1;
    },
    faults: (): readonly ModelFault<Where>[] => [...faults.values()],
    stats: (): BodyStats => ({ ...counts, disagreements: { ...disagreements }, unknown: { ...unknown } }),
  };
}
