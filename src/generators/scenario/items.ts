import type fc from 'fast-check';
import type { ItemChoice, Scenario } from '../../model/scenario.ts';
import { happens, pick, pickWeighted } from './chance.ts';
import { isBookable, isCancellable, prepaymentOf, spacesFor } from './criteria.ts';

/** How often an order is about all that there is, and not about one thing only. */
const MIXED = 0.3;
/** The same where its opportunities are paid, or can be cancelled, in different ways. */
const MIXED_KINDS = 0.6;
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
  const good = bookable(opportunities);
  const main = good[index % Math.max(1, good.length)] ?? 'o1';
  const together = companionsOf(opportunities, main);
  const names = happens(random, differ(opportunities, together) ? MIXED_KINDS : MIXED) ? together : [main];
  const items: ItemChoice[] = [{ opportunity: main }];
  while (items.length < number) {
    const opportunity =
      pick(random, items.length === 1 && names.length > 1 ? names.filter((name) => name !== main) : names) ?? main;
    const taken = items.filter((item) => item.opportunity === opportunity).length;
    const need = opportunities[opportunity];
    if (need === undefined || taken >= spacesFor(need)) break;
    items.push({ opportunity });
  }
  return items.map((item) => (happens(random, OTHER_OFFER) ? { ...item, offer: 1 } : item));
}

const bookable = (opportunities: Scenario['opportunities']): readonly string[] =>
  Object.keys(opportunities).filter((name) => {
    const need = opportunities[name];
    return need !== undefined && isBookable(need) && spacesFor(need) > 0;
  });

/** The opportunities that can be in one order with one of them, itself among them. */
export const companionsOf = (opportunities: Scenario['opportunities'], name: string): readonly string[] =>
  bookable(opportunities).filter((other) => goTogether(opportunities, name, other));

/** Whether some opportunities differ in how they are paid or can be cancelled. */
function differ(opportunities: Scenario['opportunities'], names: readonly string[]): boolean {
  const kinds = names.map((opportunity) => {
    const need = opportunities[opportunity];
    return `${prepaymentOf(opportunities, [{ opportunity }])} ${need !== undefined && isCancellable(need)}`;
  });
  return new Set(kinds).size > 1;
}

/** Whether two opportunities can be in one order: of one seller, and not one paid in advance and one that cannot be. */
function goTogether(opportunities: Scenario['opportunities'], one: string, other: string): boolean {
  const prepayments = [one, other].map((opportunity) => prepaymentOf(opportunities, [{ opportunity }]));
  return (
    opportunities[one]?.seller === opportunities[other]?.seller &&
    !(prepayments.includes('Required') && prepayments.includes('Unavailable'))
  );
}
