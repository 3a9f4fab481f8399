import { expect } from 'chai';
import { offerIri, HOUR, MINUTE, NOW, opportunityIri, PAID, place, whole } from '../fixture.ts';
import { answer, itemErrorAnswer, refusal } from '../answers.ts';
import { judge } from '../../../src/model/index.ts';
import { after, answered, judged, mayBeAccepted, reasons, type Situation } from '../situation.ts';

const FULL = 'OpportunityIsFullError';
const SHORT = 'OpportunityHasInsufficientCapacityError';
const LEASED = 'OpportunityCapacityIsReservedByLeaseError';

const quote = (...items: readonly string[]) => whole('C2', { items });
const errorsAdmitted = (situation: Situation, items: readonly string[], lines: readonly number[], type = SHORT) =>
  answered(situation, quote(...items), itemErrorAnswer(items.length, lines, type as typeof SHORT)) !== undefined;

describe('items in excess of the spaces', () => {
  const two = place({ x: { spaces: 2 }, y: { spaces: 5 } });
  const five = ['x', 'x', 'x', 'x', 'x'];

  it('are exactly 3 in error of 5 on 2 spaces, whichever they are', () => {
    expect(errorsAdmitted(two, five, [2, 3, 4])).to.equal(true);
    expect(errorsAdmitted(two, five, [0, 1, 4])).to.equal(true);
    for (const wrong of [[], [4], [3, 4], [1, 2, 3, 4], [0, 1, 2, 3, 4]]) {
      expect(errorsAdmitted(two, five, wrong), wrong.join()).to.equal(false);
    }
  });

  it('have to be refused', () => {
    expect(mayBeAccepted(two, quote(...five))).to.equal(false);
    expect(mayBeAccepted(two, quote('x', 'x'))).to.equal(true);
  });

  it('do not put items of another opportunity in error', () => {
    const items = ['y', 'x', 'x', 'x'];
    expect(errorsAdmitted(two, items, [3])).to.equal(true);
    expect(errorsAdmitted(two, items, [0])).to.equal(false);
    expect(errorsAdmitted(two, items, [0, 3])).to.equal(false);
  });

  it('count those that others lease', () => {
    const leased = after(two, whole('C2', { items: ['x'], partner: 'secondary' }));
    expect(errorsAdmitted(leased, ['x', 'x'], [1], LEASED)).to.equal(true);
    expect(errorsAdmitted(leased, ['x', 'x'], [0, 1], LEASED)).to.equal(false);
    expect(mayBeAccepted(leased, quote('x'))).to.equal(true);
  });

  it('do not count one’s own lease', () => {
    const leased = after(two, quote('x', 'x'));
    expect(mayBeAccepted(leased, quote('x', 'x'))).to.equal(true);
    expect(mayBeAccepted(leased, whole('B', { items: ['x', 'x'], payment: PAID }))).to.equal(true);
    expect(mayBeAccepted(leased, whole('B', { order: 'b', items: ['x'], payment: PAID }))).to.equal(false);
  });

  it('count what is booked, and no more what was cancelled', () => {
    const booked = after(two, whole('B', { order: 'b', items: ['x', 'x'], payment: PAID }));
    expect(errorsAdmitted(booked, ['x'], [0], FULL)).to.equal(true);
    expect(mayBeAccepted(booked, quote('x'))).to.equal(false);
  });

  it('may or may not count an item that is in error for itself', () => {
    const items = ['x', 'x', 'x'];
    const body = quote(...items);
    const odd = whole('C2', {
      items,
      edit: {
        orderedItem: [
          { '@type': 'OrderItem', position: 0, orderedItem: opportunityIri('x') },
          { '@type': 'OrderItem', position: 1, orderedItem: opportunityIri('x'), acceptedOffer: offerIri('x') },
          { '@type': 'OrderItem', position: 2, orderedItem: opportunityIri('x'), acceptedOffer: offerIri('x') },
        ],
      },
    });
    const errors = (types: readonly (string | undefined)[]) =>
      answer(409, {
        '@type': 'OrderQuote',
        orderedItem: types.map((type, position) => ({ position, ...(type ? { error: [{ '@type': type }] } : {}) })),
      });
    expect(answered(two, body, errors([undefined, undefined, undefined]))).to.equal(undefined);
    expect(answered(two, odd, errors(['IncompleteOrderItemError', undefined, undefined]))).to.not.equal(undefined);
    expect(answered(two, odd, errors(['IncompleteOrderItemError', undefined, SHORT]))).to.not.equal(undefined);
    expect(answered(two, odd, errors([undefined, undefined, SHORT]))).to.equal(undefined);
  });

  it('may be refused as a whole at P and B, with one error or on the items', () => {
    const request = whole('B', { items: five, payment: PAID });
    expect(answered(two, request, refusal(SHORT))).to.not.equal(undefined);
    expect(answered(two, request, refusal('UnableToProcessOrderItemError'))).to.not.equal(undefined);
    expect(answered(two, request, itemErrorAnswer(5, [2, 3, 4], SHORT))).to.not.equal(undefined);
    expect(mayBeAccepted(two, request)).to.equal(false);
  });

  it('may be left out of the total that P and B are held to, but not by a booking of the rest', () => {
    const request = whole('B', { items: ['x', 'x', 'x'], payment: PAID });
    expect(answered(two, request, refusal('TotalPaymentDueMismatchError'))).to.not.equal(undefined);
    expect(answered(two, request, answer(201, { '@type': 'Order' }))).to.equal(undefined);
    const sound = whole('B', { items: ['x', 'x'], payment: PAID });
    expect(answered(two, sound, refusal('TotalPaymentDueMismatchError'))).to.equal(undefined);
  });

  it('are nobody’s fault where spaces are not known', () => {
    const unknown: Situation = { ...two, world: { orders: {}, spaces: {} } };
    expect(mayBeAccepted(unknown, quote(...five))).to.equal(true);
    expect(reasons(unknown, quote(...five))).to.include('items/within-capacity');
  });
});

