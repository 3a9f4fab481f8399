import { get, getString, idOf, typeOf, type Json, type JsonObject } from '../protocol/json.ts';
import type { PartnerName } from '../protocol/ids.ts';
import { CRITERIA, WIRE_TYPES, type Criteria } from '../protocol/test-interface.ts';
import { CONTEXT, OPPORTUNITY_TYPES, type OpportunityType } from '../protocol/vocabulary.ts';
import { canMeet, createOpportunity } from './criteria.ts';
import { otherProblem, problem, type Problem } from './problems.ts';
import type { Seller } from './records.ts';
import { NO_CONTENT, refuse, type Reply } from './replies.ts';
import { SELLER_ACTIONS_BY_TYPE } from './seller-actions.ts';
import type { System } from './system.ts';
import { then, type Soon } from './turns.ts';

const FRAGMENT = 'https://openactive.io/test-interface#';

/** The last part of an IRI of the test interface. */
function term(body: Json, property: string): string | undefined {
  const iri = getString(body, property);
  return iri?.startsWith(FRAGMENT) ? iri.slice(FRAGMENT.length) : undefined;
}

function opportunityTypeIn(body: Json): OpportunityType | undefined {
  return OPPORTUNITY_TYPES.find((type) => {
    const wire = WIRE_TYPES[type];
    const parent = get(body, 'superEvent') ?? get(body, 'facilityUse');
    const named = wire.parent ? get(body, wire.parent.property) : parent;
    return typeOf(body) === wire.type && typeOf(named) === wire.parent?.type;
  });
}

function criteriaIn(body: Json): Criteria | undefined {
  const name = term(body, 'test:testOpportunityCriteria');
  return CRITERIA.find((criteria) => `TestOpportunity${criteria}` === name);
}

function sellerIn(system: System, body: Json, type: OpportunityType): Seller | undefined {
  const { parent, seller } = WIRE_TYPES[type];
  const named = parent ? get(body, parent.property) : body;
  return system.sellers.get(idOf(get(named, seller)) ?? '');
}

/** Why a seller cannot provide what is asked for. */
function sellerFault({ taxMode }: Seller, criteria: Criteria): Problem | undefined {
  const wrongMode =
    (criteria === 'BookableNonFreeTaxGross' && taxMode !== 'TaxGross') ||
    (criteria === 'BookableNonFreeTaxNet' && taxMode !== 'TaxNet');
  return wrongMode ? otherProblem(400, `The seller's taxMode is ${taxMode}.`) : undefined;
}

/** Makes an opportunity that meets the criteria asked for, and gives its `@id`. */
export function createTestOpportunity(system: System, dataset: string, body: JsonObject): Reply {
  const type = opportunityTypeIn(body);
  if (!type) return refuse(otherProblem(400, 'The opportunity is none of the types that can be made.'));
  const asked = criteriaIn(body);
  if (!asked) return refuse(otherProblem(400, 'The test:testOpportunityCriteria are not known.'));
  const criteria = system.seams.criteria.met(asked);
  if (typeof criteria === 'object') return refuse(criteria);
  if (!canMeet(type, criteria)) return refuse(otherProblem(400, `No ${type} can meet this criterion.`));
  const seller = sellerIn(system, body, type);
  if (!seller) return refuse(problem('SellerNotFoundError', 'The opportunity names no seller that exists.'));
  const fault = sellerFault(seller, criteria);
  if (fault) return refuse(fault);
  const needsApproval = term(body, 'test:testOpenBookingFlow') === 'OpenBookingApprovalFlow';
  const { id } = createOpportunity(system, { type, criteria, needsApproval, seller, dataset });
  return { status: 200, body: { '@context': CONTEXT, '@type': WIRE_TYPES[type].type, '@id': id } };
}

/** Removes what was made in a dataset. */
export function deleteDataset(system: System, dataset: string): Reply {
  for (const opportunity of system.opportunities.removeDataset(dataset)) system.openFeeds.removed(opportunity);
  return NO_CONTENT;
}

/** Lets the seller do something to an order or a proposal. */
export function simulateAction(system: System, partner: PartnerName, body: JsonObject): Soon<Reply> {
  const act = SELLER_ACTIONS_BY_TYPE.get(typeOf(body)?.replace(/^test:/, '') ?? '');
  if (!act) return refuse(otherProblem(400, 'There is no such action.'));
  const id = idOf(get(body, 'object')) ?? '';
  const uuid = /\/(?:orders|order-proposals)\/([^/#]+)$/.exec(id)?.[1] ?? '';
  const record = system.seams.isolation.find(system, partner, uuid, 'seller-action');
  if (!record || record.kind === 'deleted') return refuse(problem('UnknownOrderError', `There is no ${id}.`));
  return then(act(system, record), (fault) => (fault ? refuse(fault) : NO_CONTENT));
}
