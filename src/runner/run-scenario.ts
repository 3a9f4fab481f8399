import { sellerId } from '../protocol/ids.ts';
import {
  EMPTY_WORLD,
  isBrokerStep,
  openDataOf,
  orderIn,
  orderKey,
  readRequest,
  type BrokerStep,
  type Ground,
  type OpportunityFacts,
  type Scenario,
  type SellerStep,
  type Step,
  type WaitStep,
} from '../model/index.ts';
import {
  AFTER_A_RACE,
  seeCall,
  seeSeller,
  seeStray,
  seeTime,
  seeWait,
  startWatch,
  unseen,
  type Seen,
} from '../oracle/index.ts';
import { bind, uuidOf } from './bindings.ts';
import { composeStray } from './compose.ts';
import { deleteOpportunities } from './delete-opportunities.ts';
import { lookAtFeed } from './look-at-feed.ts';
import { lookAtSpaces } from './look-at-spaces.ts';
import type { Session } from './options.ts';
import { runLanes } from './run-lanes.ts';
import { letSellerAct } from './seller.ts';
import { exchangesOf, NOT_WAITED, type Running, type StepRun } from './running.ts';
import { sendCall } from './send-call.ts';

/** Whether others book the opportunities too: then nobody can tell from what was booked here how many spaces are left. */
const areShared = ({ opportunitiesFrom }: Session): boolean => opportunitiesFrom === 'open feeds';

const spacesAtFirst = (session: Session, facts: readonly OpportunityFacts[]) =>
  Object.fromEntries(facts.map(({ id, remaining }) => [id, areShared(session) ? undefined : remaining]));

function groundOf(session: Session, opportunities: readonly OpportunityFacts[]): Ground {
  const checked = session.features['payment-reconciliation-detail-validation'];
  return {
    // Others may book what was found, and there is more than was taken.
    openData: openDataOf(opportunities, !areShared(session)),
    sellers: (['primary', 'secondary'] as const).flatMap((name) => {
      const seller = session.sellers[name];
      const details = seller?.paymentReconciliationDetails;
      if (!seller) return [];
      const reconciliation = details && checked !== false ? { ...details } : undefined;
      return [{ id: sellerId(seller.id), name, taxMode: seller.taxMode, reconciliation }];
    }),
    features: session.features,
    strict: session.strict,
  };
}

/** Begins a scenario: its opportunities are there, and nothing has been asked for yet. */
export function beginScenario(
  session: Session,
  scenario: Scenario,
  opportunities: ReadonlyMap<string, OpportunityFacts>,
): Running {
  const facts = [...opportunities.values()];
  const world = { ...EMPTY_WORLD, spaces: spacesAtFirst(session, facts) };
  const watch = startWatch({
    ground: groundOf(session, facts),
    baseUrl: session.target.baseUrl,
    strict: session.strict,
    at: session.clock.now(),
    world,
  });
  const starts = new Map<string, string>();
  for (const partner of session.partners) {
    for (const feed of ['orders', 'order-proposals'] as const) {
      starts.set(`${feed} ${partner}`, session.target.ordersFeed(feed, partner).position());
    }
  }
  return {
    scenario,
    session,
    bindings: bind(scenario, opportunities),
    starts,
    earlier: new Map(),
    followers: new Map(),
    watch,
    raced: false,
  };
}

async function runCall(running: Running, step: BrokerStep): Promise<StepRun> {
  const { exchange, request } = await sendCall(running, step);
  const seen =
    request.kind === 'stray' ? seeStray(running.watch, request, exchange) : seeCall(running.watch, request, exchange);
  return { step, seen, exchange, outcome: '' };
}

async function runSeller(running: Running, step: SellerStep): Promise<StepRun> {
  const { bindings, watch } = running;
  const uuid = uuidOf(bindings, step.order);
  const exchange = await letSellerAct(running, step);
  const { answer } = exchange;
  const at = exchange.receivedAt;
  const done = answer.kind === 'response' && answer.status >= 200 && answer.status < 300;
  // Another partner's order of the same UUID is named the same: which of them the seller meant cannot be told.
  const seen = done
    ? seeSeller(watch, { partner: step.partner, uuid, action: step.action, at })
    : unseen(seeTime(watch, at));
  return { step, seen, exchange, outcome: '' };
}

