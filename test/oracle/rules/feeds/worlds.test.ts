import { expect } from 'chai';
import { notYetShown, worldsThatFit } from '../../../../src/oracle/rules/feeds/index.ts';
import type { World } from '../../../../src/model/index.ts';
import type { RpdePage } from '../../../../src/protocol/rpde.ts';
import {
  accepted,
  BOTH_CANCELLED,
  CONFIRMED,
  deleted,
  item,
  look,
  order,
  ordered,
  pages,
  partlyCancelled,
  proposal,
  PROPOSALS,
  record,
  whollyCancelled,
  world,
} from './build.ts';

const confirmed = world(ordered);
const partly = world(partlyCancelled);
const wholly = world(whollyCancelled);
const twice = world(record({ state: 'wholly cancelled', changes: 2 }, BOTH_CANCELLED));
const quoted = world(record({ state: 'quoted' }));
const gone = world(deleted);
const waiting = world(record({ state: 'awaiting' }));
const agreed = world(accepted);
const rejected = world(record({ state: 'rejected by seller', proposalChanges: 1 }));
const booked = world(record({ state: 'ordered', proposalChanges: 2 }));

describe('What a feed tells of the worlds', () => {
  const orders = (shown: readonly RpdePage[], worlds: readonly World[]) => worldsThatFit(look(shown, worlds));
  const proposals = (shown: readonly RpdePage[], worlds: readonly World[]) =>
    worldsThatFit(look(shown, worlds, PROPOSALS));

  it('keeps every world while nothing is shown, since feeds lag', () => {
    expect(orders(pages(), [quoted, confirmed, partly, gone])).to.have.lengthOf(4);
  });

  it('keeps the worlds with the items shown as cancelled', () => {
    expect(orders(pages(item(2, order())), [confirmed, partly, wholly])).to.deep.equal([partly]);
  });

  it('keeps a world whose last change is not shown yet', () => {
    expect(orders(pages(item(2, order())), [partly, twice, gone])).to.deep.equal([partly, twice, gone]);
    expect(orders(pages(item(2, order(CONFIRMED))), [confirmed, wholly])).to.deep.equal([confirmed, wholly]);
  });

  it('rules out that a deleted order is booked, and that a shown one was never made', () => {
    expect(orders(pages(item(2)), [partly, gone])).to.deep.equal([gone]);
    expect(orders(pages(item(2, order())), [quoted, partly])).to.deep.equal([partly]);
  });

  it('tells the seller’s decision', () => {
    expect(proposals(pages(item(2, proposal('SellerRejected'))), [agreed, rejected])).to.deep.equal([rejected]);
    expect(proposals(pages(item(2, proposal())), [waiting, agreed])).to.deep.equal([agreed]);
    expect(proposals(pages(item(2, proposal())), [agreed, rejected, booked])).to.have.lengthOf(3);
    expect(proposals(pages(item(2)), [agreed, booked])).to.deep.equal([booked]);
  });

  it('waits for what every world demands, and for no more', () => {
    expect(notYetShown(look(pages(), [partly, wholly]))).to.equal(true);
    expect(notYetShown(look(pages(), [confirmed, partly]))).to.equal(false);
    expect(notYetShown(look(pages(item(2, order())), [partly, wholly]))).to.equal(false);
    expect(notYetShown(look(pages(item(2, order())), [gone]))).to.equal(true);
    expect(notYetShown(look(pages(), [gone]))).to.equal(false);
    expect(notYetShown(look(pages(), [agreed]))).to.equal(false);
    expect(notYetShown(look(pages(), [agreed], PROPOSALS))).to.equal(true);
    expect(notYetShown(look(pages(), [agreed], { shared: true }))).to.equal(true);
  });
});
