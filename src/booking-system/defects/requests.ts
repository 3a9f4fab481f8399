import type { Defect } from '../catalogue.ts';

const topic = 'lifecycle';

export const REQUEST_DEFECTS: readonly Defect[] = [
  {
    id: 'any-type-accepted',
    sentence: 'The @type of a body is not looked at.',
    topic,
    rules: ['order-level/expected-type'],
    apply: ({ checks }) => ({
      checks: {
        form: (submission) => {
          const fault = checks.form(submission);
          return fault?.error === 'UnexpectedOrderTypeError' ? undefined : fault;
        },
      },
    }),
  },
  {
    id: 'item-of-another-seller-accepted',
    sentence: 'An order may hold items of another seller than its own.',
    topic,
    rules: ['order-level/seller-of-items'],
    apply: ({ checks }) => ({
      checks: {
        seller: (submission) => {
          const fault = checks.seller(submission);
          return fault?.error === 'SellerMismatchError' ? undefined : fault;
        },
      },
    }),
  },
  {
    id: 'unknown-seller-accepted',
    sentence: 'The seller that a body names is not looked at.',
    topic,
    rules: ['order-level/seller-known'],
    apply: ({ checks }) => ({
      checks: {
        seller: (submission) => checks.seller({ ...submission, seller: submission.caller.seller }),
      },
    }),
  },
  {
    id: 'past-opportunity-booked',
    sentence: 'An opportunity that is over can be booked.',
    topic,
    rules: ['items/bookable'],
    apply: ({ items }) => ({
      items: {
        bookability: (opportunity, offer, now) => items.bookability({ ...opportunity, endsAt: Infinity }, offer, now),
      },
    }),
  },
  {
    id: 'booking-window-ignored',
    sentence: 'An offer can be booked before its booking opens.',
    topic,
    rules: ['items/bookable'],
    apply: ({ items }) => ({
      items: {
        bookability: (opportunity, offer, now) =>
          items.bookability(opportunity, { ...offer, validFrom: undefined }, now),
      },
    }),
  },
  {
    id: 'foreign-offer-accepted',
    sentence: 'An opportunity can be booked with an offer of another.',
    topic,
    rules: ['items/offer-applicable'],
    apply: ({ items }) => ({
      items: {
        offer: (system, _opportunity, id) => system.opportunities.byOffer(id)?.offers.find((offer) => offer.id === id),
        identification: (system, line) =>
          items.identification(system, line).filter(({ error }) => error !== 'UnacceptableOfferError'),
      },
    }),
  },
];
