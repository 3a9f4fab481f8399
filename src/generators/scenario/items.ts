import type fc from 'fast-check';
import type { ItemChoice, Scenario } from '../../model/scenario.ts';
import { happens, pick, pickWeighted } from './chance.ts';
import { isBookable, prepaymentOf, spacesFor } from './criteria.ts';

/** How often an order is about all that there is, and not about one thing only. */
const MIXED = 0.3;
const OTHER_OFFER = 0.08;

/** One to four items that can be had together; the orders of a scenario are about its opportunities in turn. */
export function drawItems(
  random: fc.Random,
  opportunities: Scenario['opportunities'],
  index: number,
): readonly ItemChoice[] {
  const number =
    pickWeighted(random, [
      [1, 46],
      [2, 34],
      [3, 13],
      [4, 7],
    ]) ?? 1;
  const good = Object.keys(opportunities).filter((name) => {
    const need = opportunities[name];
    return need !== undefined && isBookable(need) && spacesFor(need) > 0;
  });
  const main = good[index % Math.max(1, good.length)] ?? 'o1';
  const names = happens(random, MIXED) ? good.filter((name) => goTogether(opportunities, main, name)) : [main];
  const items: ItemChoice[] = [{ opportunity: main }];
  while (items.length < number) {
    const opportunity = pick(random, names) ?? main;
    const taken = items.filter((item) => item.opportunity === opportunity).length;
    const need = opportunities[opportunity];
    if (need === undefined || taken >= spacesFor(need)) break;
    items.push({ opportunity });
  }
  return items.map((item) => (happens(random, OTHER_OFFER) ? { ...item, offer: 1 } : item));
}

/** Whether two opportunities can be in one order: of one seller, and not one paid in advance and one that cannot be. */
function goTogether(opportunities: Scenario['opportunities'], one: string, other: string): boolean {
  const prepayments = [one, other].map((opportunity) => prepaymentOf(opportunities, [{ opportunity }]));
  return (
    opportunities[one]?.seller === opportunities[other]?.seller &&
    !(prepayments.includes('Required') && prepayments.includes('Unavailable'))
  );
}
