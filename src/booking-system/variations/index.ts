import type { Variation } from '../catalogue.ts';
import { CHECKING_VARIATIONS } from './checking.ts';
import { FEED_VARIATIONS } from './feeds.ts';
import { LEASING_VARIATIONS } from './leasing.ts';

export const VARIATIONS: readonly Variation[] = [...CHECKING_VARIATIONS, ...LEASING_VARIATIONS, ...FEED_VARIATIONS];

/** Whether one system can have all of these variations at once. */
export const compatible = (ids: readonly string[]): boolean =>
  VARIATIONS.every(({ id, excludes = [] }) => !ids.includes(id) || !excludes.some((other) => ids.includes(other)));
