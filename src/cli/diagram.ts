import type { Diagram, DiagramTransition } from '../model/index.ts';

/** A Mermaid statechart. Refusals are left out: an order stays where it is, and there are dozens in each state. */
export function mermaidOf({ states, initial, transitions }: Diagram): string {
  const arrows = new Map<string, string[]>();
  for (const transition of transitions) {
    if (transition.because !== undefined) continue;
    const arrow = `${nameOf(transition.from)} --> ${nameOf(transition.to)}`;
    arrows.set(arrow, [...(arrows.get(arrow) ?? []), labelOf(transition)]);
  }
  return [
    'stateDiagram-v2',
    ...states.map((state) => `  state "${state}" as ${nameOf(state)}`),
    `  [*] --> ${nameOf(initial)}`,
    ...[...arrows].map(([arrow, labels]) => `  ${arrow} : ${labels.join('<br/>')}`),
    '',
  ].join('\n');
}

const nameOf = (state: string): string => state.replaceAll(' ', '_');

/** `B`, with the conditions under which the arrow is taken; rules that every accepted call keeps are left out. */
function labelOf({ event, guards }: DiagramTransition): string {
  const conditions = guards.filter((guard) => !guard.includes('/'));
  const call = event.replace(/ accepted$/, '');
  return conditions.length === 0 ? call : `${call} (${conditions.join(', ')})`;
}
