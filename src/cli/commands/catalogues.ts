import type { Command } from 'commander';
import { DEFECTS, VARIATIONS, type CatalogueEntry } from '../../booking-system/index.ts';
import type { Io } from '../io.ts';
import { writeCatalogue } from '../table.ts';

/** The catalogues of the embedded booking system: its defects and its variations. */
export function addCatalogueCommands(program: Command, io: Pick<Io, 'stdout'>): void {
  add(program, io, 'defects', 'list the defects that the embedded booking system can have', DEFECTS);
  add(program, io, 'variations', 'list the lawful ways in which the embedded booking system can differ', VARIATIONS);
}

function add(
  program: Command,
  io: Pick<Io, 'stdout'>,
  name: string,
  description: string,
  entries: readonly CatalogueEntry[],
): void {
  program
    .command(name)
    .description(description)
    .option('--json', 'as a JSON array')
    .action(({ json = false }: { readonly json?: boolean }) => {
      const shown = entries.map(({ id, sentence, topic, rules }) => ({ id, sentence, topic, rules }));
      writeCatalogue(io, shown, { json, topicOf: ({ topic }) => topic });
    });
}
