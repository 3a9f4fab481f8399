import type { CheckpointName } from '../protocol/calls.ts';
import type { PartnerName } from '../protocol/ids.ts';
import { canonical, get, getString, idOf, type JsonObject } from '../protocol/json.ts';
import type { BrokerRole } from '../protocol/vocabulary.ts';
import { reflectBroker, reflectCustomer, reflectPayment } from './bodies/people-bodies.ts';
import { leaseHolder } from './leases.ts';
import { readLines, type Line } from './lines.ts';
import { brokerRoleIn } from './people.ts';
import { totalsOf, type PricedUnit, type Totals } from './pricing.ts';
import type { Given, Seller, Stored } from './records.ts';
import type { System } from './system.ts';

/** Who calls, and on behalf of which seller. */
export interface Caller {
  readonly partner: PartnerName;
  /** The seller that the credentials cover. */
  readonly seller: Seller;
}

/** A C1, C2, P or B as understood, before it is judged. */
export interface Submission {
  readonly call: CheckpointName;
  readonly caller: Caller;
  readonly uuid: string;
  readonly body: JsonObject;
  /** The seller that the body names, if it exists. */
  readonly seller: Seller | undefined;
  readonly role: BrokerRole | undefined;
  /** What this partner has under this UUID already. */
  readonly existing: Stored | undefined;
  /** The name under which this UUID's lease holds spaces. */
  readonly holder: string;
  readonly given: Given;
  readonly lines: readonly Line[];
  readonly totals: Totals;
  /** Equal for the same items and customer. */
  readonly fingerprint: string;
}

function givenIn({ seams }: System, call: CheckpointName, body: JsonObject): Given {
  const brokerRole = getString(body, 'brokerRole');
  const broker = reflectBroker(get(body, 'broker'));
  const customer = !seams.people.keepsCustomer(call) ? undefined : reflectCustomer(get(body, 'customer'));
  const payment = reflectPayment(get(body, 'payment'));
  return {
    ...(brokerRole !== undefined && { brokerRole }),
    ...(broker && { broker }),
    ...(customer && { customer }),
    ...(payment && { payment }),
  };
}

/** The tax on one unit of a line, in pounds; undefined where tax is not calculated. */
export function taxOnLine(system: System, line: Line, given: Given): number | undefined {
  const { pricing } = system.seams;
  if (!line.offer || !line.opportunity) return undefined;
  const { taxMode } = line.opportunity.seller;
  return pricing.calculatesTax(given, taxMode) ? pricing.taxOn(line.offer.price, taxMode) : undefined;
}

function totalsOfLines(system: System, lines: readonly Line[], given: Given, seller: Seller | undefined): Totals {
  const { pricing } = system.seams;
  const units = pricing.countsInQuote(lines).flatMap((line): PricedUnit[] => {
    return line.offer ? [{ offer: line.offer, tax: taxOnLine(system, line, given) }] : [];
  });
  return {
    ...totalsOf(pricing, units, seller?.taxMode ?? 'TaxGross'),
    prepayment: pricing.prepayment(units.map(({ offer }) => offer)),
  };
}

function fingerprintOf(lines: readonly Line[], body: JsonObject): string {
  const items = lines.map(({ opportunityRef, offerRef }) => `${opportunityRef ?? ''} ${offerRef ?? ''}`).sort();
  return `${items.join('\n')}\n${canonical(get(body, 'customer'))}`;
}

/** Reads a C1, C2, P or B; `existing` is what there is under its UUID. */
export function readSubmission(
  system: System,
  call: CheckpointName,
  caller: Caller,
  uuid: string,
  body: JsonObject,
  existing: Stored | undefined,
): Submission {
  const seller = system.sellers.get(idOf(get(body, 'seller')) ?? '');
  const holder = leaseHolder(caller.partner, uuid);
  const given = givenIn(system, call, body);
  const lines = readLines(system, body, { call, holder });
  return {
    call,
    caller,
    uuid,
    body,
    seller,
    role: brokerRoleIn(body),
    existing,
    holder,
    given,
    lines,
    totals: totalsOfLines(system, lines, given, seller),
    fingerprint: fingerprintOf(lines, body),
  };
}
