import type { Command } from 'commander';
import { linkOf, RULES, topicOf, type Rule } from '../../oracle/index.ts';
import type { Io } from '../io.ts';
import { writeCatalogue } from '../table.ts';

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
    .action(({ json = false }: { readonly json?: boolean }) => {
      writeCatalogue(io, RULES.map(shown), { json, topicOf: ({ topic }) => topic });
    });
}
