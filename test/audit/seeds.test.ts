import { existsSync } from 'node:fs';
import { readdirSync, readFileSync } from 'node:fs';
import { expect } from 'chai';
import { sourcesOf } from '../../src/audit/sources.ts';
import { audit, broken, withFile } from './kit.ts';

/**
 * Whole conversations with real booking systems, as the Test Suite wrote them down. They stand beside the repository, not
 * in it; every rule that fires here has a test of its own on other data (test/oracle/rules).
 */
const SHARED = new URL('../../../shared/', import.meta.url);
const folder = (name: string): string => new URL(`${name}/`, SHARED).pathname;

const reports = existsSync(folder('seeds'))
  ? readdirSync(folder('seeds'))
      .map((name) => `${folder('seeds')}${name}`)
      .filter((file) => readFileSync(file, 'utf8').includes('Response status code:'))
  : [];

/** What is wrong in the report that says "21 passed with 0 failures". */
const WRONG = [
  'feeds/items-whole at order-proposals feed',
  'feeds/prepayment-as-answered at order-proposals feed',
  'feeds/tax-as-answered at order-proposals feed',
  'prepayment/payment-reflected at B',
  ...['B', 'C1', 'C2', 'P'].map((call) => `shape/opportunity-as-published at ${call}`),
  ...['B', 'C1', 'C2', 'P'].map((call) => `totals/tax-amount at ${call}`),
];

const TAX = `{ "@type": "TaxChargeSpecification", "name": "VAT at 20%", "price": 0.11, "priceCurrency": "GBP", "rate": 0.2 }`;
const OFFER = `"allowCustomerCancellationFullRefund": false,
          "latestCancellationBeforeStartDate": "P1D",
          "openBookingPrepayment": "https://openactive.io/Optional",
          "validFromBeforeStartDate": "P2DT13H6M",`;

/** The same report with its faults mended, one by one. */
function mended(report: string): string {
  const [before = '', feed = '', after = ''] = report.split(
    /(?="state": "updated",\n {2}"kind": "Order")|(?=\n✅ OrderProposal Feed Update \(after Simulate Seller Approval\) >>)/,
  );
  const whole = (text: string) =>
    text
      .replaceAll('"price": 0.128', '"price": 0.11')
      .replaceAll('"name": "Fresh Running"', '"name": "GOLDEN: Fresh Running"')
      .replaceAll('https://example.com/events/', 'https://www.example.com/sessions/')
      .replaceAll('6bdea630-ad22-4e58-98a3-bca26ee3f1da', '72ddb2dc-7d75-424e-880a-d90eabe91381');
  const shown = feed
    .replace('openactive.io/Required', 'openactive.io/Optional')
    .replace('"totalPaymentDue"', `"totalPaymentTax": [${TAX}],\n    "totalPaymentDue"`)
    .replace('"price": 0.64,', `${OFFER}\n          "price": 0.64,`)
    .replace('"orderedItem": "http', `"unitTaxSpecification": [${TAX}],\n        "orderedItem": "http`);
  const paid = whole(after).replace(
    '"@type": "Order",\n  "@id"',
    '"@type": "Order",\n  "payment": { "@type": "Payment", "identifier": "WWPqVBlfEs" },\n  "@id"',
  );
  return `${whole(before)}${shown}${paid}`;
}

describe('Recordings of real systems', () => {
  for (const file of reports) {
    it('hold what the Test Suite passed and is wrong all the same, and nothing else', async () => {
      const result = await audit([file]);
      expect(broken(result)).to.deep.equal([...WRONG].sort());
      expect(result.findings.every(({ sliceComplete }) => sliceComplete)).to.equal(true);
      expect(result.findings.every(({ kind }) => kind === 'breaks the specification')).to.equal(true);
    });

    it('have nothing wrong once their faults are mended', async () => {
      const result = await withFile('mended.txt', mended(readFileSync(file, 'utf8')), async (path) => audit([path]));
      expect(result.recordings[0]?.exchanges).to.equal(14);
      expect(broken(result)).to.deep.equal([]);
    });

    it('show no token in what is told of them', async () => {
      const text = JSON.stringify(await audit([file], true));
      expect(text).to.not.include('eyJ');
      expect(text).to.not.include('596.797.9173');
    });
  }

  it('break no other rules than those that were read and held for true', async () => {
    if (!existsSync(folder('recordings'))) return;
    const { files } = await sourcesOf([folder('recordings')]);
    const result = await audit(files);
    expect(result.broken).to.deep.equal([]);
    const rules = [...new Set(result.findings.map(({ rule }) => rule.id))].sort();
    expect(rules).to.deep.equal([...new Set(WRONG.map((each) => each.split(' ')[0] ?? ''))].sort());
  });
});
