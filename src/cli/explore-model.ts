import { exploreModel, goalOf, GOAL_NAMES, pathToGoal, whyBeyond, type ModelOptions } from '../explorer/index.ts';
import { describeStep } from '../generators/index.ts';
import { BOOKING_FLOWS, BROKER_ROLES } from '../protocol/vocabulary.ts';
import { exploringLine, inkFor, modelText } from '../report/index.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';
import { settingsOf, type ExploreCommandOptions } from './explore.ts';
import type { Io } from './io.ts';
import { lineOn } from './live.ts';
import { PREPAYMENT_MODES } from './modes.ts';
import { asJson } from './table.ts';
import { expectedOf, UsageError } from './usage.ts';
import { VERSION } from './version.ts';

/** Every machine there is, of those that are asked for. */
const machinesOf = ({
  role = BROKER_ROLES,
  prepayment = PREPAYMENT_MODES,
  flow = BOOKING_FLOWS,
}: ExploreCommandOptions) => settingsOf({ role, prepayment, flow });

function modelOptions(options: ExploreCommandOptions, io: Io, listen: ModelOptions['listen']): ModelOptions {
  return {
    bounds: { depth: options.depth, orders: options.orders, partners: options.partners },
    machines: machinesOf(options),
    settings: settingsOf({ ...options, flow: options.flow ?? BOOKING_FLOWS }),
    spaces: options.spaces,
    version: VERSION,
    now: () => performance.now(),
    listen,
    signal: io.signal,
  };
}

/** Explores the model alone, and tells what it reaches and whether what must hold of it does. */
export function runModelExploration(options: ExploreCommandOptions, io: Io): ExitCode {
  const line = lineOn(io.stderr, { quiet: options.quiet === true });
  const result = exploreModel(
    modelOptions(options, io, (progress) => {
      line.show(exploringLine(progress), progress.seconds);
    }),
  );
  line.done();
  io.stdout.write(options.json === true ? asJson(result) : modelText(result, describeStep, inkFor(io.colours)));
  return result.broken.length > 0 ? EXIT.findings : EXIT.nothingFound;
}

/** Shows the shortest way by which the model comes to a state, or puts a rule to the test. */
export function runPathTo(name: string, options: ExploreCommandOptions, io: Io): ExitCode {
  const goal = goalOf(name);
  if (goal === undefined) {
    throw new UsageError(`--to ${name}: no state and no rule. ${expectedOf(name, GOAL_NAMES, '"rules" or "model"')}`);
  }
  const beyond = goal.kind === 'rule' ? whyBeyond(goal.rule) : undefined;
  const line = lineOn(io.stderr, { quiet: options.quiet === true });
  const asked = modelOptions(options, io, (progress) => {
    line.show(exploringLine(progress), progress.seconds);
  });
  const restricted = options.role ?? options.prepayment ?? options.flow;
  const settings = restricted ? asked.settings : machinesOf(options);
  const found = beyond === undefined ? pathToGoal({ ...asked, settings }, goal) : undefined;
  line.done();
  if (options.json === true) io.stdout.write(asJson(found ?? null));
  else if (beyond !== undefined) io.stdout.write(`${name}: no way of the model leads to it: ${beyond}\n`);
  else if (found === undefined) io.stdout.write(`${name}: no way to it within ${String(options.depth)} calls\n`);
  else {
    const { brokerRole, prepayment, flow } = found.settings;
    const steps = found.path.map((step, index) => `  ${String(index + 1)}. ${describeStep(step)}\n`);
    io.stdout.write(`${name}, as ${brokerRole} × ${prepayment} × ${flow}:\n${steps.join('')}`);
  }
  return found === undefined ? EXIT.findings : EXIT.nothingFound;
}
