import type { Command } from 'commander';
import { counted, plain } from '../../report/index.ts';
import { configurationOf, NO_SELLER, type Configuration } from '../configuration.ts';
import { ConfigurationError } from '../configuration-error.ts';
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
      const configuration = await configurationOf(loaded);
      const explanation = explain(loaded, configuration);
      if (options.json === true) io.stdout.write(asJson(explanation));
      else
        io.stdout.write(options.explain === true ? textOf(explanation) : `${verdictOn(explanation, configuration)}\n`);
    });
}

/** Whether `check` could use a configuration. Throws a {@link ConfigurationError} where it would refuse it. */
function verdictOn(explanation: Explanation, { sellers, datasetSiteUrl }: Configuration): string {
  const sources = sourcesOf(explanation);
  if (sources === NOTHING_READ) return `${sources}: well, for the embedded system`;
  if (sellers.primary === undefined) throw new ConfigurationError(`${sources}: ${NO_SELLER}`);
  return datasetSiteUrl === undefined
    ? `${sources}: well, with a TARGET beside it, as broker.datasetSiteUrl says none`
    : `${sources}: well`;
}

const NOTHING_READ = 'no configuration';

const sourcesOf = ({ files, variables }: Explanation): string =>
  [...files, ...(variables.length > 0 ? [`the environment (${variables.join(', ')})`] : [])].join(', ') || NOTHING_READ;

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
