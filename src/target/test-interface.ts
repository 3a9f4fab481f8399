import type { ApiRequest, Exchange, NoAnswer } from '../protocol/exchange.ts';
import { opportunityId, type OpportunityId, type PartnerName, type SellerName } from '../protocol/ids.ts';
import { getString, idOf, typeOf, type JsonObject } from '../protocol/json.ts';
import { actionRequest, opportunityRequest, type Criteria, type SellerAction } from '../protocol/test-interface.ts';
import type { BookingFlow, OpportunityType } from '../protocol/vocabulary.ts';
import type { TargetConfig } from './config.ts';

/** An opportunity as a scenario needs it. */
export interface WantedOpportunity {
  readonly type: OpportunityType;
  readonly criteria: Criteria;
  readonly flow: BookingFlow;
  readonly seller: SellerName;
}

/** What the test interface answered to the wish for an opportunity. */
export type CreatedOpportunity =
  | { readonly kind: 'created'; readonly id: OpportunityId; readonly exchange: Exchange }
  /** The target cannot have such an opportunity, or has no test interface. `detail` is for people. */
  | { readonly kind: 'refused'; readonly detail: string }
  | NoAnswer;

/** The test interface of a target (https://openactive.io/test-interface/). */
export interface TestInterface {
  createOpportunity(wanted: WantedOpportunity): Promise<CreatedOpportunity>;
  /** Lets a seller act on an order or proposal that `partner` made; 204 says that he did. */
  act(action: SellerAction, object: ActionObject, partner?: PartnerName, seller?: SellerName): Promise<Exchange>;
  /** Deletes every opportunity of the test dataset, with its orders; 204 says that it did. */
  deleteDataset(): Promise<Exchange>;
}

/** What a seller acts on: its `@type` (`Order` or `OrderProposal`) and its `@id`. */
export interface ActionObject {
  readonly type: string;
  readonly id: string;
}

export function testInterface(
  config: Pick<TargetConfig, 'sellers' | 'datasetIdentifier'>,
  send: (request: ApiRequest) => Promise<Exchange>,
): TestInterface {
  const dataset = `test-interface/datasets/${encodeURIComponent(config.datasetIdentifier)}`;
  const post = (path: string, partner: PartnerName, seller: SellerName, value: JsonObject) =>
    send({ method: 'POST', path, partner, seller, body: { kind: 'json', value } });

  async function createOpportunity(wanted: WantedOpportunity): Promise<CreatedOpportunity> {
    const seller = config.sellers[wanted.seller];
    if (seller === undefined) return { kind: 'refused', detail: `the configuration has no ${wanted.seller} seller` };
    const body = opportunityRequest({ ...wanted, sellerId: seller.id });
    const exchange = await post(`${dataset}/opportunities`, 'primary', wanted.seller, body);
    const { answer } = exchange;
    if (answer.kind === 'no-answer') return answer;
    const json = answer.body.kind === 'json' ? answer.body.value : undefined;
    const id = answer.status === 200 || answer.status === 201 ? idOf(json) : undefined;
    if (id !== undefined) return { kind: 'created', id: opportunityId(id), exchange };
    const words = [typeOf(json), getString(json, 'description')].filter((word) => word !== undefined).join(': ');
    return { kind: 'refused', detail: `status ${String(answer.status)}${words && `, ${words}`}` };
  }

  return {
    createOpportunity,
    act: (action, object, partner = 'primary', seller = 'primary') =>
      post('test-interface/actions', partner, seller, actionRequest(action, object)),
    deleteDataset: () => send({ method: 'DELETE', path: dataset, partner: 'primary', seller: 'primary' }),
  };
}
