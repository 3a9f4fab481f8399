import type { GeneratorOptions } from '../../generators/index.ts';
import type { Settings } from '../../model/index.ts';

/** The machines that a tour is of, and their order. */

export type TourScope = Omit<GeneratorOptions, 'coverage'>;

/** A machine's settings, alone and in pairs. */
const aspectsOf = ({ brokerRole, prepayment, flow }: Settings): readonly string[] => [
  brokerRole,
  prepayment,
  flow,
  `${brokerRole} ${prepayment}`,
  `${brokerRole} ${flow}`,
  `${prepayment} ${flow}`,
];

/** Every machine in scope, so ordered that the first ones have as many settings and pairs of settings as can be. */
export function machinesIn({ roles, prepayments, flows }: TourScope): readonly Settings[] {
  const left = roles.flatMap((brokerRole) =>
    prepayments.flatMap((prepayment) => flows.map((flow): Settings => ({ brokerRole, prepayment, flow }))),
  );
  const seen = new Set<string>();
  const ordered: Settings[] = [];
  while (left.length > 0) {
    const news = left.map((machine) => aspectsOf(machine).filter((aspect) => !seen.has(aspect)).length);
    const [next] = left.splice(news.indexOf(Math.max(...news)), 1);
    if (next === undefined) break;
    ordered.push(next);
    for (const aspect of aspectsOf(next)) seen.add(aspect);
  }
  return ordered;
}

/** How many of the settings that are wished for a machine has. */
export const fit = (machine: Settings, wish: Partial<Settings>): number =>
  (['flow', 'brokerRole', 'prepayment'] as const).filter((key) => machine[key] === wish[key]).length;
