import type { WordsTable } from '../table.ts';

export const PATCH_GUARDS = {
  'patch/status-permitted': {
    strength: 'must',
    clauses: ['order-cancellation/6', 'orderproposal-update/2', 'order-cancellation/5', 'orderproposal-update/1'],
    sentence:
      'A PATCH that sets any other status than CustomerCancelled on an item, or CustomerRejected on a proposal, is refused with 400 PatchNotAllowedOnPropertyError.',
    features: ['customer-requested-cancellation', 'minimal-proposal'],
    readings: {
      strict: 'So is an item that names no status at all.',
      lenient: 'An item that names no status may be left as it is.',
      note: 'Only another value is spoken of, not a missing one.',
    },
  },
  'patch/permitted-properties-only': {
    strength: 'must',
    clauses: ['order-cancellation/7', 'orderproposal-update/3'],
    sentence:
      'A PATCH with a property beside those that it may change is refused with 400 PatchContainsExcessivePropertiesError; one in a custom namespace is let pass.',
    features: ['customer-requested-cancellation', 'minimal-proposal'],
    readings: {
      strict: 'So is a PATCH with the order’s own @id, with other properties of an item, or with a note alone.',
      lenient: 'Those are accepted or refused.',
      note: 'The list of permitted properties does not say to which object each belongs.',
    },
  },
  'patch/something-to-change': {
    strength: 'must',
    clauses: ['order-cancellation/2', 'orderproposal-update/1'],
    sentence:
      'A PATCH that asks for no change changes nothing: it succeeds, or is refused with a 4xx OpenBookingError.',
    features: ['customer-requested-cancellation', 'minimal-proposal'],
    readings: {
      strict: 'A proposal PATCH without a status, or an item without one, is refused.',
      lenient: 'Either succeeds or is refused.',
      note: 'Items that are left out are ignored; what a PATCH of nothing is answered with is not said.',
    },
  },
  'patch/item-id-valid': {
    strength: 'must',
    clauses: ['customer-requested-cancellation/1', 'schemaorderitem/2', 'errors/1'],
    sentence:
      'A cancellation of an item whose @id is none of the booking system’s is refused with 500 OrderItemIdInvalidError.',
    features: ['customer-requested-cancellation'],
    readings: {
      strict: '500 OrderItemIdInvalidError.',
      lenient: 'Also 500 OrderItemNotWithinOrderError: an item that exists nowhere is not within the order either.',
      note: 'Both errors describe an @id that the order does not have.',
    },
  },
  'patch/item-within-order': {
    strength: 'must',
    clauses: ['customer-requested-cancellation/1', 'schemaorderitem/2', 'errors/1'],
    sentence: 'A cancellation of an item of another order is refused with 500 OrderItemNotWithinOrderError.',
    features: ['customer-requested-cancellation'],
    implies: ['isolation/no-foreign-access'],
    readings: {
      strict: '500 OrderItemNotWithinOrderError.',
      lenient: 'Also 500 OrderItemIdInvalidError.',
      note: 'Both errors describe an @id that the order does not have.',
    },
  },
  'cancellation/permitted': {
    strength: 'must',
    clauses: [
      'customer-requested-cancellation/4',
      'order-cancellation/4',
      'refund-after-the-opportunity-has-occurred/1',
    ],
    sentence:
      'A cancellation that the offer does not allow, or that comes too late, is refused with 400 CancellationNotPermittedError, and cancels nothing.',
    features: ['customer-requested-cancellation', 'cancellation-window'],
    readings: {
      strict:
        'So is one of an item that the seller has cancelled, or whose offer does not say that it can be cancelled.',
      lenient: 'Those are accepted or refused.',
      note: 'A booking system may have cancellation rules of its own that the offer does not show.',
    },
  },
  'cancellation/allowed-succeeds': {
    strength: 'should',
    clauses: ['customer-requested-cancellation/2'],
    sentence: 'A cancellation that the offer allows, in time, succeeds.',
    features: [
      'customer-requested-cancellation',
      'cancellation-window',
      'customer-requested-cancellation-always-allowed',
    ],
  },
} as const satisfies WordsTable;