async function runStep(running: Running, step: Step): Promise<StepRun> {
  const { session } = running;
  if (isBrokerStep(step)) return runCall(running, step);
  switch (step.do) {
    case 'seller':
      return runSeller(running, step);
    case 'read-spaces':
      return { step, exchange: undefined, ...(await lookAtSpaces(running, step)) };
    case 'delete-opportunities':
      return { step, ...(await deleteOpportunities(running)) };
    case 'read-feed':
      return { step, exchange: undefined, ...(await lookAtFeed(running, step)) };
    case 'stray': {
      const raw = composeStray(step);
      const exchange = await session.target.send(raw);
      const request = readRequest(raw);
      return request.kind === 'stray'
        ? { step, seen: seeStray(running.watch, request, exchange), exchange, outcome: '' }
        : { step, seen: unseen(running.watch), exchange, outcome: '' };
    }
    case 'lanes': {
      const { seen, race } = await runLanes(running, step);
      running.raced = true;
      return { step, seen, exchange: undefined, race, outcome: '' };
    }
    case 'wait':
      return runWait(running, step);
  }
}

/** How long a wait is, in milliseconds; undefined where it is for the end of a lease of which nothing is known. */
function lengthOf({ bindings, watch, session }: Running, { seconds, leaseOf }: WaitStep): number | undefined {
  if (leaseOf === undefined) return seconds * 1000;
  const key = orderKey(leaseOf.partner, uuidOf(bindings, leaseOf.order));
  const ends = watch.belief.worlds.flatMap((world) => orderIn(world, key).hold?.until ?? []);
  const [end] = ends;
  return end === undefined ? undefined : Math.max(0, end + seconds * 1000 - session.clock.now());
}

async function runWait(running: Running, step: WaitStep): Promise<StepRun> {
  const { session, watch } = running;
  const length = lengthOf(running, step);
  if (!session.canWait || length === undefined || length > (session.mostWaitMs ?? Infinity))
    return { step, seen: unseen(watch), exchange: undefined, outcome: NOT_WAITED };
  await session.clock.sleep(length);
  return { step, seen: seeWait(watch, session.clock.now()), exchange: undefined, outcome: 'waited' };
}

/** Topics of rules whose breach can be the trace that a race has left. */
const TRACES: readonly string[] = ['state', 'feeds', 'lifecycle'];

/** What shows once lanes have run may come of them: a finding of its own, until shrinking shows that it needs none. */
const afterRace = (seen: Seen): Seen => ({
  ...seen,
  breaches: seen.breaches.map((breach) =>
    TRACES.includes(breach.rule.split('/')[0] ?? '')
      ? {
          ...breach,
          call: `${breach.call}${AFTER_A_RACE}`,
          expected: `${breach.expected}, whichever of the calls made at once came first`,
        }
      : breach,
  ),
});

/** Carries out one step of a scenario that has begun, and brings its watch up to date. */
export async function takeStep(running: Running, step: Step): Promise<StepRun> {
  const { raced } = running;
  const done = await runStep(running, step);
  running.watch = done.seen.watch;
  return raced ? { ...done, seen: afterRace(done.seen) } : done;
}

/**
 * Runs a scenario with opportunities that it has to itself, and gives each step as it is done. It ends early where the
 * target gives no answer any more.
 */
export async function* runScenario(
  session: Session,
  scenario: Scenario,
  opportunities: ReadonlyMap<string, OpportunityFacts>,
): AsyncGenerator<StepRun, void> {
  const running = beginScenario(session, scenario, opportunities);
  for (const step of scenario.steps) {
    const done = await takeStep(running, step);
    yield done;
    if (exchangesOf(done).some(({ answer }) => answer.kind === 'no-answer' && answer.reason === 'unreachable')) return;
  }
}
