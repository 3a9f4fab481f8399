import { expect } from 'chai';
import { CALL_NAMES } from '../../src/protocol/calls.ts';
import type { OpportunityId } from '../../src/protocol/ids.ts';
import {
  free,
  isBooked,
  LIFECYCLE,
  ORDER_STATES,
  orderIn,
  SELLER_LIFECYCLE,
  type OrderRecord,
  type OrderState,
  type World,
} from '../../src/model/index.ts';
import { alphabetOf, sellerEvents, timeEvents, type Orders } from './alphabet.ts';
import { LEASE_ENDS } from './answers.ts';
import { explore, type Tried } from './explore.ts';
import { place, type Wanted } from './fixture.ts';

/** What was found in one search: the worlds reached and everything tried. */
interface Search {
  readonly name: string;
  readonly orders: readonly Orders[];
  readonly worlds: readonly World[];
  readonly tried: readonly Tried[];
}

function search(
  name: string,
  wanted: Readonly<Record<string, Wanted>>,
  orders: readonly Orders[],
  depth: number,
  careless: boolean,
): Search {
  const { world, ground } = place(wanted);
  const tried: Tried[] = [];
  const worlds = explore(world, alphabetOf(orders, careless), ground, depth, (each) => tried.push(each));
  return { name, orders, worlds, tried };
}

const ONE_ORDER: Orders = { order: 'a', partner: 'primary', choices: [['x'], ['x', 'y']] };
const TWO_PARTNERS: readonly Orders[] = [
  { order: 'a', partner: 'primary', choices: [['x']] },
  { order: 'a', partner: 'secondary', choices: [['x']] },
];
const TWO_ORDERS: readonly Orders[] = [
  { order: 'a', partner: 'primary', choices: [['x']] },
  { order: 'b', partner: 'primary', choices: [['x', 'x']] },
];

const searches: readonly Search[] = [
  search('simple flow', { x: { spaces: 1 }, y: { spaces: 2 } }, [ONE_ORDER], 4, true),
  search('approval flow', { x: { spaces: 1, approval: true }, y: { approval: true } }, [ONE_ORDER], 5, false),
  search('two partners, one UUID, one space', { x: { spaces: 1 } }, TWO_PARTNERS, 4, false),
  search('two partners with approval', { x: { spaces: 1, approval: true } }, TWO_PARTNERS, 3, false),
  search('two orders, two spaces', { x: { spaces: 2 } }, TWO_ORDERS, 4, false),
];

const everyWorld = searches.flatMap(({ worlds }) => worlds);
const everyTried = searches.flatMap(({ tried }) => tried);

/** What an order takes of an opportunity, counted from its items and its hold. */
function takenBy({ state, lines, hold }: OrderRecord, id: OpportunityId): number {
  const standing = ['ordered', 'partly cancelled', 'wholly cancelled'].includes(state)
    ? lines.filter(({ opportunity, status }) => opportunity === id && status === 'OrderItemConfirmed').length
    : 0;
  return standing + (hold?.spaces[id] ?? 0);
}

const show = ({ judgement, outcome }: Tried): string => {
  const { request, record } = judgement.examination;
  return `${request.call} on ${record.state}: ${outcome.kind === 'accepted' ? outcome.leadsTo : outcome.because}`;
};

describe('the model, explored from an empty booking system', () => {
  for (const { name, worlds, tried } of searches) {
    it(`reaches many worlds: ${name}`, () => {
      expect(worlds.length).to.be.greaterThan(30);
      expect(tried.length).to.be.greaterThan(1000);
    });
  }

  it('admits every outcome that it lists, and gives a world for it', () => {
    expect(everyTried.filter(({ move }) => (move?.worlds.length ?? 0) === 0).map(show)).to.deep.equal([]);
  });

  it('loses no space and gains none: free, held and booked are all that there is', () => {
    for (const world of everyWorld) {
      for (const [id, all] of Object.entries(world.spaces) as [OpportunityId, number][]) {
        const taken = Object.values(world.orders).reduce((sum, record) => sum + takenBy(record, id), 0);
        expect(free(world, id)).to.equal(all - taken);
      }
    }
  });

  it('never has fewer than no spaces free', () => {
    for (const world of everyWorld) {
      for (const id of Object.keys(world.spaces) as OpportunityId[]) expect(free(world, id)).to.be.at.least(0);
    }
  });

  it('never changes how many spaces an opportunity has', () => {
    for (const { worlds } of searches) {
      const [start] = worlds;
      for (const world of worlds) expect(world.spaces).to.deep.equal(start?.spaces);
    }
  });

  it('changes nothing by a refused call, but for the lease of a quote and a proposal that cannot be kept', () => {
    for (const { world, judgement, outcome, move } of everyTried) {
      if (outcome.kind === 'accepted' || move === undefined) continue;
      const { request, record } = judgement.examination;
      const quote = request.call === 'C1' || request.call === 'C2';
      if (quote && ['absent', 'quoted', 'leased'].includes(record.state)) continue;
      const unfulfilled = request.call === 'B' && record.state === 'accepted';
      const others = move.worlds.filter((each) => each !== world);
      if (!unfulfilled) expect(others).to.deep.equal([]);
      for (const each of others) expect(orderIn(each, request.key).state).to.equal('rejected by seller');
    }
  });

  it('leaves every other order alone, whoever calls', () => {
    for (const { world, judgement, move } of everyTried) {
      const { key } = judgement.examination.request;
      for (const after of move?.worlds ?? []) {
        for (const [other, record] of Object.entries(world.orders)) {
          if (other !== key) expect(after.orders[record.key]).to.equal(record);
        }
      }
    }
  });

  it('never revives a cancelled item', () => {
    for (const { world, judgement, move } of everyTried) {
      const { key } = judgement.examination.request;
      for (const after of move?.worlds ?? []) {
        const before = orderIn(world, key).lines;
        before.forEach(({ status }, index) => {
          if (status !== 'CustomerCancelled' && status !== 'SellerCancelled') return;
          expect(orderIn(after, key).lines[index]?.status).to.equal(status);
        });
      }
    }
  });

  it('never gives a deleted order back', () => {
    for (const { judgement, move } of everyTried) {
      const { record, request } = judgement.examination;
      if (record.state !== 'deleted') continue;
      for (const after of move?.worlds ?? []) expect(orderIn(after, request.key).state).to.equal('deleted');
    }
  });

  it('has an order hold something whenever it is leased, nothing once it is booked or gone, and once it is rejected at most its quote’s lease', () => {
    const idle: readonly OrderState[] = ['absent', 'quoted', 'deleted'];
    for (const record of everyWorld.flatMap(({ orders }) => Object.values(orders))) {
      if (record.state === 'leased') expect(record.hold, record.state).to.not.equal(undefined);
      if (idle.includes(record.state) || isBooked(record)) expect(record.hold, record.state).to.equal(undefined);
      if (record.state.startsWith('rejected') && record.hold) expect(record.hold.until).to.equal(LEASE_ENDS);
    }
  });

  it('counts an order as partly or wholly cancelled just as its items are', () => {
    for (const { state, lines } of everyWorld.flatMap(({ orders }) => Object.values(orders))) {
      const left = lines.filter(({ status }) => status === 'OrderItemConfirmed').length;
      if (state === 'ordered') expect(left).to.equal(lines.length);
      if (state === 'partly cancelled') expect(left).to.be.greaterThan(0).and.lessThan(lines.length);
      if (state === 'wholly cancelled') expect(left).to.equal(0);
    }
  });
});

