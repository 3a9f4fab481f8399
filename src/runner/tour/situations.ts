import {
  ask,
  bare,
  book,
  cancel,
  feed,
  items,
  look,
  need,
  needsApproval,
  scenario,
  whole,
  wrong,
  type Story,
} from './cast.ts';

/** Where the state of the world, and not the request, is why a call has to be refused. */

const bookingOf = (cast: Parameters<Story>[0]) => (needsApproval(cast) ? 'P' : 'B');

/** One space for which two orders compete. */
export const lastSpace: Story = (cast) =>
  scenario(cast, { o1: need(cast, 'BookableOneSpace') }, [
    whole('C2', items('o1', 'o1')),
    whole(bookingOf(cast), items('o1', 'o1')),
    look(),
    whole('C2', items('o1')),
    { ...whole('C2', items('o1')), order: 'b' },
    { ...whole(bookingOf(cast), items('o1')), order: 'b' },
    ...book(cast, items('o1')),
    { ...whole(bookingOf(cast), items('o1')), order: 'b' },
    ask('o1'),
    cancel([0]),
    look(),
    ask('o1'),
  ]);

/** More items than there are spaces, and what is left of those that there are. */
export const tooMany: Story = (cast) =>
  scenario(cast, { o1: need(cast, 'BookableFiveSpaces') }, [
    whole('C1', items(...Array.from({ length: 6 }, () => 'o1'))),
    whole('C2', items('o1', 'o1', 'o1')),
    { ...whole('C2', items('o1', 'o1', 'o1')), order: 'b' },
    look(),
    bare('delete-quote'),
    { ...whole('C2', items('o1', 'o1', 'o1')), order: 'b' },
    look(),
  ]);

/** What nobody can book, by itself and beside something that can be. */
const unbookable =
  (criteria: 'BookableInPast' | 'BookableNoSpaces' | 'BookableOutsideValidFromBeforeStartDate'): Story =>
  (cast) =>
    scenario(cast, { o1: need(cast), o2: need(cast, criteria) }, [
      whole('C1', items('o2')),
      whole('C2', items('o1', 'o2')),
      whole(bookingOf(cast), items('o2')),
      whole(bookingOf(cast), items('o1', 'o2')),
      look('o1'),
    ]);
export const inPast = unbookable('BookableInPast');
export const noSpaces = unbookable('BookableNoSpaces');
export const notYetOpen = unbookable('BookableOutsideValidFromBeforeStartDate');

/** What needs details, at each call without one of them, with wrong ones, and with the right ones. */
const detailed =
  (criteria: 'BookableAttendeeDetails' | 'BookableAdditionalDetails', ...kinds: readonly string[]): Story =>
  (cast) => {
    const call = bookingOf(cast);
    const faults = (name: 'C2' | 'P' | 'B') => kinds.map((kind) => wrong(whole(name, items('o1')), { kind, item: 0 }));
    return scenario(cast, { o1: need(cast, criteria), o2: need(cast) }, [
      whole('C1', items('o1', 'o2')),
      ...faults('C2'),
      wrong(whole('C2', items('o2', 'o1')), { kind: kinds[0] ?? '', item: 1 }),
      whole('C2', items('o1')),
      ...faults(call),
      ...book(cast, items('o1')),
      look(),
      feed(),
    ]);
  };
export const attendees = detailed('BookableAttendeeDetails', 'omit-attendee', 'omit-attendee-detail');
export const intakeForms = detailed(
  'BookableAdditionalDetails',
  'omit-intake-response',
  'omit-intake-responses',
  'wrong-intake-responses',
);

/** What cannot be cancelled, by itself and beside something that can be: nothing is cancelled. */
const fixed =
  (criteria: 'BookableNotCancellable' | 'BookableCancellableOutsideWindow'): Story =>
  (cast) =>
    cast.settings.prepayment !== 'Required'
      ? undefined
      : scenario(cast, { o1: need(cast), o2: need(cast, criteria) }, [
          ...book(cast, items('o1', 'o2')),
          cancel([1]),
          cancel([0, 1]),
          look('o1'),
          feed(),
          cancel([0]),
          look('o1'),
          feed(),
        ]);
export const notCancellable = fixed('BookableNotCancellable');
export const tooLateToCancel = fixed('BookableCancellableOutsideWindow');

/** The same UUID for something else. */
export const otherContent: Story = (cast) =>
  scenario(cast, { o1: need(cast) }, [
    ...book(cast, items('o1')),
    whole('C2', items('o1', 'o1')),
    whole('C1', items('o1', 'o1')),
    ...(needsApproval(cast) ? [whole('P', items('o1', 'o1'))] : [whole('B', items('o1', 'o1'))]),
    look(),
    bare('status'),
    cancel([0]),
    look(),
  ]);

/** Items of two sellers in one order, and items that are paid in different ways, whether or not these go together. */
export const oddCompany: Story = (cast) =>
  cast.settings.prepayment === 'Required'
    ? scenario(
        cast,
        {
          o1: need(cast),
          o2: need(cast, 'BookableNonFreePrepaymentUnavailable'),
          o4: need(cast, 'BookableNonFreePrepaymentOptional'),
          ...(cast.sellers.includes('secondary') ? { o3: need(cast, undefined, 'secondary') } : {}),
        },
        [
          ...(cast.sellers.includes('secondary')
            ? [whole('C1', items('o1', 'o3')), whole('C2', items('o1', 'o3')), whole('C2', items('o3'))]
            : []),
          whole('C1', items('o1', 'o2')),
          whole('C2', items('o1', 'o2')),
          look(),
          whole('C2', items('o4', 'o1')),
          whole('C1', items('o2', 'o4')),
        ],
      )
    : undefined;

/** The same item twice, and several that differ: totals add up. */
export const severalItems: Story = (cast) =>
  scenario(
    cast,
    {
      o1: need(cast),
      o2: need(cast),
      ...(cast.sellers.includes('secondary') ? { o3: need(cast, undefined, 'secondary') } : {}),
    },
    [
      whole('C1', items('o1', 'o1', 'o2')),
      whole('C2', items('o1', 'o1', 'o2')),
      look(),
      ...book(cast, items('o1', 'o1', 'o2')),
      look(),
      ...(cast.sellers.includes('secondary')
        ? [{ ...whole('C2', items('o3', 'o3')), order: 'b' }, ...book(cast, items('o3', 'o3')).map(inOrderB)]
        : []),
      cancel([1]),
      look(),
      feed(),
    ],
  );

const inOrderB = <S extends object>(step: S): S => ('order' in step ? { ...step, order: 'b' } : step);
