import { get } from '../../protocol/json.ts';
import { omit } from '../bodies/omit.ts';
import type { Defect } from '../catalogue.ts';
import { TAX_RATE } from '../pricing.ts';

const topic = 'totals-and-tax';

export const TOTALS_DEFECTS: readonly Defect[] = [
  {
    id: 'items-in-error-counted',
    sentence: 'The total of a quote counts items that cannot be booked.',
    topic,
    rules: ['totals/errors-excluded'],
    apply: () => ({ pricing: { countsInQuote: (lines) => lines } }),
  },
  {
    id: 'repeated-item-counted-once',
    sentence: 'An item that is asked for several times is paid for once.',
    topic,
    rules: ['totals/total-due', 'totals/tax-amount'],
    apply: ({ pricing }) => ({
      pricing: {
        countsInQuote: (lines) => {
          const counted = pricing.countsInQuote(lines);
          const offers = counted.map(({ offer }) => offer);
          return counted.filter(({ offer }, index) => offers.indexOf(offer) === index);
        },
      },
    }),
  },
  {
    id: 'later-items-at-a-discount',
    sentence: 'Every item after the first costs a tenth less than it does by itself.',
    topic,
    rules: ['totals/total-due', 'totals/quotes-add-up', 'totals/same-items-same-total'],
    apply: ({ pricing }) => ({
      pricing: {
        dueAmounts: (units, mode) =>
          units.flatMap((unit, index) =>
            pricing.dueAmounts([unit], mode).map((amount) => (index === 0 ? amount : amount * 0.9)),
          ),
      },
    }),
  },
  {
    id: 'gross-tax-on-top',
    sentence: 'The tax of a seller whose prices contain it is taken of the whole price.',
    topic,
    rules: ['totals/tax-amount'],
    apply: ({ pricing }) => ({ pricing: { taxOn: (price) => pricing.taxOn(price, 'TaxNet') } }),
  },
  {
    id: 'gross-tax-added',
    sentence: 'Tax is added to the total although the prices contain it.',
    topic,
    rules: ['totals/total-due'],
    apply: ({ pricing }) => ({ pricing: { dueAmounts: (units) => pricing.dueAmounts(units, 'TaxNet') } }),
  },
  {
    id: 'net-tax-left-out',
    sentence: 'The total leaves the tax out although the prices do not contain it.',
    topic,
    rules: ['totals/total-due'],
    apply: ({ pricing }) => ({ pricing: { dueAmounts: (units) => pricing.dueAmounts(units, 'TaxGross') } }),
  },
  {
    id: 'consumer-tax-missing',
    sentence: 'Consumers are told nothing of the tax.',
    topic,
    rules: ['totals/tax-for-consumers', 'totals/total-due'],
    apply: ({ shape }) => ({
      shape: {
        answer: (body, kind) => {
          const answer = omit(shape.answer(body, kind), 'totalPaymentTax');
          const items = get(answer, 'orderedItem');
          if (!Array.isArray(items)) return answer;
          return { ...answer, orderedItem: items.map((item) => omit(Object(item), 'unitTaxSpecification')) };
        },
      },
    }),
  },
  {
    id: 'tax-given-where-excluded',
    sentence: 'An order of a reseller gives the tax and says that it does not.',
    topic,
    rules: ['totals/tax-excluded-consistently'],
    apply: ({ shape }) => ({
      shape: {
        answer: (body, kind) => {
          const answer = shape.answer(body, kind);
          const reseller = String(get(answer, 'brokerRole')).endsWith('ResellerBroker');
          return reseller ? { ...answer, taxCalculationExcluded: true } : answer;
        },
      },
    }),
  },
  {
    id: 'floating-point-totals',
    sentence: 'Prices are added up in binary floating point, and the pennies show it.',
    topic,
    rules: ['totals/exact-pennies'],
    apply: () => ({ pricing: { sum: (amounts) => amounts.reduce((total, amount) => total + amount, 0) } }),
  },
  {
    id: 'total-kept-after-cancellation',
    sentence: 'The total of an order still counts items that were cancelled.',
    topic,
    rules: ['totals/never-rises', 'feeds/total-as-answered'],
    apply: () => ({ pricing: { countsInOrder: (items) => items } }),
  },
  {
    id: 'tax-rounded-to-pounds',
    sentence: 'Tax is rounded to whole pounds.',
    topic,
    rules: ['totals/tax-amount'],
    apply: () => ({ pricing: { taxOn: (price) => Math.round(price * TAX_RATE) } }),
  },
];
