import { get, getArray, isObject, typeOf, type JsonObject } from '../../../src/protocol/json.ts';
import type { BodyKind } from '../../../src/runner/validation/index.ts';
import {
  itemsOf,
  NO_BROKER,
  RESELLER,
  startKit,
  type Answer,
  type Changes,
  type Made,
} from '../../booking-system/kit.ts';
import type { BookingSystemOptions } from '../../../src/booking-system/index.ts';
import type { CallName } from '../../../src/protocol/calls.ts';
import type { Criteria } from '../../../src/protocol/test-interface.ts';
import { BOOKING_FLOWS, OPPORTUNITY_TYPES, type OpportunityType } from '../../../src/protocol/vocabulary.ts';

/** A body as a booking system gave it. */
export interface Given {
  readonly kind: BodyKind;
  readonly body: JsonObject;
}

const FEEDS: readonly (readonly [name: string, kind: BodyKind])[] = [
  ['orders-rpde', 'orders feed'],
  ['order-proposals-rpde', 'order-proposals feed'],
  ['session-series', 'open feed'],
  ['scheduled-sessions', 'open feed'],
  ['facility-uses', 'open feed'],
  ['individual-facility-uses', 'open feed'],
  ['facility-use-slots', 'open feed'],
  ['individual-facility-use-slots', 'open feed'],
  ['course-instances', 'open feed'],
  ['headline-events', 'open feed'],
  ['events', 'open feed'],
  ['on-demand-events', 'open feed'],
];

/** What the embedded booking system answers to all calls that carry a body, and shows in all its feeds. */
export async function givenBodies(
  options: Pick<BookingSystemOptions, 'variations'> = {},
  types: readonly OpportunityType[] = OPPORTUNITY_TYPES,
  wanted: readonly Criteria[] = ['BookableCancellable', 'BookableFree', 'BookableNonFreePrepaymentOptional'],
): Promise<readonly Given[]> {
  const kit = await startKit(options);
  const given: Given[] = [];
  const note = (kind: CallName, answer: Answer): Answer => {
    if (answer.body) given.push({ kind, body: answer.body });
    return answer;
  };
  const unknown = (made: Made): Made => ({ ...made, id: `${made.id}-unknown` });

  async function simply(made: Made, changes: Changes): Promise<void> {
    const uuid = kit.uuid();
    note('C1', await kit.quote('C1', uuid, [made, made], changes));
    note('C2', await kit.quote('C2', uuid, [made, made], changes));
    const b = note('B', await kit.order('B', uuid, [made, made], changes));
    note('B', await kit.order('B', kit.uuid(), [made], { ...changes, customer: undefined }));
    note(
      'cancel',
      await kit.cancel(uuid, itemsOf(b), { 'acme:reason': 'ill', orderItemStatus: 'https://openactive.io/x' }),
    );
    note('cancel', await kit.cancel(uuid, itemsOf(b).slice(0, 1)));
    note('status', await kit.send('status', uuid));
    note('C1', await kit.quote('C1', kit.uuid(), [made, unknown(made)], changes));
    note('C2', await kit.quote('C2', kit.uuid(), [made, unknown(made)], changes));
    note('B', await kit.order('B', kit.uuid(), [made, unknown(made)], changes));
  }

  async function withApproval(made: Made, changes: Changes): Promise<void> {
    const uuid = kit.uuid();
    note('P', await kit.order('P', kit.uuid(), [made, unknown(made)], changes));
    const p = note('P', await kit.order('P', uuid, [made], changes));
    await kit.act('accept-proposal', p);
    note('B', await kit.confirm(uuid, p));
    await kit.act('accept-proposal', note('P', await kit.order('P', kit.uuid(), [made, made], changes)));
  }

  for (const type of types) {
    for (const flow of BOOKING_FLOWS) {
      for (const criteria of wanted) {
        const made = await kit.make({ type, flow, criteria });
        for (const changes of [{}, RESELLER, NO_BROKER]) {
          await (flow === 'OpenBookingSimpleFlow' ? simply : withApproval)(made, changes);
        }
      }
    }
  }
  for (const [name, kind] of FEEDS) {
    for (const item of await kit.feed(name)) {
      const body = get(item, 'data');
      if (isObject(body)) given.push({ kind, body });
    }
  }
  await kit.system.stop();
  return given;
}

/** The first body of a kind and type in which no item is in error. */
export function soundBody(given: readonly Given[], kind: BodyKind, type: string): JsonObject {
  const found = given.find(
    (other) =>
      other.kind === kind &&
      typeOf(other.body) === type &&
      getArray(other.body, 'orderedItem').every((item) => get(item, 'error') === undefined),
  );
  if (found === undefined) throw new Error(`The booking system gave no sound ${type} at ${kind}.`);
  return found.body;
}
