import type { Command } from 'commander';
import { clauseCoverage, linkOf, RULES, topicOf, type CoveredClause, type Rule } from '../../oracle/index.ts';
import type { Io } from '../io.ts';
import { asJson, writeCatalogue } from '../table.ts';

interface RulesOptions {
  readonly json?: boolean;
  readonly clauses?: boolean;
}

/** A rule as others read it: all but how it is checked. */
const shown = (rule: Rule) => {
  const { id, sentence, strength, clauses, features, implies = [], readings } = rule;
  const topic = topicOf(rule);
  return {
    id,
    sentence,
    strength,
    topic,
    link: linkOf(rule),
    clauses,
    features,
    implies,
    ...(readings && { readings }),
  };
};

export function addRulesCommand(program: Command, io: Pick<Io, 'stdout'>): void {
  program
    .command('rules')
    .description('list the rules that a booking system is held to')
    .option('--json', 'as a JSON array')
    .option('--clauses', 'list every clause of the specification instead, with the rules that check it')
    .action(({ json = false, clauses = false }: RulesOptions) => {
      if (clauses) writeClauses(io, json);
      else writeCatalogue(io, RULES.map(shown), { json, topicOf: ({ topic }) => topic });
    });
}

function writeClauses(io: Pick<Io, 'stdout'>, json: boolean): void {
  const covered = clauseCoverage(RULES);
  io.stdout.write(json ? asJson(covered) : `${[...covered.map(clauseLine), '', totals(covered)].join('\n')}\n`);
}

const clauseLine = ({ id, strength, status, rules }: CoveredClause): string =>
  `${id} (${strength}): ${status === 'checked' ? `checked by ${rules.join(', ')}` : status}`;

/** `582 clauses: 200 checked, …`. */
function totals(covered: readonly CoveredClause[]): string {
  const statuses = [...new Set(covered.map(({ status }) => status))];
  const counts = statuses.map(
    (status) => `${String(covered.filter((clause) => clause.status === status).length)} ${status}`,
  );
  return `${String(covered.length)} clauses: ${counts.join(', ')}`;
}
