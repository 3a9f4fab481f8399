import {
  type AskedByPair,
  admitJudged,
  beliefOf,
  elapse,
  EMPTY_WORLD,
  isBrokerStep,
  judge,
  openDataOf,
  orderIn,
  orderKey,
  readAnswer,
  readRequest,
  SELLER_LIFECYCLE,
  sellerActs,
  type BrokerStep,
  type Examination,
  type Ground,
  type GuardId,
  type Observed,
  type OrderState,
  type Scenario,
  type SellerStep,
  type Step,
  type World,
} from '../../model/index.ts';
import {
  PARTNERS,
  sellerId,
  SELLERS,
  type OpportunityId,
  type OrderUuid,
  type PartnerName,
} from '../../protocol/ids.ts';
import { pairsText, type Bindings, type Remembered } from '../bindings.ts';
import { composeRequest } from '../compose.ts';
import { answersFor } from './answers.ts';
import { BASE_URL, CURRENCY, imagine, imaginedSellers, NOW, RECONCILIATION, sellerIri } from './imagined.ts';

/** Scenarios played with the model alone: each step's request is composed as ever, and judged; nothing is sent. */

/** What stays the same while a scenario is rehearsed. */
export interface Rehearsal {
  readonly scenario: Scenario;
  readonly ground: Ground;
  readonly bindings: Pick<Bindings, 'uuids' | 'opportunities'>;
  /** The world before anything is done. */
  readonly start: World;
}

/** One thing that may come of a step, as the model admits it. */
export interface Outcome {
  /** `B accepted`, `C2 refused`, `seller accepts`, `lease lapses`. */
  readonly event: string;
  readonly from: OrderState;
  readonly to: OrderState;
  readonly world: World;
  /** Why it was refused. */
  readonly because?: GuardId;
  /** Of a call. */
  readonly call?: { readonly examination: Examination; readonly observed: Observed };
}

const orderUuidOf = (order: string): OrderUuid => {
  const hex = [...order].map((letter) => (letter.codePointAt(0) ?? 0).toString(16).padStart(2, '0')).join('');
  return `${hex.slice(0, 8).padEnd(8, '0')}-0000-4000-8000-${hex.slice(8, 20).padEnd(12, '0')}` as OrderUuid;
};

/** A scenario to be rehearsed. Its steps say which orders there are; `spaces`: of each opportunity that has other than its need gives. */
export function rehearsalOf(scenario: Scenario, spaces: Readonly<Record<string, number>> = {}): Rehearsal {
  const names = new Set(scenario.steps.flatMap((step) => ('order' in step ? [step.order] : [])));
  const opportunities = new Map(
    Object.entries(scenario.opportunities).map(([name, need]) => [name, imagine(name, need, spaces[name])]),
  );
  const facts = [...opportunities.values()];
  return {
    scenario,
    ground: {
      openData: openDataOf(facts, true),
      sellers: SELLERS.map((name) => ({
        id: sellerId(sellerIri(name)),
        name,
        taxMode: name === 'primary' ? 'TaxGross' : 'TaxNet',
        reconciliation: RECONCILIATION,
      })),
      features: { 'payment-reconciliation-detail-validation': true },
      strict: false,
    },
    bindings: { uuids: new Map([...names].map((name) => [name, orderUuidOf(name)])), opportunities },
    start: {
      ...EMPTY_WORLD,
      spaces: Object.fromEntries(facts.map(({ id, remaining }) => [id, remaining])) as Record<OpportunityId, number>,
    },
  };
}

/** The key of an order in a rehearsal. */
export const keyIn = ({ bindings }: Rehearsal, partner: PartnerName, order: string) =>
  orderKey(partner, bindings.uuids.get(order) ?? orderUuidOf(order));

/** What a broker remembers who was told what a world holds. */
function memoryOf({ bindings }: Rehearsal, world: World): Map<string, Remembered> {
  const memory = new Map<string, Remembered>();
  for (const [order, uuid] of bindings.uuids) {
    for (const partner of PARTNERS) {
      const record = world.orders[orderKey(partner, uuid)];
      if (record === undefined) continue;
      memory.set(`${partner} ${order}`, {
        lines: record.lines,
        itemIds: record.lines.some(({ itemId }) => itemId !== undefined)
          ? record.lines.map(({ itemId }) => itemId ?? '')
          : [],
        versions: record.versions,
        quote:
          record.total === undefined
            ? undefined
            : { total: record.total, currency: CURRENCY, pairs: pairsText(record.lines) },
      });
    }
  }
  return memory;
}

const SESSION = { target: { baseUrl: BASE_URL }, sellers: imaginedSellers };

/** Everything that may come of a broker's call. */
function callOutcomes(rehearsal: Rehearsal, world: World, step: BrokerStep): readonly Outcome[] {
  const asked: AskedByPair = Object.assign({}, ...Object.values(world.orders).map((record) => record.asked));
  const bindings: Bindings = { ...rehearsal.bindings, remembered: memoryOf(rehearsal, world), asked };
  const request = readRequest(composeRequest(rehearsal.scenario, step, bindings, SESSION));
  if (request.kind === 'stray') return [];
  const judgement = judge(world, request, rehearsal.ground, NOW);
  const { examination } = judgement;
  return judgement.outcomes.flatMap((outcome) =>
    answersFor(examination, outcome).flatMap((answer): readonly Outcome[] => {
      const observed = readAnswer(request, answer);
      const move = admitJudged(judgement, observed, rehearsal.ground);
      if (move === undefined) return [];
      return move.worlds.map((after) => ({
        event: `${request.call} ${outcome.kind}`,
        from: move.from,
        to: orderIn(after, request.key).state,
        world: after,
        call: { examination, observed },
        ...(outcome.kind === 'refused' ? { because: outcome.because } : {}),
      }));
    }),
  );
}

const SELLER_EVENTS = {
  'accept-proposal': 'seller accepts',
  'reject-proposal': 'seller rejects',
  'cancel-order': 'seller cancels',
  'amend-proposal': 'seller amends',
} as const;

function sellerOutcomes(rehearsal: Rehearsal, world: World, step: SellerStep): readonly Outcome[] {
  const key = keyIn(rehearsal, step.partner, step.order);
  const from = orderIn(world, key).state;
  const event = SELLER_EVENTS[step.action];
  const takes = event === 'seller amends' || SELLER_LIFECYCLE[event][from] !== undefined;
  return (takes ? sellerActs(world, key, step.action) : []).map((after) => ({
    event,
    from,
    to: orderIn(after, key).state,
    world: after,
  }));
}

/** Everything that may come of a step in a world, as the model admits it. A look changes nothing. */
export function rehearse(rehearsal: Rehearsal, world: World, step: Step): readonly Outcome[] {
  if (isBrokerStep(step)) return callOutcomes(rehearsal, world, step);
  if (step.do === 'seller') return sellerOutcomes(rehearsal, world, step);
  if (step.do !== 'wait') return [];
  return elapse(beliefOf([world]), NOW, NOW + step.seconds * 1000).worlds.map((after) => ({
    event: 'lease lapses',
    from: 'leased',
    to: 'quoted',
    world: after,
  }));
}
