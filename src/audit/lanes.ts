import { isBrokerStep, MOST_LANES, type LaneStep, type SingleStep, type Step } from '../model/index.ts';
import type { SliceAct } from './slice-read.ts';

/** What was done in a recording, and the steps that do it again. */
export interface Acted {
  readonly act: SliceAct;
  readonly steps: readonly SingleStep[];
}

/** When a call was under way. */
interface Span {
  readonly step: LaneStep;
  readonly sentAt: number;
  readonly receivedAt: number;
}

/** A call with its times; undefined for anything else. */
function spanOf({ act, steps: [step] }: Acted): Span | undefined {
  if (act.kind !== 'call' || step === undefined || !isBrokerStep(step)) return undefined;
  const { sentAt, receivedAt } = act.logged;
  return sentAt === undefined || receivedAt === undefined ? undefined : { step, sentAt, receivedAt };
}

/** Parts calls into as few lanes as there were ever under way at once. */
function lanesOf(spans: readonly Span[]): readonly (readonly LaneStep[])[] {
  const lanes: { readonly steps: LaneStep[]; until: number }[] = [];
  for (const { step, sentAt, receivedAt } of spans) {
    const free = lanes.find(({ until }) => until <= sentAt);
    if (free === undefined) lanes.push({ steps: [step], until: receivedAt });
    else {
      free.steps.push(step);
      free.until = receivedAt;
    }
  }
  return lanes.map(({ steps }) => steps);
}

/** The steps, with calls that were under way at the same time in lanes; in words, why they cannot be. */
export function inLanes(acted: readonly Acted[]): readonly Step[] | string {
  const steps: Step[] = [];
  let together: Span[] = [];
  const close = (): boolean => {
    const lanes = lanesOf(together);
    if (lanes.length > 1) steps.push({ do: 'lanes', lanes });
    else steps.push(...together.map(({ step }) => step));
    together = [];
    return lanes.length <= MOST_LANES;
  };
  for (const each of acted) {
    const span = spanOf(each);
    const overlaps = span !== undefined && together.some(({ receivedAt }) => span.sentAt < receivedAt);
    if (!overlaps && !close()) return TOO_MANY;
    if (span === undefined) steps.push(...each.steps);
    else together.push(span);
  }
  return close() ? steps : TOO_MANY;
}

const TOO_MANY = `a scenario has up to ${MOST_LANES} calls at once, and the recording more`;
