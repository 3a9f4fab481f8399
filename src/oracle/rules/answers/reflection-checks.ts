import { get, getString, isObject, typeOf, type JsonObject } from '../../../protocol/json.ts';
import { BROKER_ROLES, termOf } from '../../../protocol/vocabulary.ts';
import { expect, notApplicable, PASSED, violated } from '../../rule.ts';
import { given, ofNewOrder, ofOrder, show, type Sight } from './sight.ts';

/** Longer texts may be more than a booking system stores. */
const LONGEST_TEXT = 100;
const PLAIN_TEXT = /^[ -~]*$/;
const UNPRINTABLE = /\p{Cc}|\p{Cs}/u;

/** A text that any booking system can give back as it was sent; undefined for anything else. */
export function soundText(value: unknown): string | undefined {
  if (typeof value !== 'string' || value.length > LONGEST_TEXT || value.trim() === '') return undefined;
  return PLAIN_TEXT.test(value) || !UNPRINTABLE.test(value) ? value : undefined;
}

/** Two texts that are the same to a reader, whatever form of Unicode they are in. */
export const alike = (sent: string, shown: string | undefined): boolean =>
  sent === shown || sent.normalize('NFC').trim() === shown?.normalize('NFC').trim();

/** A text that was sent; undefined where a repeated call differs in it from the first, so that either may come back. */
function sentText(sight: Sight, read: (body: JsonObject | undefined) => unknown): string | undefined {
  const sent = soundText(read(sight.sent));
  return sight.repeat && sent !== read(sight.first) ? undefined : sent;
}

const NOT_SENT = notApplicable('the request holds none that has to come back');

export const brokerRoleReflected = ofOrder((order, sight) => {
  const sent = sentText(sight, (body) => get(body, 'brokerRole'));
  const role = termOf(sent, BROKER_ROLES);
  if (role === undefined) return NOT_SENT;
  const shown = given(order, 'brokerRole');
  return expect(termOf(shown, BROKER_ROLES) === role, `brokerRole ${role}`, show(shown));
});

export const brokerNameReflected = ofOrder((order, sight) => {
  const name = sentText(sight, (body) => {
    const broker = given(body, 'broker');
    return typeOf(broker) === 'Organization' ? get(broker, 'name') : undefined;
  });
  const role = termOf(given(sight.sent, 'brokerRole'), BROKER_ROLES);
  if (name === undefined || role === undefined || role === 'NoBroker') return NOT_SENT;
  const shown = getString(given(order, 'broker'), 'name');
  return expect(alike(name, shown), `broker.name ${show(name)}`, show(shown));
});

const customerOf = (body: JsonObject | undefined): JsonObject | undefined => {
  const customer = given(body, 'customer');
  return isObject(customer) && ['Person', 'Organization'].includes(typeOf(customer) ?? '') ? customer : undefined;
};

export const customerEmailReflected = ofOrder((order, sight, { ground }) => {
  const email = sentText(sight, (body) => get(customerOf(body), 'email'));
  if (email === undefined) return NOT_SENT;
  const customer = given(order, 'customer');
  const reseller = termOf(given(sight.sent, 'brokerRole'), BROKER_ROLES) === 'ResellerBroker';
  if (customer === undefined && reseller && !ground.strict)
    return notApplicable('a ResellerBroker’s customer is optional');
  const shown = getString(customer, 'email');
  // Addresses are compared without regard to case, as mail systems do.
  return expect(alike(email.toLowerCase(), shown?.toLowerCase()), `customer.email ${show(email)}`, show(shown));
});

/** What JSON-LD may add to any object. */
const OF_JSON_LD: readonly string[] = ['@type', '@context', '@id'];

/** The properties of a person or an organisation in an answer that were not sent. */
export const added = (shown: JsonObject, sent: JsonObject): readonly string[] =>
  Object.keys(shown).filter((key) => {
    const value = given(shown, key);
    const says = value !== undefined && value !== '' && !OF_JSON_LD.includes(key) && !/^[a-z]+:/i.test(key);
    return says && !Object.hasOwn(sent, key);
  });

export const customerNothingAdded = ofOrder((order, sight) => {
  const sent = customerOf(sight.sent);
  const shown = given(order, 'customer');
  if (sent === undefined || !isObject(shown)) return NOT_SENT;
  const source = sight.repeat ? { ...customerOf(sight.first), ...sent } : sent;
  const [extra] = added(shown, source);
  if (extra !== undefined)
    return violated('a customer with nothing but what was sent', `${extra} ${show(get(shown, extra))}`);
  for (const key of ['givenName', 'familyName', 'name']) {
    const text = sentText(sight, (body) => get(customerOf(body), key));
    const back = getString(shown, key);
    if (text !== undefined && back !== undefined && !alike(text, back))
      return violated(`customer.${key} ${show(text)}`, show(back));
  }
  return PASSED;
});

export const paymentReflected = ofNewOrder((order, { asked }, { request, before, examination }) => {
  const sent = given(request.body, 'payment');
  const identifier = get(sent, 'identifier');
  const sound = typeof identifier === 'number' || soundText(identifier) !== undefined;
  const { prepayment } = examination.machine;
  const taken = prepayment === 'Required' || prepayment === 'Optional';
  // After P with a payment, B may show that one still or the one that it carries itself.
  const twice = request.minimal && before.paid;
  if (!sound || twice || !taken || asked.length === 0 || asked.includes(undefined)) return NOT_SENT;
  const shown = given(order, 'payment');
  if (!isObject(shown)) return violated(`payment with identifier ${show(identifier)}`, show(shown));
  const back = given(shown, 'identifier');
  return expect(String(back) === String(identifier), `payment.identifier ${show(identifier)}`, show(back));
});

export const noPaymentInAnswer = ofNewOrder((order, _sight, { request, before }) => {
  if (get(request.body, 'payment') !== undefined || (request.minimal && before.paid))
    return notApplicable('a payment was sent');
  const shown = given(order, 'payment');
  return expect(shown === undefined, 'no payment', show(shown));
});
