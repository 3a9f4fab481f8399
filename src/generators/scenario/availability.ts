import type { BrokerStep, ItemChoice, Settings } from '../../model/index.ts';
import { isBookable, prepaymentOf, spacesFor } from './criteria.ts';
import { nameOf, orderAt, takesSpaces, type Expected, type OrderName, type Setting } from './orders.ts';

/** Whether items can be had, and on what terms. */

/** Spaces of an opportunity that orders other than `except` have left. */
function freeFor({ opportunities }: Setting, expected: Expected, opportunity: string, except: OrderName): number {
  const need = opportunities[opportunity];
  let free = need === undefined ? 0 : spacesFor(need);
  for (const [name, { state, items, cancelled }] of expected) {
    if (name === except || !takesSpaces(state)) continue;
    free -= items.filter((item, place) => item.opportunity === opportunity && !cancelled.includes(place)).length;
  }
  return free;
}

/** Whether what must be paid in advance stands beside what cannot, which systems may refuse as a conflict. */
function mixesPrepayments({ opportunities }: Setting, items: readonly ItemChoice[]): boolean {
  const each = items.map((item) => prepaymentOf(opportunities, [item]));
  return each.includes('Required') && each.includes('Unavailable');
}

/** Whether every item can be had: bookable, of one seller, with spaces left. */
export function canHave(setting: Setting, expected: Expected, items: readonly ItemChoice[], name: OrderName): boolean {
  const needs = items.map(({ opportunity }) => setting.opportunities[opportunity]);
  return (
    items.length > 0 &&
    needs.every((need) => need !== undefined && isBookable(need) && need.seller === needs[0]?.seller) &&
    !mixesPrepayments(setting, items) &&
    items.every(({ opportunity }) => {
      const wanted = items.filter((item) => item.opportunity === opportunity).length;
      return wanted <= freeFor(setting, expected, opportunity, name);
    })
  );
}

/** Whether an item needs the seller's approval. */
export const needsApproval = ({ opportunities }: Setting, items: readonly ItemChoice[]): boolean =>
  items.some(({ opportunity }) => opportunities[opportunity]?.flow === 'OpenBookingApprovalFlow');

/** The prepayment that a call's total has. */
export function prepaymentOfStep(setting: Setting, expected: Expected, step: BrokerStep): Settings['prepayment'] {
  const items = 'items' in step && step.do !== 'cancel' ? step.items : orderAt(expected, nameOf(step)).items;
  return items.length === 0 ? setting.settings.prepayment : prepaymentOf(setting.opportunities, items);
}
