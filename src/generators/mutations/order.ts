import { simplestCustomer } from '../payload/people.ts';
import { typeOf } from '../../protocol/json.ts';
import { iri } from '../../protocol/vocabulary.ts';
import { adding, PATCHES, replacing, swapId, unknownLike, WITH_BODY, WITH_BROKER, without } from './edit.ts';
import type { OrderEdit } from './types.ts';

/** Faults in what the body says it is, whose it is and what list of items it holds. */
export const ENVELOPE = {
  'wrong-body-type': {
    sentence: 'body of a type that is not this call’s',
    calls: WITH_BODY,
    apply: (body) => replacing('@type', typeOf(body) === 'OrderQuote' ? 'Order' : 'OrderQuote')(body),
  },
  'omit-type': { sentence: 'body without a type', calls: WITH_BODY, apply: without('@type') },
  'omit-context': { sentence: 'body without a context', calls: WITH_BODY, apply: without('@context') },
  'omit-items': {
    sentence: 'list of items left out',
    calls: [...WITH_BROKER, 'cancel'],
    apply: without('orderedItem'),
  },
  'no-items': {
    sentence: 'list of items empty',
    calls: [...WITH_BROKER, 'cancel'],
    apply: replacing('orderedItem', []),
  },
  'other-seller': {
    sentence: 'seller that is another real one',
    calls: WITH_BROKER,
    apply: (body, context) => swapId(body, 'seller', context.otherSellers),
  },
  'unknown-seller': {
    sentence: 'seller that does not exist',
    calls: WITH_BROKER,
    apply: (body) => {
      const { seller } = body;
      return typeof seller === 'string' ? { ...body, seller: unknownLike(seller) } : body;
    },
  },
  'omit-seller': { sentence: 'seller left out', calls: WITH_BROKER, apply: without('seller') },
} as const satisfies Record<string, OrderEdit>;

/** Faults in which version of a proposal is ordered (#order-creation-b). */
export const PROPOSAL = {
  'outdated-version': {
    sentence: 'proposal version that is not the latest',
    calls: ['B'],
    apply: (body, { earlierVersions }) => {
      const version = body['orderProposalVersion'];
      if (typeof version !== 'string') return body;
      return swapId(body, 'orderProposalVersion', [...earlierVersions, unknownLike(version)]);
    },
  },
  'omit-version': { sentence: 'proposal version left out', calls: ['B'], apply: without('orderProposalVersion') },
} as const satisfies Record<string, OrderEdit>;

/** What a PATCH may not change (#order-cancellation, #orderproposal-update). */
export const PATCH = {
  'proposal-status-awaiting': proposalStatus('AwaitingSellerConfirmation', 'awaiting the seller’s confirmation'),
  'proposal-status-accepted': proposalStatus('SellerAccepted', 'accepted by the seller'),
  'proposal-status-rejected': proposalStatus('SellerRejected', 'rejected by the seller'),
  'proposal-status-unknown': proposalStatus('UnknownStatus', 'of a status that does not exist'),
  'note-only': {
    sentence: 'a note from the customer in place of a status',
    calls: ['update-proposal'],
    apply: (body) => without('orderProposalStatus')(adding('orderCustomerNote', 'A')(body)),
  },
  'patch-customer': {
    sentence: 'customer in a PATCH',
    calls: PATCHES,
    apply: adding('customer', simplestCustomer()),
  },
  'patch-total': {
    sentence: 'total in a PATCH',
    calls: PATCHES,
    apply: adding('totalPaymentDue', { '@type': 'PriceSpecification', price: 0 }),
  },
  'patch-items': {
    sentence: 'items in a PATCH of a proposal',
    calls: ['update-proposal'],
    apply: adding('orderedItem', []),
  },
} as const satisfies Record<string, OrderEdit>;

function proposalStatus(status: string, words: string) {
  return {
    sentence: `proposal set to be ${words}`,
    calls: ['update-proposal'] as const,
    apply: replacing('orderProposalStatus', iri(status)),
  };
}
