import type { BodyKind } from './modes.ts';

/** A failure of the validator, with the indices taken out of its path: `$.orderedItem[].acceptedOffer.price`. */
export interface Failure {
  readonly type: string;
  readonly place: string;
  readonly value: unknown;
  /** The `@type` of the opportunity of the item that it is in. */
  readonly opportunity?: string | undefined;
}

/** Failures that are no breach of the Open Booking specification. Each part that is given has to fit. */
export interface Disagreement {
  readonly kinds?: readonly BodyKind[];
  readonly types?: readonly string[];
  readonly place?: RegExp;
  readonly opportunity?: string;
  readonly value?: (value: unknown) => boolean;
  /** Why the validator is not followed here: what the specification says instead, and where. */
  readonly reason: string;
}

const ANSWERS = ['C1', 'C2', 'P', 'B', 'status'] as const;
const NOT_ALLOWED = ['field_not_allowed_in_spec'] as const;

const WIDER_SPECIFICATION: readonly Disagreement[] = [
  {
    kinds: ['P', 'order-proposals feed', 'orders feed'],
    types: ['field_not_allowed_in_spec', 'field_not_in_defined_values'],
    place: /\.orderItemStatus$/,
    value: (value) => value === 'https://openactive.io/OrderItemProposed',
    reason:
      'The items of a proposal are OrderItemProposed (step-by-step-process-description, schemaorderitem); the validator knows no such status.',
  },
  {
    kinds: ['P'],
    types: ['missing_required_field'],
    place: /^\$\.orderedItem\[\]\.id$/,
    reason:
      'The @id of an item is required at B only, and at P not even allowed (schemaorderitem); the validator demands it at P.',
  },
  {
    kinds: ANSWERS,
    types: ['missing_required_field'],
    place: /\.orderedItem\.(location|startDate)$/,
    opportunity: 'OnDemandEvent',
    reason: 'What can be had at any time and place has neither; the validator’s own model of it rules both out.',
  },
  {
    kinds: ANSWERS,
    types: ['missing_required_field'],
    place: /^\$\.orderedItem\[\]\.orderedItem\b.*[."](offers|subEvent|event|organizer|provider)("[^.]*)?$/,
    reason:
      'An opportunity in an answer must not hold these (opportunity-data-properties), so that none of them can be missing there.',
  },
  {
    kinds: ['P'],
    types: NOT_ALLOWED,
    place: /\.(accessCode|accessPass|accessChannel)$/,
    reason: 'Access codes, passes and channels are ruled out in an OrderQuote only (schemaorderitem).',
  },
  {
    kinds: ['order-proposals feed', 'orders feed'],
    types: NOT_ALLOWED,
    place:
      /^\$\.orderedItem\[\]\.(orderItemStatus|accessCode|accessPass|accessChannel|cancellationMessage|customerNotice|attendee|attendeeDetailsRequired)$/,
    reason:
      'The orders feed holds these properties of a proposal’s items (booking-system-updating-the-orders-feed, broker-processing-the-orders-feed).',
  },
  {
    kinds: ['orders feed', 'order-proposals feed'],
    types: ['missing_required_field'],
    place: /^\$\.orderedItem\[\]\.orderedItem[.[]/,
    reason: 'In the orders feed, an opportunity has its @type and @id only (opportunity-data-properties).',
  },
  {
    kinds: [...ANSWERS, 'orders feed', 'order-proposals feed'],
    types: ['missing_required_field'],
    place: /^\$\.orderedItem\[\]\.orderedItem$/,
    opportunity: 'CourseInstance',
    reason:
      'In an answer, a course must not have the subEvents that it consists of; in the orders feed, it has its @type and @id only (opportunity-data-properties).',
  },
  {
    types: ['event_requiring_booking_must_have_valid_offer'],
    reason:
      'In an answer, an opportunity must not have offers (opportunity-data-properties); in a feed, they may stand at the series.',
  },
  {
    kinds: ['orders feed', 'order-proposals feed'],
    types: NOT_ALLOWED,
    place: /^\$\.orderProposalVersion$/,
    reason: 'The orders feed may include orderProposalVersion (schemaorder).',
  },
  {
    kinds: ['B'],
    types: NOT_ALLOWED,
    place: /\.(cancellationMessage|customerNotice)$/,
    reason: 'A repeated B may answer with the present state of the order, in which an item may be cancelled.',
  },
  {
    types: ['invalid_type'],
    place: /(acceptedOffer|offers\[\])\.price$/,
    value: (value) => typeof value === 'string' && /^\d+(\.\d+)?$/.test(value),
    reason: 'The price of an offer may be a text, which is even recommended (schemaoffer).',
  },
  {
    types: ['missing_required_field'],
    place: /(acceptedOffer|offers\[\])$/,
    value: (value) => typeof value === 'string' && /^0+(\.0+)?$/.test(value),
    reason: 'A price of 0 needs no currency, also where it is written as a text (schemaoffer, free-opportunities).',
  },
  {
    types: ['invalid_type', 'field_not_in_defined_values'],
    place: /^\$\.orderProposalStatus$/,
    value: Array.isArray,
    reason: 'The orderProposalStatus is given as an array (oaorderproposal); the validator wants one value.',
  },
  {
    types: ['invalid_type'],
    place: /(^\$|\.error\[\])\.instance$/,
    reason: 'The instance of an error is a URI reference, which may be relative (oaopenbookingerror).',
  },
  {
    types: ['field_deprecated', 'field_not_allowed_in_spec'],
    place: /\.(activity|ageRange)$/,
    reason:
      'An opportunity’s activity is required and an offer’s ageRange is part of the model (opportunity-data-properties; Modelling Opportunity Data 2.0); they became deprecated later.',
  },
  {
    types: ['field_not_allowed'],
    reason: 'That an online event has no location is in no specification; Modelling Opportunity Data 2.0 requires one.',
  },
];

const EXTENSIONS: readonly Disagreement[] = [
  {
    types: ['field_not_in_spec', 'field_could_be_typo'],
    reason: 'Implementers may include additional properties (model); whoever does not know them ignores them.',
  },
  {
    types: ['wrong_base_type'],
    place: /^\$\["@type"\]$/,
    reason:
      'Which types an answer and an error may have is judged by rules of their own; a subclass in a custom namespace is lawful (general-extension-mechanism).',
  },
  {
    types: ['field_not_in_defined_values'],
    place: /^\$\["@context"\]$/,
    value: (value) => Array.isArray(value) && value.includes('https://openactive.io/'),
    reason: 'The context has to refer to the OpenActive vocabulary (response-formats), not to name it first.',
  },
  {
    kinds: ['open feed'],
    types: ['use_field_aliases'],
    reason: 'The open feeds may use id and type, as the examples of Modelling Opportunity Data 2.0 do.',
  },
];

const ADVICE: readonly Disagreement[] = [
  {
    types: ['no_html', 'start_date_after_end_date', 'below_min_value_inclusive', 'use_official_activity_list'],
    reason: 'Advice on the quality of data, which no clause demands.',
  },
  {
    place: /\.activity\[\]$/,
    reason:
      'Activities should be drawn from a standard list (Modelling Opportunity Data 2.0, 5.6.1); they need not be.',
  },
  {
    types: ['field_not_in_defined_values'],
    place: /\.availableChannel$/,
    value: Array.isArray,
    reason:
      'An offer that is not booked through this interface may ask for prepayment; it is merely not bookable here.',
  },
  {
    kinds: ['open feed'],
    types: ['missing_required_field'],
    place: /\.offers$/,
    reason: 'Offers may stand at the session or at its series (Modelling Opportunity Data 2.0, 5.6.8).',
  },
  {
    kinds: ['open feed'],
    types: ['missing_required_field'],
    place: /^\$$/,
    reason: 'A series may be tied to its sessions by their superEvent alone (Modelling Opportunity Data 2.0, 5.6.8).',
  },
  {
    kinds: ['open feed'],
    place: /\.aggregateFacilityUse$/,
    value: (value) => typeof value === 'string',
    reason: 'The facility that a court belongs to may be given by its id, as other parents are.',
  },
];

const REFLECTED: readonly Disagreement[] = [
  {
    kinds: ANSWERS,
    place:
      /^\$\.(customer|broker|brokerRole|payment|orderCustomerNote|orderedItem\[\]\.(position|attendee|orderItemIntakeFormResponse))(\W|$)/,
    reason:
      'What the broker sent is the broker’s to get right; whether it comes back is judged by the rules on reflection.',
  },
];

/** Where the validator fails what the specification allows or leaves open: such failures are counted, not reported. */
export const KNOWN_DISAGREEMENTS: readonly Disagreement[] = [
  ...WIDER_SPECIFICATION,
  ...EXTENSIONS,
  ...ADVICE,
  ...REFLECTED,
];

/** The known disagreement that a failure in a body of this kind is; undefined where it is none. */
export const disagreementOf = (kind: BodyKind, failure: Failure): Disagreement | undefined =>
  KNOWN_DISAGREEMENTS.find(
    ({ kinds, types, place, opportunity, value }) =>
      (kinds?.includes(kind) ?? true) &&
      (types?.includes(failure.type) ?? true) &&
      (place?.test(failure.place) ?? true) &&
      (opportunity === undefined || opportunity === failure.opportunity) &&
      (value?.(failure.value) ?? true),
  );
