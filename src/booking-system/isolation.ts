import type { CheckpointName } from '../protocol/calls.ts';
import type { PartnerName } from '../protocol/ids.ts';
import type { Stored } from './records.ts';
import type { System } from './system.ts';

/** Why a stored order or proposal is looked for. */
export type Purpose = CheckpointName | 'update-proposal' | 'cancel' | 'delete-order' | 'status' | 'seller-action';

/** What keeps booking partners apart (#api-level-authentication-and-data-security). */
export interface IsolationSeam {
  /** What a partner has under a UUID. */
  find(system: System, partner: PartnerName, uuid: string, purpose: Purpose): Stored | undefined;
  /** Whose orders the feeds of a partner hold. */
  feedOwner(partner: PartnerName): string;
}

export const soundIsolation: IsolationSeam = {
  find: (system, partner, uuid) => system.orders.get(partner, uuid),
  feedOwner: (partner) => partner,
};
