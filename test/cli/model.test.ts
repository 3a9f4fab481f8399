import { expect } from 'chai';
import { GUARD_IDS, LIFECYCLE, ORDER_STATES } from '../../src/model/index.ts';
import { run } from './harness.ts';

interface Transition {
  readonly from: string;
  readonly to: string;
  readonly event: string;
  readonly guards: readonly string[];
  readonly because?: string;
}

async function json(...options: readonly string[]) {
  const { code, stdout } = await run(['model', '--format', 'json', ...options]);
  expect(code).to.equal(0);
  return JSON.parse(stdout) as { readonly id: string; readonly states: string[]; readonly transitions: Transition[] };
}

describe('the model', () => {
  it('as JSON has every state and every accepted call of the lifecycle', async () => {
    const { states, transitions } = await json();
    expect(states).to.deep.equal([...ORDER_STATES]);
    for (const from of ORDER_STATES) {
      for (const [call, { accepted }] of Object.entries(LIFECYCLE[from])) {
        const ends = transitions.filter((one) => one.from === from && one.event === `${call} accepted`);
        expect(ends.map(({ to }) => to)).to.deep.equal(accepted.map(({ target }) => target));
      }
    }
  });

  it('as JSON names the rules that guard a call, and the rule for whose breach it is refused', async () => {
    const { transitions } = await json('--role', 'ResellerBroker', '--flow', 'OpenBookingSimpleFlow');
    const booked = transitions.find(({ from, event }) => from === 'leased' && event === 'B accepted');
    expect(booked).to.have.property('to', 'ordered');
    expect(booked?.guards).to.include('broker-role/reseller-broker-required');
    const refused = transitions.filter(({ event }) => event.endsWith(' refused'));
    expect(refused.every(({ because, from, to }) => from === to && GUARD_IDS.some((id) => id === because))).to.equal(
      true,
    );
  });

  it('is the machine of the role, prepayment and flow that are asked for', async () => {
    const { id, states } = await json('--role', 'NoBroker', '--prepayment', 'Free', '--flow', 'OpenBookingSimpleFlow');
    expect(id).to.equal('NoBroker × Free × OpenBookingSimpleFlow');
    expect(states).not.to.include('awaiting');
  });

  it('as Mermaid is a statechart whose arrows lead from state to state', async () => {
    const { stdout } = await run(['model']);
    const [head, ...lines] = stdout.trimEnd().split('\n');
    expect(head).to.equal('stateDiagram-v2');
    const names = new Set(lines.flatMap((line) => /^ {2}state "[a-z ]+" as (\w+)$/.exec(line)?.[1] ?? []));
    const arrows = lines.flatMap((line) => [...line.matchAll(/^ {2}(\w+) --> (\w+) : .+$/g)]);
    expect(names.size + arrows.length + 1).to.equal(lines.length);
    expect(arrows.filter(([, from, to]) => !names.has(from!) || !names.has(to!))).to.deep.equal([]);
    expect(stdout).to.include('  [*] --> absent\n').and.to.include('  awaiting --> accepted : seller accepts\n');
  });
});
