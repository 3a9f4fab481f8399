import { expect } from 'chai';
import { parseScenario } from '../../../src/generators/index.ts';
import { b, c2, scenarioWith, spaces } from './samples.ts';

const messageOf = (value: unknown): string => {
  try {
    parseScenario(value);
  } catch (error) {
    return (error as Error).message;
  }
  return 'accepted';
};

const valid = scenarioWith([c2, { ...b, mutations: [{ kind: 'omit-customer' }] }, spaces]);

describe('reading scenarios', () => {
  it('gives back a scenario as it is', () => {
    expect(parseScenario(valid)).to.equal(valid);
  });

  const wrong: readonly (readonly [what: string, value: unknown, message: string])[] = [
    [
      'no object',
      'text',
      'the scenario: expected an object with format, settings, opportunities and steps, found "text"',
    ],
    ['another format', { ...valid, format: 'x' }, 'format: expected "open-booking-fuzz/scenario@1", found "x"'],
    [
      'no settings',
      { ...valid, settings: undefined },
      'settings: expected an object with brokerRole, prepayment and flow, found nothing',
    ],
    [
      'an unknown role',
      { ...valid, settings: { ...valid.settings, brokerRole: 'Broker' } },
      'settings.brokerRole: expected one of AgentBroker, ResellerBroker, NoBroker, found "Broker"',
    ],
    [
      'an unknown step',
      scenarioWith([c2, { do: 'C3' } as never]),
      'steps[1].do: expected one of C1, C2, P, B, B after P, cancel, update-proposal, delete-quote, delete-order, status, seller, lanes, read-spaces, delete-opportunities, read-feed, wait, stray, found "C3"',
    ],
    [
      'a step that does nothing',
      scenarioWith([{} as never]),
      'steps[0].do: expected one of C1, C2, P, B, B after P, cancel, update-proposal, delete-quote, delete-order, status, seller, lanes, read-spaces, delete-opportunities, read-feed, wait, stray, found nothing',
    ],
    [
      'one lane',
      scenarioWith([{ do: 'lanes', lanes: [[c2]] }]),
      'steps[0].lanes: expected a list of 2 to 4 lanes, each a list of steps, found [[{"do":"C2","order":"a","partner":"primary","items":[{"oppo…',
    ],
    [
      'a lane without steps',
      scenarioWith([{ do: 'lanes', lanes: [[c2], []] }]),
      'steps[0].lanes[1]: expected a list of at least one step, found []',
    ],
    [
      'a wait in a lane',
      scenarioWith([{ do: 'lanes', lanes: [[c2], [{ do: 'wait', seconds: 1 } as never]] }]),
      'steps[0].lanes[1][0].do: expected one of C1, C2, P, B, B after P, cancel, update-proposal, delete-quote, delete-order, status, seller, found "wait"',
    ],
    [
      'an unknown opportunity in a lane',
      scenarioWith([{ do: 'lanes', lanes: [[c2], [c2, { ...b, items: [{ opportunity: 'o2' }] }]] }]),
      'steps[0].lanes[1][1].items[0].opportunity: expected one of the opportunities (o1), found "o2"',
    ],
    [
      'an unknown mutation in a lane',
      scenarioWith([{ do: 'lanes', lanes: [[c2], [{ ...b, mutations: [{ kind: 'omit-custommer' }] }]] }]),
      'steps[0].lanes[1][0].mutations[0].kind: expected the name of a mutation, perhaps omit-customer, found "omit-custommer"',
    ],
    [
      'no items',
      scenarioWith([{ ...c2, items: [] }]),
      'steps[0].items: expected a list of at least one item, found []',
    ],
    [
      'an unknown opportunity',
      scenarioWith([{ ...c2, items: [{ opportunity: 'o2' }] }]),
      'steps[0].items[0].opportunity: expected one of the opportunities (o1), found "o2"',
    ],
    [
      'a look at an unknown opportunity',
      scenarioWith([{ ...spaces, opportunity: 'toString' }]),
      'steps[0].opportunity: expected one of the opportunities (o1), found "toString"',
    ],
    [
      'an unknown field',
      scenarioWith([{ ...c2, colour: 'red' } as never]),
      'steps[0].colour: expected no such field; there can be do, order, partner, items, brokerRole, broker, customer, payment, mutations, lost',
    ],
    [
      'a mutation without a kind',
      scenarioWith([{ ...c2, mutations: [{}] as never }]),
      'steps[0].mutations[0].kind: expected the name of a mutation, found nothing',
    ],
    [
      'an unknown mutation',
      scenarioWith([{ ...c2, mutations: [{ kind: 'omit-custmer' }] }]),
      'steps[0].mutations[0].kind: expected the name of a mutation, perhaps omit-customer, found "omit-custmer"',
    ],
    [
      'an item mutation without an item',
      scenarioWith([{ ...c2, mutations: [{ kind: 'omit-offer' }] }]),
      'steps[0].mutations[0].item: expected the index of the item in orderedItem, found nothing',
    ],
  ];

  for (const [what, value, message] of wrong) {
    it(`names the field and what was expected: ${what}`, () => {
      expect(messageOf(value)).to.equal(message);
    });
  }
});
