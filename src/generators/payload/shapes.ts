/** The kinds of thing that a broker sends. */
export type ShapeName = keyof typeof SHAPES;

/**
 * Which properties a broker may send of a thing, as the specification's Model section lists them (#model). Their types are
 * not repeated here: they come from the model of that name.
 */
export interface Shape {
  /** The name of the model in `@openactive/data-models`. */
  readonly model: string;
  readonly required: readonly string[];
  readonly optional: readonly string[];
  /** The shapes of properties that are objects; several where the specification offers a choice. */
  readonly nested?: Readonly<Record<string, readonly string[]>>;
}

const ORDER_PARTS = {
  broker: ['broker'],
  customer: ['customerPerson', 'customerOrganization'],
  orderedItem: ['orderItem'],
  totalPaymentDue: ['total'],
  payment: ['payment'],
};

/** What every call that carries a whole order must have; `broker` and `customer` depend on the broker's role. */
const ORDER_REQUIRED = ['brokerRole', 'seller', 'orderedItem'];

export const SHAPES = {
  broker: {
    model: 'Organization',
    required: ['name'],
    optional: ['identifier', 'email', 'telephone', 'url', 'logo', 'termsOfService'],
    nested: { logo: ['image'], termsOfService: ['terms'] },
  },
  customerPerson: {
    model: 'Person',
    required: ['email'],
    optional: ['identifier', 'givenName', 'familyName', 'telephone'],
  },
  customerOrganization: {
    model: 'Organization',
    required: ['email', 'name', 'address'],
    optional: ['identifier', 'telephone'],
    nested: { address: ['address'] },
  },
  address: {
    model: 'PostalAddress',
    required: ['streetAddress', 'addressLocality', 'addressRegion', 'postalCode', 'addressCountry'],
    optional: [],
  },
  image: { model: 'ImageObject', required: ['url'], optional: [] },
  terms: { model: 'Terms', required: ['name', 'url', 'requiresExplicitConsent'], optional: ['dateModified'] },
  payment: {
    model: 'Payment',
    required: ['identifier'],
    optional: ['name', 'accountId', 'paymentProviderId'],
  },
  /** At C1 and C2 nothing is paid yet, so there is no identifier (#payment-reconciliation-detail-validation). */
  reconciliation: { model: 'Payment', required: [], optional: ['name', 'accountId', 'paymentProviderId'] },
  total: { model: 'PriceSpecification', required: ['price'], optional: ['priceCurrency'] },
  orderItem: { model: 'OrderItem', required: ['position', 'acceptedOffer', 'orderedItem'], optional: [] },
  cancelledItem: { model: 'OrderItem', required: ['id', 'orderItemStatus'], optional: [] },

  C1: {
    model: 'OrderQuote',
    required: ORDER_REQUIRED,
    optional: ['broker', 'payment'],
    nested: { ...ORDER_PARTS, payment: ['reconciliation'] },
  },
  C2: {
    model: 'OrderQuote',
    required: ORDER_REQUIRED,
    optional: ['broker', 'customer', 'payment'],
    nested: { ...ORDER_PARTS, payment: ['reconciliation'] },
  },
  P: {
    model: 'OrderProposal',
    required: [...ORDER_REQUIRED, 'totalPaymentDue'],
    optional: ['broker', 'customer', 'payment', 'orderCustomerNote'],
    nested: ORDER_PARTS,
  },
  B: {
    model: 'Order',
    required: [...ORDER_REQUIRED, 'totalPaymentDue'],
    optional: ['broker', 'customer', 'payment'],
    nested: ORDER_PARTS,
  },
  /** B after an accepted P (#order-creation-b). */
  minimalB: {
    model: 'Order',
    required: ['orderProposalVersion'],
    optional: ['payment'],
    nested: ORDER_PARTS,
  },
  cancel: { model: 'Order', required: ['orderedItem'], optional: [], nested: { orderedItem: ['cancelledItem'] } },
  'update-proposal': {
    model: 'OrderProposal',
    required: [],
    optional: ['orderProposalStatus', 'orderCustomerNote'],
  },
} as const satisfies Record<string, Shape>;
