import type { Command } from 'commander';
import { counted, plain } from '../../report/index.ts';
import { configurationOf } from '../configuration.ts';
import { loadConfiguration } from '../configuration-file.ts';
import { explain, type Explanation } from '../explain.ts';
import type { Io } from '../io.ts';
import { asJson } from '../table.ts';

interface ConfigOptions {
  readonly config?: string;
  readonly explain?: boolean;
  readonly json?: boolean;
}

export function addConfigCommand(program: Command, io: Pick<Io, 'stdout'>): void {
  program
    .command('config')
    .description('read a configuration, and say what is wrong with it')
    .option('--config <file>', 'the file, JSON or YAML; the environment counts in any case')
    .option('--explain', 'show what was understood, what has no meaning here, and what each feature switches')
    .option('--json', 'the explanation as JSON')
    .action(async (options: ConfigOptions) => {
      const loaded = await loadConfiguration(options.config, process.env);
      const explanation = explain(loaded, await configurationOf(loaded));
      if (options.json === true) io.stdout.write(asJson(explanation));
      else io.stdout.write(options.explain === true ? textOf(explanation) : `${sourcesOf(explanation)}: well\n`);
    });
}

const sourcesOf = ({ files, variables }: Explanation): string =>
  [...files, ...(variables.length > 0 ? [`the environment (${variables.join(', ')})`] : [])].join(', ') ||
  'no configuration';

function textOf(explanation: Explanation): string {
  const { understood, withoutMeaning, features } = explanation;
  const featureLine = ({ name, said, rules, effect }: Explanation['features'][number]) =>
    `  ${name} (${said === 'nothing' ? 'not said' : said}): ${effect}${rules.length === 0 ? '' : `; ${counted(rules.length, 'rule')}`}`;
  return [
    `read: ${sourcesOf(explanation)}`,
    '',
    'understood',
    ...understood.map(({ what, value }) => `  ${what}: ${plain(value)}`),
    '',
    'without a meaning here',
    ...(withoutMeaning.length === 0
      ? ['  nothing']
      : withoutMeaning.map(({ field, why }) => `  ${plain(field)}: ${why}`)),
    '',
    'features (rules by feature: config --explain --json)',
    ...features.map(featureLine),
    '',
  ].join('\n');
}
