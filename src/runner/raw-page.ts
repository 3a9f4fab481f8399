import { get, getArray, getString } from '../protocol/json.ts';
import type { RpdeItem, RpdePage } from '../protocol/rpde.ts';
import type { FeedPage } from '../target/index.ts';

/** A page as it came: `next` and `state` are judged as they are, not as they could be understood. */
export function rawPage(page: FeedPage): RpdePage {
  const { answer } = page.exchange;
  const body = answer.kind === 'response' && answer.body.kind === 'json' ? answer.body.value : undefined;
  const raw = getArray(body, 'items');
  const understood = new Map(page.items.map((item) => [item.position, item]));
  const items = raw.map((item, position): RpdeItem => {
    const known = understood.get(position);
    return {
      id: known?.id ?? '',
      modified: known?.modified,
      state: getString(item, 'state'),
      kind: getString(item, 'kind'),
      data: get(item, 'data'),
    };
  });
  return { url: page.url, next: getString(body, 'next'), license: getString(body, 'license'), items };
}
