import type { Command } from 'commander';
import { BOOKING_FLOWS, BROKER_ROLES } from '../../protocol/vocabulary.ts';
import { mermaidOf } from '../diagram.ts';
import type { Io } from '../io.ts';
import { PREPAYMENT_MODES } from '../modes.ts';
import { asJson } from '../table.ts';
import { oneOf } from '../usage.ts';
import { diagramOf, type MachineKey } from '../../model/index.ts';

const FORMATS = ['mermaid', 'json'] as const;
type ModelOptions = MachineKey & { readonly format: (typeof FORMATS)[number] };

/** The statechart that the documentation shows, unless another is asked for: the one with the most states. */
export function addModelCommand(program: Command, io: Pick<Io, 'stdout'>): void {
  program
    .command('model')
    .description('show the order machine as a statechart')
    .option('--role <role>', 'for a broker role', oneOf(BROKER_ROLES), 'AgentBroker')
    .option('--prepayment <mode>', 'for a prepayment mode', oneOf(PREPAYMENT_MODES), 'Required')
    .option('--flow <flow>', 'for a booking flow', oneOf(BOOKING_FLOWS), 'OpenBookingApprovalFlow')
    .option('--format <format>', 'mermaid or json', oneOf(FORMATS), 'mermaid')
    .action(({ format, ...key }: ModelOptions) => {
      const diagram = diagramOf(key);
      io.stdout.write(format === 'json' ? asJson(diagram) : mermaidOf(diagram));
    });
}
