import { canonical, get, getString } from '../protocol/json.ts';
import { detailsText } from './details.ts';
import { once } from './once.ts';
import type { CallRequest } from './request.ts';
import type { Content, OrderRecord } from './world.ts';

/** What a whole P or B asks for, in the parts by which a repeat is known (#order-creation-b: same items, same customer). */
export const contentOf = once((request: CallRequest): Content => {
  const items = request.lines.map(({ opportunity, offer }) => `${opportunity ?? ''} ${offer ?? ''}`).sort();
  const rest = Object.entries(request.body ?? {}).filter(([key]) => key !== 'customer' && key !== 'orderedItem');
  return {
    items: items.join('\n'),
    customer: canonical(get(request.body, 'customer')),
    details: detailsText(request.lines),
    rest: canonical(Object.fromEntries(rest)),
  };
});

/** Who a customer is: the e-mail address says so, and what else is said of a customer need not be supported. */
function identified(customer: string): string {
  const value: unknown = customer === canonical(undefined) ? undefined : JSON.parse(customer);
  const email = getString(value, 'email');
  return email === undefined || email === '' ? customer : canonical([getString(value, '@type') ?? '', email]);
}

/**
 * How a request compares with the one that made the order: `similar`, the same items and customer, but something else
 * is different, or something that is said of the customer. Undefined where there is nothing to compare with.
 */
export function compareContent(
  request: CallRequest,
  record: OrderRecord,
): 'same' | 'similar' | 'different' | undefined {
  const { content } = record;
  if (content === undefined || request.body === undefined) return undefined;
  if (request.minimal) {
    const sameVersion = request.version === record.versions.at(-1);
    if (!sameVersion) return 'different';
    return get(request.body, 'payment') === undefined ? 'same' : 'similar';
  }
  const asked = contentOf(request);
  if (asked.items !== content.items) return 'different';
  const sameCustomer = identified(asked.customer) === identified(content.customer);
  // At C1 there is no customer to compare.
  if (!sameCustomer && request.call !== 'C1') return 'different';
  const sameWords = request.call === 'C1' || asked.customer === content.customer;
  return sameWords && asked.rest === content.rest && asked.details === content.details ? 'same' : 'similar';
}
