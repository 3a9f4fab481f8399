import { criteriaInUse, mayNeed, PLAIN_CRITERIA, type GeneratorOptions } from '../generators/index.ts';
import type { OpportunityNeed } from '../model/index.ts';
import type { Criteria } from '../protocol/test-interface.ts';
import {
  BOOKING_FLOWS,
  BROKER_ROLES,
  OPPORTUNITY_TYPES,
  PREPAYMENTS,
  type BookingFlow,
  type BrokerRole,
  type Prepayment,
} from '../protocol/vocabulary.ts';
import { typesInFeeds } from './opportunity-types.ts';
import type { CampaignOptions } from './campaign-options.ts';

/** What scenarios may be about, by what the user restricts and by what the target says that it lacks. */

interface Part {
  readonly roles?: readonly BrokerRole[];
  readonly prepayments?: readonly (Prepayment | 'Free')[];
  readonly flows?: readonly BookingFlow[];
  readonly criteria?: readonly Criteria[];
}

/** The Test Suite's features that stand for a part of what scenarios vary in. */
const FEATURE_PARTS: Readonly<Record<string, Part>> = {
  'agent-broker': { roles: ['AgentBroker'] },
  'reseller-broker': { roles: ['ResellerBroker'] },
  'no-broker': { roles: ['NoBroker'] },
  'prepayment-required': { prepayments: ['Required'] },
  'prepayment-optional': { prepayments: ['Optional'] },
  'prepayment-unavailable': { prepayments: ['Unavailable'] },
  'free-opportunities': { prepayments: ['Free'] },
  'non-free-opportunities': { prepayments: ['Required', 'Optional', 'Unavailable'] },
  'minimal-proposal': { flows: ['OpenBookingApprovalFlow'] },
  'proposal-amendment': { criteria: ['BookableWithNegotiation'] },
  'attendee-details-capture': { criteria: ['BookableAttendeeDetails'] },
  'additional-details-capture': { criteria: ['BookableAdditionalDetails'] },
};

/** The features that a campaign can be restricted to. */
export const RESTRICTING_FEATURES: readonly string[] = Object.keys(FEATURE_PARTS);

/** The features that the specification requires of every booking system (of those that scenarios vary in). */
const REQUIRED_FEATURES = [
  'agent-broker',
  'amending-order-quote',
  'availability-check',
  'common-error-conditions',
  'dataset-site',
  'order-deletion',
] as const;

/** Required features that the target says it lacks: it is told so. */
export const lackingFeatures = ({ features }: Pick<CampaignOptions, 'features'>): readonly string[] =>
  REQUIRED_FEATURES.filter((name) => features[name] === false);

const without = <Value>(all: readonly Value[], lacking: readonly Value[]): readonly Value[] => {
  const left = all.filter((value) => !lacking.includes(value));
  return left.length > 0 ? left : all;
};

const chosen = <Value>(all: readonly Value[], ...wanted: readonly (readonly Value[] | undefined)[]): readonly Value[] =>
  wanted.reduce<readonly Value[]>(
    (left, values) => (values?.length ? left.filter((value) => values.includes(value)) : left),
    all,
  );

/** The values of one part that some features stand for. */
const partsOf = <Key extends keyof Part>(
  names: readonly string[],
  key: Key,
): readonly NonNullable<Part[Key]>[number][] => names.flatMap((name) => [...(FEATURE_PARTS[name]?.[key] ?? [])]);

/**
 * What is asked for, and can be had. Where nothing of it can, all of it is asked for, so that the result says what there
 * was not.
 */
function withinReach(asked: GeneratorOptions, all: readonly OpportunityNeed[]): GeneratorOptions {
  const obtainable = all.filter((need) => mayNeed(asked, need));
  if (obtainable.length === 0) return asked;
  const { opportunityTypes, flows, prepayments, criteria = [] } = asked;
  const plainly = prepayments.filter((name) => obtainable.some((need) => need.criteria === PLAIN_CRITERIA[name]));
  return {
    ...asked,
    obtainable,
    opportunityTypes: opportunityTypes.filter((type) => obtainable.some((need) => need.type === type)),
    flows: flows.filter((flow) => obtainable.some((need) => need.flow === flow)),
    criteria: criteria.filter((name) => obtainable.some((need) => need.criteria === name)),
    prepayments: plainly.length > 0 ? plainly : prepayments,
  };
}

/** How many of the scenarios have calls made at once. */
const RACE_RATE = 0.2;

/** What the generator may use. A required feature is never left out, whatever the target says. */
export function scopeOf(options: CampaignOptions): Omit<GeneratorOptions, 'coverage'> {
  const { restrict, partners, sellers, canWait, features, target } = options;
  const lacking = Object.keys(FEATURE_PARTS).filter((name) => features[name] === false && name !== 'agent-broker');
  const wanted = restrict.features ?? [];
  const asked: GeneratorOptions = {
    roles: chosen(without(BROKER_ROLES, partsOf(lacking, 'roles')), partsOf(wanted, 'roles'), restrict.roles),
    prepayments: chosen(
      without([...PREPAYMENTS, 'Free' as const], partsOf(lacking, 'prepayments')),
      partsOf(wanted, 'prepayments'),
      restrict.prepayments,
    ),
    flows: chosen(without(BOOKING_FLOWS, partsOf(lacking, 'flows')), partsOf(wanted, 'flows'), restrict.flows),
    criteria: chosen(without(criteriaInUse(), partsOf(lacking, 'criteria')), partsOf(wanted, 'criteria')),
    opportunityTypes: typesInFeeds(chosen(OPPORTUNITY_TYPES, restrict.opportunityTypes), target.feeds),
    partners: partners.length > 1 ? 2 : 1,
    sellers: (['primary', 'secondary'] as const).filter((name) => sellers[name]),
    canWait,
    raceRate: options.atOnce === false ? 0 : (options.raceRate ?? RACE_RATE),
  };
  return withinReach(asked, options.obtainable ?? []);
}

/** What is left out of a campaign because the target says that it lacks it. */
export const switchedOff = ({
  features,
}: Pick<CampaignOptions, 'features'>): readonly { readonly what: string; readonly reason: string }[] =>
  Object.entries(FEATURE_PARTS).flatMap(([name, part]) =>
    features[name] === false && name !== 'agent-broker'
      ? [{ what: Object.values(part).flat().join(', '), reason: `the target says that it does not implement ${name}` }]
      : [],
  );
