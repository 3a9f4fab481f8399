import { CALLS, type CallName } from '../../protocol/calls.ts';
import type { JsonObject } from '../../protocol/json.ts';
import { CONTEXT, iri, type BrokerRole } from '../../protocol/vocabulary.ts';
import type { MutationContext } from './types.ts';

/** Details that an item gives: of its attendee, or in an intake form. */
export type ItemDetails = 'attendee' | 'form';

/** What is known of a body before the booking system has given the ids that go into it. */
export interface BodyParts {
  readonly brokerRole: BrokerRole;
  /** How many items it holds. */
  readonly items: number;
  /** What each item says beside its opportunity and its offer, where it says more. */
  readonly details?: readonly (ItemDetails | undefined)[];
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

function orderContents(
  call: CallName,
  { brokerRole, broker, customer, payment, items, details = [] }: BodyParts,
): JsonObject {
  return {
    brokerRole: iri(brokerRole),
    ...(broker && { broker }),
    seller: `${PLACE}/sellers/1`,
    ...(customer && call !== 'C1' && { customer }),
    orderedItem: list(items, (index) => orderItem(index, call === 'C1' ? undefined : details[index])),
    ...(payment && { payment }),
    ...((call === 'P' || call === 'B') && {
      totalPaymentDue: { '@type': 'PriceSpecification', price: 1, priceCurrency: 'GBP' },
    }),
  };
}

const list = (length: number, item: (index: number) => JsonObject) => Array.from({ length }, (_, index) => item(index));

/** Stand-ins for what a quote asks for. */
const DETAILS: Readonly<Record<ItemDetails, JsonObject>> = {
  attendee: { attendee: { '@type': 'Person', givenName: 'A' } },
  form: { orderItemIntakeFormResponse: [{ '@type': 'PropertyValue', propertyID: `${PLACE}/fields/1`, value: 'A' }] },
};

const orderItem = (index: number, details: ItemDetails | undefined): JsonObject => ({
  '@type': 'OrderItem',
  position: index,
  acceptedOffer: `${PLACE}/opportunities/${index}/offers/1`,
  orderedItem: `${PLACE}/opportunities/${index}`,
  ...(details && DETAILS[details]),
});

const cancelledItem = (index: number): JsonObject => ({
  '@type': 'OrderItem',
  '@id': `${PLACE}/orders/1#/orderedItem/${index}`,
  orderItemStatus: iri('CustomerCancelled'),
});
