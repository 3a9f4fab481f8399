import {
  ask,
  bare,
  book,
  cancel,
  feed,
  items,
  look,
  LONG_WAIT,
  need,
  needsApproval,
  scenario,
  seller,
  THREE,
  whole,
  wrong,
  type Story,
} from './cast.ts';

/** The lives of orders: together they take every transition that an order can take. */

const TWO = items('o1', 'o1');

/** From the first quote to the last cancellation, everything said twice. */
export const bookAndCancel: Story = (cast) =>
  needsApproval(cast)
    ? undefined
    : scenario(cast, { o1: need(cast) }, [
        whole('C1', TWO),
        whole('C2', TWO),
        look(),
        wrong(whole('B', TWO), { kind: 'total-penny-more' }),
        look(),
        whole('B', TWO),
        look(),
        whole('B', TWO),
        bare('delete-quote'),
        look(),
        cancel([0]),
        look(),
        feed(),
        cancel([0]),
        whole('B', TWO),
        cancel([0, 1]),
        cancel([1]),
        look(),
        feed(),
      ]);

/** What becomes of an order that its seller cancels, and of its UUID once it is deleted. */
export const cancelBySellerAndDelete: Story = (cast) =>
  scenario(cast, { o1: need(cast) }, [
    ...book(cast, TWO),
    seller('cancel-order'),
    look(),
    feed(),
    bare('status'),
    whole('C1', TWO),
    bare('delete-order'),
    look(),
    feed(),
    ...(['C1', 'C2', ...(needsApproval(cast) ? (['P'] as const) : []), 'B'] as const).map((call) =>
      whole(call, items('o1')),
    ),
    cancel([0]),
    bare('status'),
    bare('delete-quote'),
    bare('delete-order'),
  ]);

/** An order that its seller cancels when the orders feed has told of it already: it tells of it again. */
export const cancelByBoth: Story = (cast) =>
  scenario(cast, { o1: need(cast) }, [
    ...book(cast, THREE),
    cancel([0]),
    feed(),
    seller('cancel-order'),
    look(),
    feed(),
  ]);

/** Quotes taken, made smaller, given back and let lapse. */
export const quotes: Story = (cast) =>
  scenario(cast, { o1: need(cast) }, [
    whole('C1', items('o1')),
    bare('delete-order'),
    whole('C2', TWO),
    look(),
    whole('C2', items('o1')),
    look(),
    whole('C1', items('o1')),
    bare('delete-quote'),
    look(),
    bare('delete-quote'),
    bare('status'),
    ...(cast.canWait ? [whole('C2', TWO), LONG_WAIT, look(), ...book(cast, items('o1')), look()] : []),
  ]);

/** An order deleted while all of it stands, and one that is partly cancelled. */
export const deleteStanding: Story = (cast) =>
  scenario(cast, { o1: need(cast) }, [
    ...book(cast, TWO),
    whole('C2', TWO),
    bare('status'),
    cancel([1]),
    bare('status'),
    whole('C1', TWO),
    bare('delete-quote'),
    bare('delete-order'),
    look(),
    feed(),
  ]);

/** A proposal that comes to be an order. */
export const propose: Story = (cast) =>
  needsApproval(cast)
    ? scenario(cast, { o1: need(cast) }, [
        whole('C2', TWO),
        whole('B', TWO),
        whole('P', TWO),
        look(),
        whole('P', TWO),
        bare('B after P'),
        whole('C1', TWO),
        bare('delete-quote'),
        bare('status'),
        seller('accept-proposal'),
        feed('order-proposals'),
        seller('accept-proposal'),
        whole('P', TWO),
        whole('P', items('o1')),
        bare('status'),
        bare('B after P'),
        look(),
        feed('order-proposals'),
        bare('B after P'),
        cancel([0]),
        look(),
        feed(),
        bare('B after P'),
        bare('update-proposal'),
      ])
    : undefined;

/** A proposal that its seller rejects, before he accepts it and after. */
export const rejectBySeller: Story = (cast) =>
  needsApproval(cast)
    ? scenario(cast, { o1: need(cast) }, [
        whole('P', items('o1')),
        seller('reject-proposal'),
        look(),
        feed('order-proposals'),
        bare('B after P'),
        whole('P', items('o1')),
        seller('reject-proposal'),
        bare('update-proposal'),
        whole('C2', items('o1')),
        bare('delete-quote'),
        bare('status'),
        cancel([0]),
        { ...whole('P', items('o1')), order: 'b' },
        { ...seller('accept-proposal'), order: 'b' },
        { ...seller('reject-proposal'), order: 'b' },
        { ...bare('B after P'), order: 'b' },
        bare('delete-order'),
        look(),
      ])
    : undefined;

/** A seller who thinks better of what he has rejected: too late. */
export const acceptAfterRejecting: Story = (cast) =>
  needsApproval(cast)
    ? scenario(cast, { o1: need(cast) }, [
        whole('P', items('o1')),
        seller('reject-proposal'),
        seller('accept-proposal'),
        bare('B after P'),
      ])
    : undefined;

/** A proposal that is booked, and booked once more: its spaces are taken once, as another partner sees too. */
export const bookProposalTwice: Story = (cast) =>
  needsApproval(cast)
    ? scenario(cast, { o1: need(cast) }, [
        ...book(cast, items('o1')),
        bare('B after P'),
        look(),
        cast.partners === 2 ? whole('C1', items('o1'), { partner: 'secondary' }) : ask('o1'),
      ])
    : undefined;

/** A proposal that the customer rejects, before its seller accepts it and after. */
export const rejectByCustomer: Story = (cast) =>
  needsApproval(cast)
    ? scenario(cast, { o1: need(cast) }, [
        whole('P', items('o1')),
        wrong(bare('update-proposal'), { kind: 'note-only' }),
        bare('update-proposal'),
        look(),
        feed('order-proposals'),
        bare('B after P'),
        bare('update-proposal'),
        whole('P', items('o1')),
        whole('C1', items('o1')),
        bare('status'),
        { ...whole('P', items('o1')), order: 'b' },
        { ...seller('accept-proposal'), order: 'b' },
        { ...bare('update-proposal'), order: 'b' },
        { ...bare('B after P'), order: 'b' },
        bare('delete-order'),
        look(),
      ])
    : undefined;

/** Proposals that are deleted, one while it awaits the seller and one that he has accepted. */
export const deleteProposals: Story = (cast) =>
  needsApproval(cast)
    ? scenario(cast, { o1: need(cast) }, [
        whole('P', items('o1')),
        bare('delete-order'),
        { ...whole('P', items('o1')), order: 'b' },
        { ...seller('accept-proposal'), order: 'b' },
        whole('C1', items('o1'), { order: 'b' }),
        bare('delete-quote', 'primary', 'b'),
        bare('delete-order', 'primary', 'b'),
        look(),
      ])
    : undefined;
