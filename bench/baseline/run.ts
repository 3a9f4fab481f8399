import fc from 'fast-check';
import { openSession } from '../../src/cli/session.ts';
import { BOOKING_FLOWS, BROKER_ROLES } from '../../src/protocol/vocabulary.ts';
import { createBroker, type Broker } from './broker.ts';
import { COMMANDS } from './commands.ts';
import { plainModel, SESSIONS, type PlainModel, type Setting } from './model.ts';

/** How the hand-written test fares: its first failure, or none within the budget. */
export interface BaselineSight {
  /** Undefined where nothing failed within the budget. */
  readonly first: BaselineFailure | undefined;
  readonly requests: number;
}

export interface BaselineFailure {
  readonly requestsToDetect: number;
  readonly requestsToShrink: number;
  /** The commands of the shrunk counterexample that ran. */
  readonly commands: readonly string[];
  readonly message: string;
}

const setting: fc.Arbitrary<Setting> = fc.record({
  role: fc.constantFrom(...BROKER_ROLES),
  criteria: fc.constantFrom(
    'BookableNonFreePrepaymentRequired',
    'BookableNonFreePrepaymentOptional',
    'BookableNonFreePrepaymentUnavailable',
    'BookableFree',
    'BookableFiveSpaces',
    'BookableOneSpace',
  ),
  flow: fc.constantFrom(...BOOKING_FLOWS),
});

/** Long enough for an order to be made and cancelled, though preconditions drop many of the commands. */
const MOST_COMMANDS = 30;
const commands = fc.commands(COMMANDS, { maxCommands: MOST_COMMANDS, size: 'max', disableReplayLog: true });
/** More than any budget lasts for: the runs after its end send nothing. */
const RUNS = 1_000;

/** A command that is noted when it runs. */
function noted(command: fc.AsyncCommand<PlainModel, Broker>, ran: string[]): fc.AsyncCommand<PlainModel, Broker> {
  return {
    check: (model) => command.check(model),
    run: (model, broker) => {
      ran.push(command.toString());
      return command.run(model, broker);
    },
    toString: () => command.toString(),
  };
}

/** Runs the test against the embedded system with some defects; shrinking may use as many requests again. */
export async function runBaseline(defects: readonly string[], seed: number, budget: number): Promise<BaselineSight> {
  const session = await openSession({ defects });
  const { target, sellers } = session.facts;
  const broker = createBroker(target, sellers.primary?.id ?? '');
  const before = target.stats.requests;
  const used = () => target.stats.requests - before;
  let first: BaselineFailure | undefined;

  const failed = (error: unknown, ran: readonly string[]) => {
    const requestsToDetect = first?.requestsToDetect ?? used();
    const message = error instanceof Error ? error.message : String(error);
    first = { requestsToDetect, requestsToShrink: used() - requestsToDetect, commands: ran, message };
  };

  const property = fc.asyncProperty(setting, commands, async (chosen, list) => {
    if (used() >= (first ? first.requestsToDetect + budget : budget)) return;
    const ran: string[] = [];
    try {
      const model = plainModel(chosen, await broker.create(chosen.criteria, chosen.flow, SESSIONS));
      const all = [...list].map((command) => noted(command, ran));
      await fc.asyncModelRun(() => ({ model, real: broker }), all);
    } catch (error) {
      failed(error, ran);
      throw error;
    }
  });
  try {
    await fc.check(property, { seed, numRuns: RUNS });
    return { first: first && first.requestsToDetect <= budget ? first : undefined, requests: used() };
  } finally {
    await session.close();
  }
}