describe('an item', () => {
  const start = place({
    x: {},
    y: {},
    begun: { startsIn: 0 },
    over: { startsIn: -2 * HOUR },
    off: { opportunity: { eventStatus: 'https://schema.org/EventCancelled' } },
    'not yet': { startsIn: 48 * HOUR, offer: { validFromBeforeStartDate: 'P1D' } },
    open: { startsIn: 12 * HOUR, offer: { validFromBeforeStartDate: 'P1D' } },
    unavailable: { offer: { openBookingInAdvance: 'https://openactive.io/Unavailable' } },
    required: { prepayment: 'Required' },
    later: { prepayment: 'Unavailable' },
  });
  const pair = (opportunity: string | undefined, offer: string | undefined) =>
    whole('C2', {
      items: ['x'],
      edit: {
        orderedItem: [
          {
            '@type': 'OrderItem',
            position: 0,
            ...(opportunity === undefined ? {} : { orderedItem: opportunity }),
            ...(offer === undefined ? {} : { acceptedOffer: offer }),
          },
        ],
      },
    });
  const admits = (request: ReturnType<typeof pair>, type: string): boolean =>
    answered(
      start,
      request,
      answer(409, { '@type': 'OrderQuote', orderedItem: [{ position: 0, error: [{ '@type': type }] }] }),
    ) !== undefined;

  const ERRORS: readonly (readonly [string, ReturnType<typeof pair>, right: readonly string[], wrong: string])[] = [
    ['without an offer', pair(opportunityIri('x'), undefined), ['IncompleteOrderItemError'], 'UnknownOfferError'],
    ['without an opportunity', pair(undefined, offerIri('x')), ['IncompleteOrderItemError'], 'UnknownOpportunityError'],
    [
      'with an empty opportunity',
      pair('', '#offer'),
      ['IncompleteOrderItemError', 'UnknownOpportunityError'],
      'OpportunityIsInConflictError',
    ],
    [
      'with an unknown opportunity',
      pair('urn:nothing', offerIri('x')),
      ['UnknownOpportunityError', 'InvalidOpportunityOrOfferIdError', 'UnacceptableOfferError'],
      'OpportunityIsInConflictError',
    ],
    [
      'with an unknown offer',
      pair(opportunityIri('x'), 'urn:nothing'),
      ['UnknownOfferError', 'InvalidOpportunityOrOfferIdError'],
      'UnknownOpportunityError',
    ],
    [
      'with an offer of another opportunity',
      pair(opportunityIri('x'), offerIri('y')),
      ['UnacceptableOfferError'],
      'UnknownOpportunityError',
    ],
    ['that is over', quote('over'), ['OpportunityOfferPairNotBookableError'], 'UnknownOpportunityError'],
    ['that was called off', quote('off'), ['OpportunityOfferPairNotBookableError'], FULL],
    ['before its booking opens', quote('not yet'), ['OpportunityOfferPairNotBookableError'], FULL],
    ['not to be booked in advance', quote('unavailable'), ['OpportunityOfferPairNotBookableError'], FULL],
  ];

  for (const [name, request, right, wrong] of ERRORS) {
    it(`${name} is refused by an error that says so`, () => {
      expect(mayBeAccepted(start, request)).to.equal(false);
      for (const type of right) expect(admits(request, type), type).to.equal(true);
      expect(admits(request, wrong), wrong).to.equal(false);
    });
  }

  it('whose days alone are published is over or not yet open only where it is so everywhere', () => {
    const onDay = (days: number, offer = {}) => {
      const date = new Date(NOW + days * 24 * HOUR).toISOString().slice(0, 10);
      return { opportunity: { startDate: date, endDate: date }, offer };
    };
    const opens = { validFromBeforeStartDate: 'P1D' };
    const days = place({ past: onDay(-4), yesterday: onDay(-1), soon: onDay(2, opens), later: onDay(5, opens) });
    expect(mayBeAccepted(days, quote('past'))).to.equal(false);
    expect(mayBeAccepted(days, quote('yesterday'))).to.equal(true);
    expect(reasons(days, quote('yesterday'))).to.include('items/bookable');
    expect(mayBeAccepted(days, quote('soon'))).to.equal(true);
    expect(mayBeAccepted(days, quote('later'))).to.equal(false);
  });

  it('whose offer asks for details of attendees may be refused without them, and only then', () => {
    const requirement = { openBookingFlowRequirement: ['https://openactive.io/OpenBookingAttendeeDetails'] };
    const asking = place({ x: { offer: requirement }, y: {} });
    const errors = (type: string) =>
      answer(409, { '@type': 'OrderQuote', orderedItem: [{ position: 0, error: [{ '@type': type }] }] });
    expect(mayBeAccepted(asking, quote('x'))).to.equal(true);
    expect(answered(asking, quote('x'), errors('IncompleteAttendeeDetailsError'))).to.not.equal(undefined);
    expect(answered(asking, quote('y'), errors('IncompleteAttendeeDetailsError'))).to.equal(undefined);
  });

  it('may be booked once its booking is open', () => {
    expect(reasons(start, quote('open'))).to.deep.equal([]);
  });

  it('that begins now may be booked or not, for clocks differ', () => {
    expect(mayBeAccepted(start, quote('begun'))).to.equal(true);
    expect(reasons(start, quote('begun'))).to.deep.equal(['items/bookable']);
  });

  it('whose booking is about to open may be booked or not', () => {
    const edge = (now: number) =>
      judge(start.world, quote('not yet'), start.ground, now).outcomes.map(({ kind }) => kind);
    expect(edge(NOW + 24 * HOUR - 2 * MINUTE)).to.deep.equal(['refused']);
    expect(edge(NOW + 24 * HOUR)).to.deep.equal(['accepted', 'refused']);
    expect(edge(NOW + 24 * HOUR + 2 * MINUTE)).to.deep.equal(['accepted']);
  });

  it('without a fault has no error', () => {
    expect(admits(quote('x'), FULL)).to.equal(false);
  });

  it('of priced Required beside priced Unavailable may be in conflict', () => {
    const request = quote('required', 'later');
    expect(mayBeAccepted(start, request)).to.equal(true);
    expect(answered(start, request, itemErrorAnswer(2, [0, 1], 'OpportunityIsInConflictError'))).to.not.equal(
      undefined,
    );
    const calm = quote('required', 'x');
    expect(answered(start, calm, itemErrorAnswer(2, [0, 1], 'OpportunityIsInConflictError'))).to.equal(undefined);
  });

  it('in conflict need not be in excess of the spaces too', () => {
    const mixed = place({ required: { spaces: 0 }, later: { prepayment: 'Unavailable' } });
    const request = quote('required', 'later');
    const conflict = itemErrorAnswer(2, [0, 1], 'OpportunityIsInConflictError');
    expect(answered(mixed, request, conflict)).to.not.equal(undefined);
    expect(answered(mixed, request, itemErrorAnswer(2, [0], FULL))).to.not.equal(undefined);
    expect(answered(mixed, request, itemErrorAnswer(2, [1], 'OpportunityIsInConflictError'))).to.equal(undefined);
  });

  it('that is unknown where the open feeds are not known whole may exist', () => {
    const partial: Situation = {
      ...start,
      ground: { ...start.ground, openData: { ...start.ground.openData, complete: false } },
    };
    expect(mayBeAccepted(partial, quote('nowhere'))).to.equal(true);
    expect(judged(partial, quote('nowhere')).outcomes.length).to.be.greaterThan(1);
    const type = 'IncompleteAttendeeDetailsError';
    expect(answered(partial, quote('nowhere'), itemErrorAnswer(1, [0], type))).to.not.equal(undefined);
    expect(answered(start, quote('nowhere'), itemErrorAnswer(1, [0], type))).to.equal(undefined);
    expect(answered(partial, quote('x'), itemErrorAnswer(1, [0], type))).to.equal(undefined);
  });

  it('without a position of its own may be refused', () => {
    const items = (positions: readonly (number | undefined)[]) =>
      positions.map((position) => ({
        '@type': 'OrderItem',
        acceptedOffer: offerIri('x'),
        orderedItem: opportunityIri('x'),
        ...(position !== undefined && { position }),
      }));
    const quoted = (positions: readonly (number | undefined)[]) =>
      whole('C2', { items: [], edit: { orderedItem: items(positions) } });
    for (const positions of [[undefined], [0, 0]]) {
      expect(mayBeAccepted(start, quoted(positions))).to.equal(true);
      expect(reasons(start, quoted(positions))).to.include('calls/sound-values');
    }
    expect(reasons(start, quoted([0]))).to.not.include('calls/sound-values');
  });
});
