import type { PartnerName } from '../protocol/ids.ts';
import type { Opportunity, Stored } from './records.ts';

/** The opportunities, by what asks for them. */
export interface OpportunityStore {
  add(opportunity: Opportunity): void;
  byId(id: string): Opportunity | undefined;
  /** The opportunity to which an offer belongs. */
  byOffer(offerId: string): Opportunity | undefined;
  /** Takes the opportunities of a dataset out, and gives them. */
  removeDataset(dataset: string): readonly Opportunity[];
}

export function createOpportunityStore(): OpportunityStore {
  const byId = new Map<string, Opportunity>();
  const byOffer = new Map<string, Opportunity>();
  const byDataset = new Map<string, Opportunity[]>();
  return {
    add: (opportunity) => {
      byId.set(opportunity.id, opportunity);
      for (const { id } of opportunity.offers) byOffer.set(id, opportunity);
      const dataset = byDataset.get(opportunity.dataset) ?? [];
      dataset.push(opportunity);
      byDataset.set(opportunity.dataset, dataset);
    },
    byId: (id) => byId.get(id),
    byOffer: (id) => byOffer.get(id),
    removeDataset: (dataset) => {
      const removed = byDataset.get(dataset) ?? [];
      byDataset.delete(dataset);
      for (const { id, offers } of removed) {
        byId.delete(id);
        for (const offer of offers) byOffer.delete(offer.id);
      }
      return removed;
    },
  };
}

/** Orders, proposals and what stays of deleted ones: a UUID is unique within one partner's credentials only. */
export interface OrderStore {
  get(partner: PartnerName, uuid: string): Stored | undefined;
  /** Whatever any partner stored under a UUID. */
  all(uuid: string): readonly Stored[];
  set(record: Stored): void;
  remove(partner: PartnerName, uuid: string): void;
}

export function createOrderStore(): OrderStore {
  const byUuid = new Map<string, Map<PartnerName, Stored>>();
  return {
    get: (partner, uuid) => byUuid.get(uuid)?.get(partner),
    all: (uuid) => [...(byUuid.get(uuid)?.values() ?? [])],
    set: (record) => {
      const records = byUuid.get(record.uuid) ?? new Map<PartnerName, Stored>();
      records.set(record.partner, record);
      byUuid.set(record.uuid, records);
    },
    remove: (partner, uuid) => {
      byUuid.get(uuid)?.delete(partner);
    },
  };
}
