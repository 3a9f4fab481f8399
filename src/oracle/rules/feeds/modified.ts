import type { RpdeItem } from '../../../protocol/rpde.ts';

/** `modified` as a number of any size; undefined where it is none. */
export function modifiedOf({ modified }: RpdeItem): bigint | undefined {
  const text = String(modified ?? '');
  return /^\d+$/.test(text) ? BigInt(text) : undefined;
}