describe('the lifecycle', () => {
  const accepted = new Set<string>();
  const refused = new Set<string>();
  for (const { judgement, move, outcome } of everyTried) {
    const { request, record } = judgement.examination;
    if (outcome.kind === 'accepted') accepted.add(`${record.state} ${request.call} ${move?.to}`);
    else refused.add(`${record.state} ${request.call} ${outcome.because}`);
  }

  it('has every transition of an accepted call taken', () => {
    const written = ORDER_STATES.flatMap((state) =>
      CALL_NAMES.flatMap((call) => LIFECYCLE[state][call].accepted.map(({ target }) => `${state} ${call} ${target}`)),
    );
    expect(written.filter((each) => !accepted.has(each))).to.deep.equal([]);
  });

  it('takes no transition twice by different conditions', () => {
    for (const state of ORDER_STATES) {
      for (const call of CALL_NAMES) {
        const targets = LIFECYCLE[state][call].accepted.map(({ target }) => target);
        expect(new Set(targets).size, `${state} ${call}`).to.equal(targets.length);
      }
    }
  });

  it('has every reason of a state to refuse given', () => {
    const written = ORDER_STATES.flatMap((state) =>
      CALL_NAMES.flatMap((call) => LIFECYCLE[state][call].refused.map(({ rule }) => `${state} ${call} ${rule}`)),
    );
    expect(written.filter((each) => !refused.has(each))).to.deep.equal([]);
  });

  it('has every transition of the seller and of time taken', () => {
    const taken = new Set<string>();
    for (const { worlds, orders } of searches) {
      for (const world of worlds) {
        for (const after of [...orders.flatMap((each) => sellerEvents(world, each)), ...timeEvents(world)]) {
          for (const record of Object.values(after.orders)) {
            taken.add(`${orderIn(world, record.key).state} ${record.state}`);
          }
        }
      }
    }
    const written = Object.values(SELLER_LIFECYCLE).flatMap((arrows) =>
      Object.entries(arrows).flatMap(([from, list]) => list.map(({ target }) => `${from} ${target}`)),
    );
    expect(written.filter((each) => !taken.has(each))).to.deep.equal([]);
  });

  it('has no dead end: some call is accepted in every state', () => {
    for (const state of ORDER_STATES) {
      const open = CALL_NAMES.filter(
        (call) => accepted.has(`${state} ${call} ${state}`) || LIFECYCLE[state][call].accepted.length > 0,
      );
      expect(open, state).to.not.deep.equal([]);
    }
  });

  it('goes on from every state but deletion, and from rejection only by deletion', () => {
    const onward = (state: OrderState): readonly string[] => [
      ...new Set(
        [...accepted]
          .filter((each) => each.startsWith(`${state} `))
          .flatMap((each) => {
            const to = ORDER_STATES.filter((target) => each.endsWith(` ${target}`)).sort(
              (a, b) => b.length - a.length,
            )[0];
            return to === undefined || to === state ? [] : [to];
          }),
      ),
    ];
    expect(onward('deleted')).to.deep.equal([]);
    expect(onward('rejected by seller')).to.deep.equal(['deleted']);
    expect(onward('rejected by customer')).to.deep.equal(['deleted']);
    expect(onward('wholly cancelled')).to.deep.equal(['deleted']);
    for (const state of [
      'absent',
      'quoted',
      'leased',
      'awaiting',
      'accepted',
      'ordered',
      'partly cancelled',
    ] as const) {
      expect(onward(state).length, state).to.be.greaterThan(1);
    }
  });
});
