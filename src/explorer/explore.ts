import type { Settings } from '../model/index.ts';
import { kindOf, opportunityPool, signatureOf, type Session } from '../runner/index.ts';
import {
  EXPLORE_FORMAT,
  type Bounds,
  type Exploration,
  type ExploreEnding,
  type ExploreResult,
} from '../results/explore.ts';
import type { ExchangeRecord, Finding } from '../results/result.ts';
import type { OpportunityType } from '../protocol/vocabulary.ts';
import { alphabetOf } from './alphabet.ts';
import { confirm } from './confirm.ts';
import type { Stage } from './play.ts';
import { search, type Broken, type Counts, type Disagreement, type SearchEnd } from './search.ts';
import { renamingsOf, slotsOf } from './slots.ts';

/** What to explore, and where. */
export interface ExploreOptions {
  readonly session: Session;
  readonly bounds: Bounds;
  readonly settings: readonly Settings[];
  /** How many spaces the opportunity has: one exploration for each. */
  readonly spaces: readonly number[];
  readonly opportunityType: OpportunityType;
  readonly version: string;
  readonly targetName: string;
  /** Wall-clock time in milliseconds. */
  readonly now: () => number;
  readonly listen: (progress: Progress) => void;
  /** Told of each finding, with the exchanges that show it. */
  readonly found: (finding: Finding, exchanges: readonly ExchangeRecord[]) => Promise<void>;
  readonly signal: AbortSignal;
}

export interface Progress extends Counts {
  readonly settings: Settings;
  readonly spaces: number;
  readonly seconds: number;
}

/** So many conversations in a row without any answer, and the target is taken for lost. */
const UNANSWERED_UNTIL_LOST = 20;

interface Exploring {
  readonly exploration: Exploration;
  readonly findings: readonly Finding[];
}

const ENDINGS: Readonly<Record<SearchEnd['kind'], ExploreEnding>> = {
  done: 'depth reached',
  stopped: 'interrupted',
  impossible: 'impossible',
};

/** Whether a breach ends a search: not where something is no more than recommended, or broken by a strict reading only. */
const isGrave = ({ placed }: Broken): boolean => kindOf(placed.breach) === 'breaks the specification';

/** One exploration. What breaks the specification ends it; the rest is collected. */
async function exploreOne(
  options: ExploreOptions,
  settings: Settings,
  spaces: number,
  startedAt: number,
): Promise<Exploring> {
  const { session, bounds, signal, listen, now } = options;
  const slots = slotsOf(bounds);
  const stage: Stage = {
    session,
    pool: opportunityPool(session),
    settings,
    opportunityType: options.opportunityType,
    spaces,
    slots,
    orders: bounds.orders,
    renamings: renamingsOf(bounds),
    letters: alphabetOf(settings, spaces, slots, session.canWait),
  };
  const requestsBefore = session.target.stats.requests;
  const unansweredBefore = session.target.stats.unanswered;
  const minor = new Map<string, Broken>();
  let worst: Broken | Disagreement | undefined;
  const lost = () => session.target.stats.unanswered - unansweredBefore >= UNANSWERED_UNTIL_LOST;
  const { counts, end } = await search(stage, bounds.depth, {
    broken: (broken) => {
      const signature = signatureOf(broken.placed.breach);
      if (isGrave(broken)) worst = broken;
      else if (!minor.has(signature)) minor.set(signature, broken);
      return worst !== undefined;
    },
    disagreed: (disagreement) => {
      worst = disagreement;
      return true;
    },
    progress: (sofar) => {
      listen({ ...sofar, settings, spaces, seconds: (now() - startedAt) / 1000 });
      return signal.aborted || lost();
    },
  });
  const confirmed = worst ? [await confirm(stage, worst, requestsBefore)] : [];
  for (const broken of minor.values()) confirmed.push(await confirm(stage, broken, requestsBefore));
  for (const { finding, exchanges } of confirmed) await options.found(finding, exchanges);
  const endedBy = worst ? 'rule broken' : lost() ? 'target lost' : ENDINGS[end.kind];
  const reason = end.kind === 'impossible' ? { reason: end.reason } : {};
  return {
    exploration: { settings, spaces, endedBy, ...reason, ...counts },
    findings: confirmed.map(({ finding }) => finding),
  };
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0);

/** Tries everything in every state up to a depth; the first rule that is found broken ends it. */
export async function explore(options: ExploreOptions): Promise<ExploreResult> {
  const { session, bounds, settings, spaces, now } = options;
  const startedAt = now();
  const requestsBefore = session.target.stats.requests;
  const explored: Exploring[] = [];
  for (const [each, count] of settings.flatMap((one) => spaces.map((number) => [one, number] as const))) {
    explored.push(await exploreOne(options, each, count, startedAt));
    if (explored.at(-1)?.exploration.endedBy !== 'depth reached') break;
  }
  await session.target.deleteDataset();
  const explorations = explored.map(({ exploration }) => exploration);
  return {
    format: EXPLORE_FORMAT,
    version: options.version,
    target: options.targetName,
    strict: session.strict,
    bounds,
    endedBy: explorations.at(-1)?.endedBy ?? 'impossible',
    seconds: (now() - startedAt) / 1000,
    requests: session.target.stats.requests - requestsBefore,
    depth: Math.min(...explorations.map(({ depth }) => depth)),
    states: sum(explorations.flatMap(({ statesByDepth }) => statesByDepth)),
    transitions: sum(explorations.map(({ transitions }) => transitions)),
    explorations,
    findings: explored.flatMap(({ findings }) => findings),
  };
}
