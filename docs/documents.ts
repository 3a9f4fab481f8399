import { format, resolveConfig } from 'prettier';
import { CONFIGURATION_SCHEMA } from '../src/cli/configuration-schema.ts';
import { mermaidOf } from '../src/cli/diagram.ts';
import { diagramOf } from '../src/model/index.ts';
import { scenarioSchema } from '../src/generators/index.ts';
import { linkOf, RULES, TOPICS, topicOf, type Rule } from '../src/oracle/index.ts';
import { BOOKING_FLOWS } from '../src/protocol/vocabulary.ts';

const GENERATED = '<!-- Made by `npm run docs`; a test compares. -->';

/** The documents that are made from the code, by their paths from the package's root. */
export async function documents(): Promise<Readonly<Record<string, string>>> {
  return {
    'docs/rules.md': await pretty('markdown', rulesPage()),
    'docs/model.md': await pretty('markdown', modelPage()),
    'schemas/scenario.schema.json': await pretty(
      'json',
      JSON.stringify({ ...scenarioSchema, $id: 'scenario.schema.json' }),
    ),
    'schemas/configuration.schema.json': await pretty(
      'json',
      JSON.stringify({
        $schema: 'http://json-schema.org/draft-07/schema#',
        $id: 'configuration.schema.json',
        ...CONFIGURATION_SCHEMA,
      }),
    ),
  };
}

const options = await resolveConfig(new URL('../package.json', import.meta.url));
const pretty = (parser: string, text: string) => format(text, { ...options, parser });

function rulesPage(): string {
  const topics = TOPICS.filter((topic) => RULES.some((rule) => topicOf(rule) === topic));
  return [
    '# Rules',
    GENERATED,
    `What is checked: ${String(RULES.length)} rules. \`open-booking-fuzz rules --json\` gives the same as JSON,`,
    '`rules --clauses` every clause of the specification with the rules that check it. A rule that says _must_ fails a',
    'run; one that says _should_ does with `--should`. Where the specification is unclear, the lenient reading is taken,',
    'and with `--strict` the strict one.',
    '',
    ...topics.flatMap((topic) => [
      `## ${topic}`,
      '',
      ...RULES.filter((rule) => topicOf(rule) === topic).map(entry),
      '',
    ]),
  ].join('\n');
}

function entry(rule: Rule): string {
  const { id, strength, sentence, clauses, readings } = rule;
  const unclear = readings
    ? `\n  Unclear: ${readings.note} Strictly: ${readings.strict} Leniently: ${readings.lenient}`
    : '';
  return `- **${id}** (${strength}, [${clauses[0]}](${linkOf(rule)})): ${escaped(sentence)}${escaped(unclear)}`;
}

const escaped = (text: string): string => text.replaceAll('<', '&lt;').replaceAll('*', '\\*');

function modelPage(): string {
  return [
    '# The model of an order',
    GENERATED,
    'The lifecycle of an order, as the order machine holds it, for an AgentBroker who has to pay beforehand. Each arrow is',
    'a call that is accepted, something that the seller does, or time that passes; in brackets is what decides between',
    'arrows of the same call. Refusals are left out, as the order stays where it is; `open-booking-fuzz model --format',
    'json` has them, each with the rule for whose breach the call is refused, and `model --role … --prepayment … --flow …`',
    'shows the machines of the other roles and modes, which differ in the rules that guard the arrows.',
    '',
    ...BOOKING_FLOWS.flatMap((flow) => [
      `## ${flow}`,
      '',
      '```mermaid',
      mermaidOf(diagramOf({ role: 'AgentBroker', prepayment: 'Required', flow })).trimEnd(),
      '```',
      '',
    ]),
  ].join('\n');
}
