import { get, getArray, getNumber } from '../../../src/protocol/json.ts';
import { itemsOf, RESELLER, total, type Answer, type Kit } from '../kit.ts';
import { testDefects, type Row } from './table.ts';

const taxIn = ({ body }: Answer) => getNumber(getArray(body, 'totalPaymentTax')[0], 'price');

/** The first opportunity that a test makes costs £9.05, and for juniors £2.55. */
const quoteOfOne = (kit: Kit) => async () => kit.quote('C1', kit.uuid(), [await kit.make()]);

const netQuote = async (kit: Kit) =>
  kit.quote('C1', kit.uuid(), [await kit.make({ seller: 'secondary' })], {}, { seller: 'secondary' });

const rows: readonly Row[] = [
  {
    id: 'items-in-error-counted',
    talk: async (kit) => {
      const [open, over] = [await kit.make(), await kit.make({ criteria: 'BookableInPast' })];
      return total(await kit.quote('C1', kit.uuid(), [open, over]));
    },
    sound: 9.05,
    defective: 19.35,
  },
  {
    id: 'repeated-item-counted-once',
    talk: async (kit) => {
      const session = await kit.make();
      return total(await kit.quote('C1', kit.uuid(), [session, session]));
    },
    sound: 18.1,
    defective: 9.05,
  },
  {
    id: 'later-items-at-a-discount',
    talk: async (kit) => {
      const [one, other] = [await kit.make(), await kit.make()];
      return total(await kit.quote('C1', kit.uuid(), [one, other]));
    },
    sound: 19.35,
    defective: 18.32,
  },
  { id: 'gross-tax-on-top', talk: async (kit) => taxIn(await quoteOfOne(kit)()), sound: 1.51, defective: 1.81 },
  { id: 'gross-tax-added', talk: async (kit) => total(await quoteOfOne(kit)()), sound: 9.05, defective: 10.56 },
  { id: 'net-tax-left-out', talk: async (kit) => total(await netQuote(kit)), sound: 10.86, defective: 9.05 },
  {
    id: 'consumer-tax-missing',
    talk: async (kit) => {
      const answer = await quoteOfOne(kit)();
      return [taxIn(answer), getArray(itemsOf(answer)[0], 'unitTaxSpecification').length];
    },
    sound: [1.51, 1],
    defective: [undefined, 0],
  },
  {
    id: 'tax-given-where-excluded',
    talk: async (kit) => {
      const answer = await kit.quote('C2', kit.uuid(), [await kit.make()], RESELLER);
      return [taxIn(answer), get(answer.body, 'taxCalculationExcluded')];
    },
    sound: [1.51, undefined],
    defective: [1.51, true],
  },
  {
    id: 'floating-point-totals',
    talk: async (kit) => {
      const session = await kit.make();
      return total(
        await kit.quote('C1', kit.uuid(), [
          [session, 0],
          [session, 1],
        ]),
      );
    },
    sound: 11.6,
    defective: 11.600000000000001,
  },
  {
    id: 'total-kept-after-cancellation',
    talk: async (kit) => {
      const [uuid, session] = [kit.uuid(), await kit.make()];
      const order = await kit.order('B', uuid, [session, session]);
      await kit.cancel(uuid, itemsOf(order).slice(0, 1));
      return total(await kit.send('status', uuid));
    },
    sound: 9.05,
    defective: 18.1,
  },
  { id: 'tax-rounded-to-pounds', talk: async (kit) => taxIn(await quoteOfOne(kit)()), sound: 1.51, defective: 2 },
];

testDefects('totals-and-tax', rows);
