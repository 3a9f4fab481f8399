import type { Json } from './json.ts';

/** An item of an RPDE feed, as far as it could be read. */
export interface RpdeItem {
  readonly id: string;
  /** As the feed gives it: a number, or a text of digits too long for one. */
  readonly modified: string | number | undefined;
  readonly state: string | undefined;
  readonly kind: string | undefined;
  readonly data: Json | undefined;
}

/** A page of an RPDE feed (#realtime-paged-data-exchange-1-0). */
export interface RpdePage {
  readonly url: string;
  readonly items: readonly RpdeItem[];
  readonly next: string | undefined;
  readonly license: string | undefined;
}

/**
 * So many pages in a row without items, each naming another as the next, are no way to a feed's end any more. A few are:
 * items may be filtered out of the stream.
 */
export const ENDLESS_EMPTY_PAGES = 4;
