import type { Variation } from '../catalogue.ts';
import { CHECKING_VARIATIONS } from './checking.ts';
import { DETAILS_VARIATIONS } from './details.ts';
import { FEED_VARIATIONS } from './feeds.ts';
import { ITEM_VARIATIONS } from './items.ts';
import { LEASING_VARIATIONS } from './leasing.ts';
import { LIFECYCLE_VARIATIONS } from './lifecycle.ts';
import { MALFORMED_VARIATIONS } from './malformed.ts';
import { OPPORTUNITY_VARIATIONS } from './opportunities.ts';
import { PAYMENT_VARIATIONS } from './payment.ts';
import { REFLECTION_VARIATIONS } from './reflection.ts';
import { VALUE_VARIATIONS } from './values.ts';

/** Lawful ways in which honest booking systems differ from the embedded one. */
export const VARIATIONS: readonly Variation[] = [
  ...CHECKING_VARIATIONS,
  ...MALFORMED_VARIATIONS,
  ...LIFECYCLE_VARIATIONS,
  ...LEASING_VARIATIONS,
  ...PAYMENT_VARIATIONS,
  ...REFLECTION_VARIATIONS,
  ...ITEM_VARIATIONS,
  ...VALUE_VARIATIONS,
  ...FEED_VARIATIONS,
  ...OPPORTUNITY_VARIATIONS,
  ...DETAILS_VARIATIONS,
];

/** Whether one system can have all of these variations at once. */
export const compatible = (ids: readonly string[]): boolean =>
  VARIATIONS.every(({ id, excludes = [] }) => !ids.includes(id) || !excludes.some((other) => ids.includes(other)));
