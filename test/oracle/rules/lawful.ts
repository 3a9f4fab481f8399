import { getArray, type Json } from '../../../src/protocol/json.ts';
import { uuidOf } from '../../model/fixture.ts';
import { after, BASE, changed, type Scene } from './fixtures.ts';
import { B, B_AFTER_P, B_AGAIN, B_FREE, C2, C2_APPROVAL, C2_RESELLER, P, REFUSED } from './scenes.ts';

/** A scene whose sound answer is written otherwise, lawfully. */
const oddly = (
  name: string,
  scene: Scene,
  ...edits: readonly (readonly [readonly (string | number)[], Json | undefined])[]
): Scene => ({
  ...scene,
  name: `${scene.name}: ${name}`,
  response: edits.reduce((response, [path, value]) => changed(response, path, value), scene.response),
});

/** A scene whose items come back in the opposite order. */
const reversed = (scene: Scene): Scene => {
  const { body } = scene.response;
  const items = getArray(body.kind === 'json' ? body.value : undefined, 'orderedItem');
  return oddly('items in another order', scene, [['orderedItem'], [...items].reverse()]);
};

const otherIds = oddly(
  'other item ids than at P',
  B_AFTER_P,
  [['orderedItem', 0, '@id'], `${BASE}/items/7`],
  [['orderedItem', 1, '@id'], `${BASE}/items/8`],
);

const turned = reversed(otherIds);
/** A repeated B after P, whose items come in the opposite order as they did before, with nothing to tell their places. */
export const TURNED_AGAIN: Scene = {
  ...turned,
  name: `${turned.name}, twice`,
  world: after(turned),
};

/** Lawful oddities of honest booking systems. */
export const LAWFUL: readonly Scene[] = [
  oddly('another context beside', B, [['@context'], ['https://openactive.io/', 'https://openactive.io/ns-beta']]),
  oddly(
    'a price as text',
    C2,
    [['orderedItem', 0, 'acceptedOffer', 'price'], '10.00'],
    [['totalPaymentDue', 'price'], '20'],
  ),
  oddly('a date with another offset', C2, [
    ['orderedItem', 0, 'orderedItem', 'startDate'],
    '2030-01-02T13:00:00+01:00',
  ]),
  oddly('tax to the penny below', C2, [['orderedItem', 0, 'unitTaxSpecification', 0, 'price'], 1.66]),
  oddly('tax not rounded', C2, [['orderedItem', 0, 'unitTaxSpecification', 0, 'price'], 1.6667]),
  oddly('tax rounded once for the order', C2, [['totalPaymentTax', 0, 'price'], 3.33]),
  oddly('no approval said, where none is needed', C2, [['orderRequiresApproval'], undefined]),
  oddly('no lease', C2, [['lease'], undefined]),
  oddly('a customer’s @id', B, [['customer', '@id'], `${BASE}/customers/1`]),
  oddly('a proposal’s items without status', P, [['orderedItem', 0, 'orderItemStatus'], undefined]),
  oddly(
    'a proposal’s items without @id',
    P,
    [['orderedItem', 0, '@id'], undefined],
    [['orderedItem', 1, '@id'], undefined],
  ),
  otherIds,
  turned,
  TURNED_AGAIN,
  reversed(C2_APPROVAL),
  reversed(B_AGAIN),
  oddly('no prepayment at B', B, [['totalPaymentDue', 'openBookingPrepayment'], undefined]),
  oddly('no prepayment where nothing is paid', B_FREE, [['totalPaymentDue', 'openBookingPrepayment'], undefined]),
  oddly('no currency where nothing is paid', B_FREE, [['totalPaymentDue', 'priceCurrency'], undefined]),
  oddly(
    'no tax where nothing is paid',
    B_FREE,
    [['totalPaymentTax'], undefined],
    [['orderedItem', 0, 'unitTaxSpecification'], undefined],
  ),
  oddly(
    'prices without tax for a reseller',
    C2_RESELLER,
    [['taxCalculationExcluded'], true],
    [['orderedItem', 0, 'acceptedOffer', 'price'], 8.33],
    [['orderedItem', 1, 'acceptedOffer', 'price'], 8.33],
    [['totalPaymentDue', 'price'], 16.66],
  ),
  oddly('status 200 for a new order', { ...B, response: { ...B.response, status: 200 } }),
  oddly('media type written otherwise', {
    ...B,
    response: { ...B.response, mediaType: 'application/vnd.openactive.booking+json;version=1;charset=utf-8' },
  }),
  oddly('an error without a status code', REFUSED, [['statusCode'], undefined]),
  oddly('an error of a kind of its own', REFUSED, [['@type'], 'ext:VeryIncompleteError']),
  oddly('another host of the same system', C2, [['@id'], `https://internal.example.com/order-quotes/${uuidOf('a')}`]),
  oddly('what the offer does not publish', C2, [
    ['orderedItem', 0, 'acceptedOffer', 'validFromBeforeStartDate'],
    'P1D',
  ]),
];
