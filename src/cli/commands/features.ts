import type { Command } from 'commander';
import { featureCoverage, type FeatureCoverage } from '../../runner/index.ts';
import type { Io } from '../io.ts';
import { addTargetOptions, requestOf, type TargetOptions } from '../options.ts';
import { openSession } from '../session.ts';
import { asJson } from '../table.ts';
import { targetArgument } from './check.ts';

interface FeaturesOptions extends TargetOptions {
  readonly json?: boolean;
}

/** A feature, with whether the target says that it has it; undefined where it says nothing. */
type Shown = FeatureCoverage & { readonly implemented?: boolean };

const WORDS_SHOWN = 6;

function some(name: string, all: readonly string[]): readonly string[] {
  const more = all.length - WORDS_SHOWN;
  const words = all.slice(0, WORDS_SHOWN).join(', ') + (more > 0 ? `, … (${String(more)} more)` : '');
  return all.length === 0 ? [] : [`      ${name}: ${words}`];
}

const lines = ({ name, status, required, implemented, missing, ...feature }: Shown): readonly string[] => [
  `  ${name}: ${status}${required ? ', required by the specification' : ''}${said(implemented)}`,
  ...some('rules', feature.rules),
  ...some('mutations', feature.mutations),
  ...some('transitions', feature.transitions),
  ...some('subsumes', feature.subsumes),
  ...(missing === undefined ? [] : [`      missing: ${missing}`]),
];

const said = (implemented: boolean | undefined): string =>
  implemented === undefined ? '' : `; the target says that it has ${implemented ? 'it' : 'it not'}`;

function asText(features: readonly Shown[]): string {
  const categories = [...new Set(features.map(({ category }) => category))];
  const blocks = categories.map((category) =>
    [category, ...features.filter((each) => each.category === category).flatMap(lines)].join('\n'),
  );
  const count = (status: FeatureCoverage['status']) => features.filter((each) => each.status === status).length;
  const totals = (['covered', 'in part', 'not covered'] as const).map((each) => `${String(count(each))} ${each}`);
  return `${blocks.join('\n\n')}\n\n${String(features.length)} features: ${totals.join(', ')}\n`;
}

/** What the target says of its features; nothing, where no target is named. */
async function saidOf(target: string | undefined, options: TargetOptions): Promise<Readonly<Record<string, boolean>>> {
  if (target === undefined && options.config === undefined) return {};
  const session = await openSession(requestOf(target, options));
  await session.close();
  return session.facts.features;
}

export function addFeaturesCommand(program: Command, io: Pick<Io, 'stdout'>): void {
  const command = program
    .command('features')
    .description('list the features of the OpenActive Test Suite, and how each is covered')
    .addArgument(targetArgument())
    .option('--json', 'as a JSON array');
  addTargetOptions(command).action(async (target: string | undefined, options: FeaturesOptions) => {
    const known = await saidOf(target, options);
    const features = featureCoverage().map((feature): Shown => {
      const implemented = known[feature.name];
      return implemented === undefined ? feature : { ...feature, implemented };
    });
    io.stdout.write(options.json === true ? asJson(features) : asText(features));
  });
}
