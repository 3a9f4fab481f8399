import { FEWEST_LANES, MOST_LANES, SCENARIO_FORMAT } from '../../model/scenario.ts';
import { PARTNERS, SELLERS } from '../../protocol/ids.ts';
import { CRITERIA, SELLER_ACTIONS } from '../../protocol/test-interface.ts';
import { BOOKING_FLOWS, BROKER_ROLES, OPPORTUNITY_TYPES, PREPAYMENTS } from '../../protocol/vocabulary.ts';
import { mutationSchema } from '../mutations/schema.ts';

const oneOf = (values: readonly string[]) => ({ enum: values, description: `one of ${values.join(', ')}` });
const name = { type: 'string', minLength: 1, description: 'a name' };
const mutations = { type: 'array', items: { $ref: '#/definitions/mutation' }, description: 'a list of mutations' };
const lost = { const: true, description: 'true, or nothing' };
const payment = oneOf(['as-needed', 'offered']);

/** A kind of step: what it does, and what it holds beside. */
const step = (
  does: readonly string[],
  required: Readonly<Record<string, object>>,
  optional: Readonly<Record<string, object>> = {},
) => ({
  type: 'object',
  properties: { do: { enum: does }, ...required, ...optional },
  required: ['do', ...Object.keys(required)],
  additionalProperties: false,
});

const order = { order: name, partner: oneOf(PARTNERS) };

/** What can stand in a lane as well as by itself: calls of brokers, and what the seller does. */
const LANE_STEPS = [
  step(
    ['C1', 'C2', 'P', 'B'],
    {
      ...order,
      items: {
        type: 'array',
        minItems: 1,
        items: { $ref: '#/definitions/item' },
        description: 'a list of at least one item',
      },
    },
    {
      brokerRole: oneOf(BROKER_ROLES),
      broker: { type: 'object', description: 'an object' },
      customer: { type: ['object', 'null'], description: 'an object, or null for none' },
      payment,
      mutations,
      lost,
    },
  ),
  step(['B after P'], order, { payment, mutations, lost }),
  step(
    ['cancel'],
    {
      ...order,
      items: {
        type: 'array',
        minItems: 1,
        items: { type: 'integer', minimum: 0, description: 'a whole number, 0 for the first item' },
        description: 'a list of the places of the items to cancel, 0 for the first',
      },
    },
    { mutations, lost },
  ),
  step(['update-proposal'], order, { mutations, lost }),
  step(['delete-quote', 'delete-order', 'status'], order, { lost }),
  step(['seller'], { action: oneOf(Object.keys(SELLER_ACTIONS)), ...order }),
] as const;

/** The JSON Schema of a scenario as it stands in a file. */
export const scenarioSchema = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'Scenario',
  description: 'An object with format, settings, opportunities and steps.',
  type: 'object',
  required: ['format', 'settings', 'opportunities', 'steps'],
  additionalProperties: false,
  properties: {
    format: { const: SCENARIO_FORMAT, description: `"${SCENARIO_FORMAT}"` },
    settings: {
      type: 'object',
      description: 'an object with brokerRole, prepayment and flow',
      required: ['brokerRole', 'prepayment', 'flow'],
      additionalProperties: false,
      properties: {
        brokerRole: oneOf(BROKER_ROLES),
        prepayment: oneOf([...PREPAYMENTS, 'Free']),
        flow: oneOf(BOOKING_FLOWS),
      },
    },
    opportunities: {
      type: 'object',
      description: 'an object with an opportunity for each name',
      additionalProperties: {
        type: 'object',
        description: 'an object with type, criteria, seller and flow',
        required: ['type', 'criteria', 'seller', 'flow'],
        additionalProperties: false,
        properties: {
          type: oneOf(OPPORTUNITY_TYPES),
          criteria: oneOf(CRITERIA),
          seller: oneOf(SELLERS),
          flow: oneOf(BOOKING_FLOWS),
        },
      },
    },
    steps: {
      type: 'array',
      minItems: 1,
      description: 'a list of at least one step',
      items: { $ref: '#/definitions/step' },
    },
  },
  definitions: {
    mutation: mutationSchema,
    item: {
      type: 'object',
      description: 'an object with the name of an opportunity',
      required: ['opportunity'],
      additionalProperties: false,
      properties: {
        opportunity: name,
        offer: { type: 'integer', minimum: 0, description: 'a whole number, 0 for the first offer' },
      },
    },
    laneStep: {
      type: 'object',
      description: 'a step of a lane: a call of a broker, or what the seller does',
      required: ['do'],
      discriminator: { propertyName: 'do' },
      oneOf: LANE_STEPS,
    },
    step: {
      type: 'object',
      description: 'a step',
      required: ['do'],
      discriminator: { propertyName: 'do' },
      oneOf: [
        ...LANE_STEPS,
        step(['lanes'], {
          lanes: {
            type: 'array',
            minItems: FEWEST_LANES,
            maxItems: MOST_LANES,
            items: {
              type: 'array',
              minItems: 1,
              items: { $ref: '#/definitions/laneStep' },
              description: 'a list of at least one step',
            },
            description: `a list of ${FEWEST_LANES} to ${MOST_LANES} lanes, each a list of steps`,
          },
        }),
        step(['read-spaces'], { opportunity: name }),
        step(['delete-opportunities'], {}),
        step(['read-feed'], { feed: oneOf(['orders', 'order-proposals']), partner: oneOf(PARTNERS) }),
        step(
          ['wait'],
          { seconds: { type: 'number', description: 'a number of seconds' } },
          {
            leaseOf: {
              type: 'object',
              description: 'an object with the order and the partner whose lease it is',
              required: Object.keys(order),
              additionalProperties: false,
              properties: order,
            },
          },
        ),
        step(['stray'], {
          method: oneOf(['GET', 'PUT', 'POST', 'PATCH', 'DELETE']),
          path: { type: 'string', description: 'a path relative to the base URI' },
          partner: oneOf(PARTNERS),
        }),
      ],
    },
  },
} as const;
