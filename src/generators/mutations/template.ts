import { CALLS, type CallName } from '../../protocol/calls.ts';
import type { JsonObject } from '../../protocol/json.ts';
import { CONTEXT, iri, type BrokerRole } from '../../protocol/vocabulary.ts';
import type { MutationContext } from './types.ts';

/** What is known of a body before the booking system has given the ids that go into it. */
export interface BodyParts {
  readonly brokerRole: BrokerRole;
  /** How many items it holds. */
  readonly items: number;
  readonly broker?: JsonObject;
  readonly customer?: JsonObject;
  readonly payment?: JsonObject;
  /** Whether a B follows an accepted proposal, and so names its version only. */
  readonly afterProposal?: boolean;
}

const PLACE = 'https://example.com';

/** A body of a call with stand-ins for all ids: enough to tell which mutations would do something to the real one. */
export function templateBody(call: CallName, parts: BodyParts): JsonObject | undefined {
  const { bodyType } = CALLS[call];
  return bodyType && { '@context': CONTEXT, '@type': bodyType, ...contents(call, parts) };
}

/** A context in which each kind of mutation finds what it needs. */
export const TEMPLATE_CONTEXT: MutationContext = {
  offersElsewhere: [`${PLACE}/elsewhere/offers/1`],
  otherSellers: [`${PLACE}/sellers/2`],
  otherItemIds: [`${PLACE}/orders/2#/orderedItem/1`],
  earlierVersions: [`${PLACE}/versions/1`],
};

function contents(call: CallName, parts: BodyParts): JsonObject {
  switch (call) {
    case 'cancel':
      return { orderedItem: list(parts.items, cancelledItem) };
    case 'update-proposal':
      return { orderProposalStatus: iri('CustomerRejected') };
    case 'B':
      return parts.afterProposal ? afterProposal(parts) : orderContents(call, parts);
    default:
      return orderContents(call, parts);
  }
}

const afterProposal = ({ payment }: BodyParts): JsonObject => ({
  orderProposalVersion: `${PLACE}/versions/2`,
  ...(payment && { payment }),
});

function orderContents(call: CallName, { brokerRole, broker, customer, payment, items }: BodyParts): JsonObject {
  return {
    brokerRole: iri(brokerRole),
    ...(broker && { broker }),
    seller: `${PLACE}/sellers/1`,
    ...(customer && call !== 'C1' && { customer }),
    orderedItem: list(items, orderItem),
    ...(payment && { payment }),
    ...((call === 'P' || call === 'B') && {
      totalPaymentDue: { '@type': 'PriceSpecification', price: 1, priceCurrency: 'GBP' },
    }),
  };
}

const list = (length: number, item: (index: number) => JsonObject) => Array.from({ length }, (_, index) => item(index));

const orderItem = (index: number): JsonObject => ({
  '@type': 'OrderItem',
  position: index,
  acceptedOffer: `${PLACE}/opportunities/${index}/offers/1`,
  orderedItem: `${PLACE}/opportunities/${index}`,
});

const cancelledItem = (index: number): JsonObject => ({
  '@type': 'OrderItem',
  '@id': `${PLACE}/orders/1#/orderedItem/${index}`,
  orderItemStatus: iri('CustomerCancelled'),
});
