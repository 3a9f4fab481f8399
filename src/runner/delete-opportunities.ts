import type { OpportunityId } from '../protocol/ids.ts';
import type { CheckpointStep } from '../model/index.ts';
import { readAnswer } from '../model/index.ts';
import { seeDeletion, unseen, type DeletionSighting } from '../oracle/index.ts';
import { readAnew } from './look-at-spaces.ts';
import { lookUntil, NOT_AWAITED, patienceOf } from './patience.ts';
import type { Running, StepRun } from './running.ts';
import { sendCall } from './send-call.ts';

/** The test interface deletes everything that it made, and the open feeds are looked at until they show it. */

/** Statuses by which a request is turned away, whatever it asks for. */
const TURNED_AWAY: readonly number[] = [401, 403, 408, 425, 429];

/** The scenario's own C1 of an opportunity alone, if it was answered with a quote. */
function quoteOf({ scenario, bindings, watch }: Running, id: OpportunityId): CheckpointStep | undefined {
  const quoted = watch.memory.quotes.some(({ pairs }) => pairs.some((pair) => pair.startsWith(`${id} `)));
  const isAlone = (step: CheckpointStep) =>
    step.mutations === undefined && step.items.every((item) => bindings.opportunities.get(item.opportunity)?.id === id);
  const asked = scenario.steps.find((step) => step.do === 'C1' && isAlone(step));
  return quoted && asked?.do === 'C1' ? asked : undefined;
}

/** Whether the booking system itself no longer has an opportunity: it refuses the quote that it gave before. */
async function isGone(running: Running, id: OpportunityId): Promise<boolean> {
  const step = quoteOf(running, id);
  if (step === undefined) return false;
  const { exchange, request } = await sendCall(running, step);
  if (request.kind === 'stray') return false;
  const observed = readAnswer(request, exchange.answer);
  return observed.kind === 'refused' && observed.error.status < 500 && !TURNED_AWAY.includes(observed.error.status);
}

/** What became of one opportunity in the open feeds; `late` where the campaign ended before it could be told. */
async function sightingOf(
  running: Running,
  id: OpportunityId,
  modifiedBefore: unknown,
): Promise<DeletionSighting | 'late'> {
  const { session, watch } = running;
  const shown = () => session.target.opportunities.get(id)?.state ?? 'updated';
  if (shown() === 'deleted') return { id, shown: 'deleted', readings: undefined, changed: true, gone: true };
  const readings = await readAnew(session, id, watch.at);
  if (readings === 'late') return 'late';
  const changed = session.target.opportunities.get(id)?.item.modified !== modifiedBefore;
  return { id, shown: shown(), readings, changed, gone: shown() === 'deleted' || (await isGone(running, id)) };
}

/** Deletes the opportunities of a scenario, with all others of the test dataset. */
export async function deleteOpportunities(running: Running): Promise<Pick<StepRun, 'seen' | 'exchange' | 'outcome'>> {
  const { session, bindings, watch } = running;
  const { target, clock } = session;
  const ids = [...bindings.opportunities.values()].map(({ id }) => id);
  await target.opportunities.refresh(ids);
  const modified = new Map(ids.map((id) => [id, target.opportunities.get(id)?.item.modified]));
  const exchange = await target.deleteDataset();
  const { answer } = exchange;
  const unjudged = { seen: unseen(watch), exchange, outcome: '' };
  if (answer.kind === 'no-answer' || answer.status < 200 || answer.status >= 300) return unjudged;
  const shown = await lookUntil(patienceOf(session), 'open', clock.now(), async () => {
    const read = await target.opportunities.refresh(ids);
    const settled = ids.every((id) => target.opportunities.get(id)?.state === 'deleted');
    return { value: read.every(({ end }) => end.kind === 'end'), settled, news: true };
  });
  if (shown !== true) return { ...unjudged, outcome: shown === undefined ? NOT_AWAITED : '' };
  const sightings: DeletionSighting[] = [];
  for (const id of ids) {
    const sighting = await sightingOf(running, id, modified.get(id));
    if (sighting === 'late') return { ...unjudged, outcome: NOT_AWAITED };
    sightings.push(sighting);
  }
  return { seen: seeDeletion(watch, sightings, clock.now()), exchange, outcome: '' };
}
