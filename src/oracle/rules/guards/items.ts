import type { WordsTable } from '../table.ts';

export const ITEMS_GUARDS = {
  'items/offer-and-opportunity-given': {
    strength: 'must',
    clauses: ['schemaorderitem/10', 'schemaorderitem/11', 'orderquote-creation-c1/2', 'orderquote-creation-c2/4'],
    sentence: 'An item without an offer or without an opportunity is answered with IncompleteOrderItemError.',
    features: ['common-error-conditions'],
  },
  'items/opportunity-known': {
    strength: 'must',
    clauses: [
      'orderquote-creation-c1/2',
      'orderquote-creation-c2/4',
      'order-creation-b/3',
      'orderproposal-creation-p/1',
    ],
    sentence:
      'An item whose opportunity the booking system does not have is answered with UnknownOpportunityError or InvalidOpportunityOrOfferIdError.',
    features: ['common-error-conditions'],
  },
  'items/offer-known': {
    strength: 'must',
    clauses: [
      'orderquote-creation-c1/2',
      'orderquote-creation-c2/4',
      'order-creation-b/3',
      'orderproposal-creation-p/1',
    ],
    sentence:
      'An item whose offer the booking system does not have is answered with UnknownOfferError, InvalidOpportunityOrOfferIdError or UnacceptableOfferError.',
    features: ['common-error-conditions'],
  },
  'items/offer-applicable': {
    strength: 'must',
    clauses: [
      'orderquote-creation-c1/2',
      'orderquote-creation-c2/4',
      'order-creation-b/3',
      'orderproposal-creation-p/1',
    ],
    sentence: 'An item whose offer is another opportunity’s is answered with UnacceptableOfferError.',
    features: ['common-error-conditions'],
    readings: {
      strict: 'UnacceptableOfferError.',
      lenient: 'Also UnknownOfferError: the opportunity knows no such offer.',
      note: 'A system that looks for an offer among the opportunity’s own does not see that it exists elsewhere.',
    },
  },
  'items/bookable': {
    strength: 'must',
    clauses: ['definition-of-a-bookable-opportunity-and-offer-pair/4'],
    sentence:
      'An item that cannot be booked (its opportunity is over or called off, its booking window is not open) is answered with OpportunityOfferPairNotBookableError.',
    features: ['past-opportunities', 'booking-window'],
    readings: {
      strict: 'OpportunityOfferPairNotBookableError.',
      lenient: 'Also OpportunityIntractableError.',
      note: 'Both errors speak of an offer and an opportunity that cannot be booked at present.',
    },
  },
  'items/attendee-details-given': {
    strength: 'must',
    clauses: ['attendee-details-capture/5', 'step-by-step-process-description/17'],
    sentence:
      'From C2 on, an item without a property of the attendee that its quote asked for in attendeeDetailsRequired is answered with IncompleteAttendeeDetailsError.',
    features: ['attendee-details-capture'],
  },
  'items/intake-form-complete': {
    strength: 'must',
    clauses: ['form-validation-and-auto-fill/1', 'step-by-step-process-description/17'],
    sentence:
      'From C2 on, an item without an answer to a field that its orderItemIntakeForm requires is answered with IncompleteIntakeFormError.',
    features: ['additional-details-capture'],
  },
  'items/intake-form-valid': {
    strength: 'must',
    clauses: ['form-validation-and-auto-fill/2', 'form-validation-and-auto-fill/3'],
    sentence:
      'From C2 on, an item with an answer that its orderItemIntakeForm does not admit (none of the options, or neither true nor false) is answered with InvalidIntakeFormError.',
    features: ['additional-details-capture'],
  },
  'items/within-capacity': {
    strength: 'must',
    clauses: [
      'order-creation---orderitem-errors/1',
      'order-creation---orderitem-errors/2',
      'booking-system-contract-with-the-broker/8',
      'step-by-step-process-description/71',
    ],
    sentence: 'Items for which no space is left, and no others, are refused for want of spaces.',
    features: ['availability-check', 'anonymous-leasing', 'named-leasing'],
    implies: [
      'lifecycle/c2-refuses-as-b',
      'state/never-negative-spaces',
      'state/booking-takes-spaces-once',
      'state/spaces-shown',
      'state/spaces-in-quote',
    ],
  },
  'items/not-in-conflict': {
    strength: 'must',
    clauses: ['step-by-step-process-description/17', 'booking-without-payment/1'],
    sentence:
      'Items that have to be paid for in advance and items that cannot be are refused with OpportunityIsInConflictError in one order.',
    features: ['prepayment-required-unavailable'],
    readings: {
      strict: 'Refused with OpportunityIsInConflictError on the items.',
      lenient: 'Refused, or accepted with a prepayment of Required.',
      note: 'The table of prepayments makes such an order Required; the specification’s tracker (issue 171) makes it a conflict.',
    },
  },
} as const satisfies WordsTable;
