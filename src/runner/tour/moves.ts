import {
  expectAfter,
  isAccepted,
  nameOf,
  NOTHING_YET,
  orderAt,
  type Expected,
  type Setting,
} from '../../generators/index.ts';
import { isBrokerStep, type BrokerStep, type MutationData, type Step } from '../../model/index.ts';
import { bare, cancel, LONG_WAIT, seller, THREE, whole, wrong } from './cast.ts';

/** What can be done to one order of a story, and which transition of its machine that takes: a graph. */

/** One way on from where an order stands. */
export interface Move {
  readonly step: Step;
  /** `quoted —C2 accepted→ leased`; undefined where no transition is taken. */
  readonly transition: string | undefined;
  /** Where the order then stands. */
  readonly to: Standing;
}

/** Where an order stands, with its moves. */
export interface Standing {
  readonly state: string;
  moves(): readonly Move[];
}

/** Faults by which a call with a whole order is refused as a whole, whatever the machine and the state. */
const ORDER_FAULTS: readonly MutationData[] = [
  { kind: 'unknown-seller' },
  { kind: 'omit-broker-role' },
  { kind: 'not-json' },
  { kind: 'wrong-body-type' },
];

/** Faults by which any call with a body is refused. */
const BODY_FAULTS: readonly MutationData[] = [{ kind: 'wrong-body-type' }, { kind: 'not-json' }];

/** A step about an order of some name; what is wrong in it, if anything is to be, is the fault whose turn it is. */
export function toldOf(step: Step, order: string, turn: number): Step {
  if (!('order' in step)) return step;
  const named = { ...step, order };
  if (!isBrokerStep(named) || named.mutations?.[0]?.kind !== 'wrong-body-type') return named;
  const faults = ['C1', 'C2', 'P', 'B'].includes(named.do) ? ORDER_FAULTS : BODY_FAULTS;
  const fault = faults[turn % faults.length];
  return fault ? wrong(named, fault) : named;
}

/** A cancellation of nothing. */
const NOTHING = wrong(cancel([0]), { kind: 'no-items' });

const faulty = <S extends BrokerStep>(step: S): S => wrong(step, { kind: 'wrong-body-type' });

/** Everything that can be done to an order; what ends it comes last. */
function steps({ settings }: Setting, canWait: boolean): readonly Step[] {
  const approval = settings.flow === 'OpenBookingApprovalFlow';
  const calls = (approval ? (['C1', 'C2', 'P', 'B'] as const) : (['C1', 'C2', 'B'] as const)).map((call) =>
    whole(call, THREE),
  );
  const ofProposal = <S extends Step>(...each: readonly S[]): readonly S[] => (approval ? each : []);
  return [
    bare('status'),
    ...[...calls, ...ofProposal(bare('B after P'), bare('update-proposal')), cancel([0])].map(faulty),
    ...ofProposal(wrong(bare('update-proposal'), { kind: 'note-only' })),
    ...calls,
    ...(canWait ? [LONG_WAIT] : []),
    bare('delete-quote'),
    ...ofProposal<Step>(seller('accept-proposal'), bare('B after P')),
    NOTHING,
    cancel([0]),
    cancel([1]),
    cancel([0, 1, 2]),
    seller('cancel-order'),
    ...ofProposal<Step>(seller('reject-proposal'), bare('update-proposal')),
    bare('delete-order'),
  ];
}

const cancelsNothing = (step: BrokerStep): boolean =>
  step.do === 'cancel' && step.mutations?.some(({ kind }) => kind === 'no-items') === true;

/** The transitions that a step takes, as a sound system would have it: `quoted —C2 accepted→ leased`. */
export function transitionsAt(setting: Setting, before: Expected, step: Step, after: Expected): readonly string[] {
  if (step.do === 'wait') {
    const lapsed = [...before].filter(([name, { state }]) => state !== orderAt(after, name).state);
    return lapsed.map(([name, { state }]) => `${state} —lease lapses→ ${orderAt(after, name).state}`);
  }
  if (!('order' in step)) return [];
  const [from, to] = [before, after].map((expected) => orderAt(expected, nameOf(step)).state);
  if (step.do === 'seller') return after === before ? [] : [`${from} —seller ${step.action}→ ${to}`];
  if (cancelsNothing(step)) return from === 'ordered' ? ['ordered —cancel accepted→ ordered'] : [];
  const call = step.do === 'B after P' ? 'B' : step.do;
  return [isAccepted(setting, before, step) ? `${from} —${call} accepted→ ${to}` : `${from} —${call} refused`];
}

const NAME = nameOf(bare('status'));

/** Where an order stands that nothing was done to, and so everything that can become of it. */
export function graphOf(setting: Setting, canWait: boolean): Standing {
  const all = steps(setting, canWait);
  const known = new Map<string, Standing>();
  const standingAt = (expected: Expected): Standing => {
    const text = JSON.stringify(orderAt(expected, NAME));
    const found = known.get(text);
    if (found) return found;
    let moves: readonly Move[] | undefined;
    const standing: Standing = {
      state: orderAt(expected, NAME).state,
      moves: () =>
        (moves ??= all.map((step) => {
          const after = expectAfter(setting, expected, step);
          return { step, transition: transitionsAt(setting, expected, step, after)[0], to: standingAt(after) };
        })),
    };
    known.set(text, standing);
    return standing;
  };
  return standingAt(NOTHING_YET);
}
