/**
 * Amounts of money as numbers of pennies. Prices come as JSON numbers such as 0.1, which binary floating point
 * cannot hold: rounding to millionths of the currency first gives every price of up to four decimals exactly.
 */
export type Pennies = number;

/** `12.5` (pounds) as 1250 pennies; parts of a penny are kept (0.128 is 12.8). */
export const pennies = (amount: number): Pennies => Math.round(amount * 1e6) / 1e4;

/** 1250 pennies as the JSON number `12.5`. */
export const amount = (value: Pennies): number => Math.round(value) / 100;

/** For people: 1250 pennies as `12.50`. */
export const showPennies = (value: Pennies): string => (value / 100).toFixed(Number.isInteger(value) ? 2 : 4);

/** An amount in JSON as pennies: a number, or its text, which the specification recommends for an offer's price. */
export function readAmount(value: unknown): Pennies | undefined {
  const number = typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? pennies(number) : undefined;
}
