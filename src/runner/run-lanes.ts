import { isBrokerStep, orderKey, type LanesStep, type LaneStep } from '../model/index.ts';
import { seeRace, type RaceCall, type Seen } from '../oracle/index.ts';
import { describeAction } from '../generators/index.ts';
import type { Exchange } from '../protocol/exchange.ts';
import { uuidOf } from './bindings.ts';
import type { LaneRun, RaceRun, Running } from './running.ts';
import { letSellerAct } from './seller.ts';
import { sendCall } from './send-call.ts';

/** Sends what a step says; what the answer tells is remembered as soon as it is there. */
async function send(
  running: Running,
  step: LaneStep,
): Promise<{ exchange: Exchange; act: RaceCall['act'] | undefined }> {
  if (!isBrokerStep(step)) {
    const order = orderKey(step.partner, uuidOf(running.bindings, step.order));
    return { exchange: await letSellerAct(running, step), act: { kind: 'seller', order, action: step.action } };
  }
  const { exchange, request } = await sendCall(running, step);
  return { exchange, act: request.kind === 'stray' ? undefined : { kind: 'call', request } };
}

/**
 * Runs lanes at once. A call overlaps with others, so that each goes over a connection of its own; a lane ends early
 * where the target cannot be reached any more.
 */
export async function runLanes(running: Running, { lanes }: LanesStep): Promise<{ seen: Seen; race: RaceRun }> {
  const { clock } = running.session;
  const from = clock.now();
  const calls: LaneRun[] = [];
  const raced: RaceCall[] = [];
  let moment = 0;
  const now = () => (moment += 1);
  const run = async (steps: readonly LaneStep[], lane: number): Promise<void> => {
    for (const step of steps) {
      const called = now();
      const { exchange, act } = await send(running, step);
      const at = { lane, exchange, called, returned: now() };
      calls.push({ ...at, step });
      if (act !== undefined) raced.push({ ...at, act, name: describeAction(step) });
      if (exchange.answer.kind === 'no-answer' && exchange.answer.reason === 'unreachable') return;
    }
  };
  await Promise.all(lanes.map(run));
  const byCall = (one: { readonly called: number }, other: { readonly called: number }) => one.called - other.called;
  const seen = seeRace(running.watch, raced.sort(byCall), from, clock.now());
  return { seen, race: { calls: calls.sort(byCall), story: seen.story } };
}
