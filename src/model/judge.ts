import { leaseIn, type Observed } from './answer.ts';
import { afterAccepted } from './effects.ts';
import { examine, type Examination } from './examine.ts';
import type { Ground } from './ground.ts';
import { refusalKeeps, type GuardId } from './guards.ts';
import { itemErrorProblems } from './item-errors.ts';
import { LIFECYCLE, type OrderState } from './lifecycle.ts';
import { step } from './order-machine.ts';
import { afterLostRefusal, afterRefused } from './refused-effects.ts';
import type { CallRequest } from './request.ts';
import type { World } from './world.ts';

/** An outcome that the model admits of a request, in one world. */
export type Outcome =
  { readonly kind: 'accepted'; readonly leadsTo: OrderState } | { readonly kind: 'refused'; readonly because: GuardId };

/** The judgement of a request in one world: what it is, and every admissible outcome. */
export interface Judgement {
  readonly examination: Examination;
  readonly outcomes: readonly Outcome[];
}

/** The state to which an accepted call leads, if the machine takes it. */
function acceptedState(examination: Examination, lease: boolean): OrderState | undefined {
  const { request, record, machine, facts } = examination;
  const conditions = lease ? new Set([...facts.conditions, 'lease-given' as const]) : facts.conditions;
  return step(machine, record.state, { type: `${request.call} accepted`, facts: { ...facts, conditions } });
}

const refusedState = ({ request, record, machine, facts }: Examination, because: GuardId): OrderState | undefined =>
  step(machine, record.state, { type: `${request.call} refused`, facts, because });

/** Every outcome that a request admits in one world. */
export function judge(world: World, request: CallRequest, ground: Ground, now: number): Judgement {
  const examination = examine(world, request, ground, now);
  const leadsTo = acceptedState(examination, false);
  const reasons = (Object.keys(examination.facts.faults) as GuardId[]).filter((rule) =>
    refusedState(examination, rule),
  );
  return {
    examination,
    outcomes: [
      ...(leadsTo === undefined ? [] : [{ kind: 'accepted' as const, leadsTo }]),
      ...reasons.map((because) => ({ kind: 'refused' as const, because })),
    ],
  };
}

/** A step that an exchange takes in one world: the transition, and the worlds that follow. Undefined: not admissible. */
export interface Move {
  readonly examination: Examination;
  readonly event: string;
  /** The rule by which the call was refused, where it was. */
  readonly because?: GuardId;
  readonly from: OrderState;
  readonly to: OrderState;
  readonly worlds: readonly World[];
}

function admitAccepted(examination: Examination, observed: Extract<Observed, { kind: 'accepted' }>): Move | undefined {
  const { request, record } = examination;
  const to = acceptedState(examination, leaseIn(observed.body) !== undefined);
  if (to === undefined) return undefined;
  const worlds = afterAccepted(examination, to, observed.body);
  return { examination, event: `${request.call} accepted`, from: record.state, to, worlds };
}

/** The rule by which a refusal is admissible, if there is one. */
export function reasonFor(
  { examination, outcomes }: Judgement,
  observed: Extract<Observed, { kind: 'refused' }>,
  strict: boolean,
): GuardId | undefined {
  const { request } = examination;
  const reasons = outcomes.flatMap((outcome) => (outcome.kind === 'refused' ? [outcome.because] : []));
  const aboutItems = reasons.filter((rule) => rule.startsWith('items/'));
  if (observed.items.size > 0 && observed.error.status === 409) {
    if (request.call === 'C1' || request.call === 'C2') {
      return itemErrorProblems(examination, observed.items).length === 0 ? aboutItems[0] : undefined;
    }
    return aboutItems[0];
  }
  const direct = reasons.find((rule) => keptBy(rule, observed, strict));
  if (direct !== undefined) return direct;
  // At P and B an order whose items cannot be processed fails as a whole.
  const whole = [
    'UnableToProcessOrderItemError',
    'OpportunityHasInsufficientCapacityError',
    'OrderCreationFailedError',
  ];
  const fails = whole.includes(observed.error.type ?? '') && (request.call === 'P' || request.call === 'B');
  return fails && [409, 500].includes(observed.error.status) ? aboutItems[0] : undefined;
}

/** Whether a refusal keeps a rule. One without a readable error is held against the status alone. */
function keptBy(rule: GuardId, { error }: Extract<Observed, { kind: 'refused' }>, strict: boolean): boolean {
  if (error.type !== undefined) return refusalKeeps(rule, error, strict);
  return error.status >= 400 && error.status < 500;
}

/** The step that an exchange takes in one world, by the machine; undefined where no admissible outcome fits it. */
export function admit(
  world: World,
  request: CallRequest,
  observed: Observed,
  ground: Ground,
  now: number,
): Move | undefined {
  const judgement = judge(world, request, ground, now);
  return admitJudged(judgement, observed, ground);
}

/** As {@link admit}, of a request that has been judged already. */
export function admitJudged(judgement: Judgement, observed: Observed, ground: Ground): Move | undefined {
  const { examination } = judgement;
  const { world, record, request } = examination;
  const stay = (event: string): Move => ({ examination, event, from: record.state, to: record.state, worlds: [world] });
  switch (observed.kind) {
    case 'busy':
      return stay(`${request.call} busy`);
    case 'lost': {
      const lost = stay(`${request.call} lost`);
      if (observed.withoutEffect) return lost;
      const accepted = admitAccepted(examination, { kind: 'accepted', status: 200, body: undefined })?.worlds ?? [];
      return { ...lost, worlds: [world, ...accepted, ...afterLostRefusal(examination)] };
    }
    case 'accepted':
      return admitAccepted(examination, observed);
    case 'refused': {
      const because = reasonFor(judgement, observed, ground.strict);
      if (because === undefined) return undefined;
      return { ...stay(`${request.call} refused: ${because}`), because, worlds: afterRefused(examination, observed) };
    }
  }
}

/** Where a call would lead if it were accepted against the rules. */
const FORCED: Readonly<Record<string, OrderState>> = {
  C1: 'quoted',
  C2: 'quoted',
  P: 'awaiting',
  B: 'ordered',
  'delete-order': 'deleted',
};

/**
 * The worlds that follow from what the target answered, admissible or not: how a belief is rebuilt after a finding, so
 * that one defect does not hide the next.
 */
export function assume(examination: Examination, observed: Observed): readonly World[] {
  const { request, record, world } = examination;
  if (observed.kind === 'refused') return afterRefused(examination, observed);
  if (observed.kind !== 'accepted') return [world];
  const arrow = LIFECYCLE[record.state][request.call].accepted.find(
    ({ when }) =>
      when === undefined ||
      (when === 'lease-given' ? leaseIn(observed.body) !== undefined : examination.facts.conditions.has(when)),
  );
  return afterAccepted(examination, arrow?.target ?? FORCED[request.call] ?? record.state, observed.body);
}
