import {
  ask,
  bare,
  book,
  cancel,
  feed,
  items,
  look,
  need,
  needsApproval,
  scenario,
  whole,
  type Story,
} from './cast.ts';

/** What one booking partner must not do to another's orders, and what nobody can do to an order that does not exist. */

const OTHER = 'secondary' as const;

/** Another partner at a quote, and at an order. */
export const meddleWithOrder: Story = (cast) =>
  cast.partners === 2
    ? scenario(cast, { o1: need(cast) }, [
        whole('C2', items('o1')),
        bare('delete-quote', OTHER),
        look(),
        ...book(cast, items('o1')),
        bare('status', OTHER),
        cancel([0], OTHER),
        bare('delete-order', OTHER),
        feed('orders', OTHER),
        look(),
        cancel([0]),
        feed('orders', OTHER),
        feed(),
      ])
    : undefined;

/** Two partners who use the same UUID. */
export const sameUuid: Story = (cast) =>
  cast.partners === 2
    ? scenario(cast, { o1: need(cast) }, [
        ...book(cast, items('o1')),
        whole('C2', items('o1'), { partner: OTHER }),
        ...book(cast, items('o1')).map((step) => ('partner' in step ? { ...step, partner: OTHER } : step)),
        look(),
        cancel([0], OTHER),
        bare('status'),
        look(),
      ])
    : undefined;

/** Another partner at a proposal. */
export const meddleWithProposal: Story = (cast) =>
  cast.partners === 2 && needsApproval(cast)
    ? scenario(cast, { o1: need(cast) }, [
        whole('P', items('o1')),
        bare('update-proposal', OTHER),
        bare('B after P', OTHER),
        bare('delete-order', OTHER),
        feed('order-proposals', OTHER),
        feed('order-proposals'),
        look(),
      ])
    : undefined;

/** Everything that takes an order, of one that never was. */
export const unknownOrder: Story = (cast) =>
  scenario(cast, { o1: need(cast) }, [
    bare('delete-quote'),
    bare('delete-order'),
    bare('status'),
    cancel([0]),
    ...(needsApproval(cast) ? [bare('update-proposal'), bare('B after P')] : []),
    { do: 'stray', method: 'GET', path: 'no-such-endpoint', partner: 'primary' },
    { do: 'stray', method: 'POST', path: 'orders/{uuid}', partner: 'primary' },
    ask('o1'),
  ]);
