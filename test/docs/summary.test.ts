import { readFile } from 'node:fs/promises';
import { expect } from 'chai';
import { ORDER_STATES } from '../../src/model/index.ts';
import { CALL_NAMES } from '../../src/protocol/calls.ts';
import { campaignText, inkFor, type Guide } from '../../src/report/index.ts';
import { finding, result } from '../report/sample.ts';

const page = await readFile(new URL('../../docs/summary.md', import.meta.url), 'utf8');
const guide: Guide = { resultPath: 'r', reproPath: () => 'p', replayCommand: () => 'c', againCommand: 'a' };

/** A summary with as many lines as there can be. */
const { coverage } = result({});
const whole = result({
  findings: [finding()],
  coverage: {
    ...coverage,
    pairs: { ...coverage.pairs, missed: ['a × b'] },
    rules: { ...coverage.rules, never: ['a/b'] },
  },
  features: [{ name: 'agent-broker', scenarios: 1, requests: 1, findings: 1 }],
  health: ['h'],
  switchedOff: [{ what: 'w', reason: 'r' }],
  feedLag: { open: { changes: 1, longestSeconds: 1 } },
  inconclusive: { i: 1 },
  bookings: { made: 1, left: [{ url: 'u', partner: 'primary', why: 'w' }] },
});

describe('docs/summary.md', () => {
  it('explains every line of a summary', () => {
    const text = campaignText(whole, guide, inkFor(false));
    const summary = text.slice(text.indexOf('\ntarget:'));
    const names = [...summary.matchAll(/^([a-z ]+?): /gm)].map(([, name]) => name!);
    expect(names).to.include.members(['not tried', 'left behind', 'mind', 'again']);
    for (const name of names) expect(page).to.include(`\`${name}\``);
  });

  it('names every state and every call', () => {
    const names = ORDER_STATES.filter((state) => !/ by |cancelled/.test(state));
    for (const name of [...names, ...CALL_NAMES]) expect(page).to.include(`\`${name}\``);
  });
});
