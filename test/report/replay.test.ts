import { execFileSync } from 'node:child_process';
import { expect } from 'chai';
import { exchangeText, inkFor, replayText } from '../../src/report/index.ts';
import { exchange as sent, finding } from './sample.ts';

const ink = inkFor(false);
const exchange = { ...sent, step: 'B of order a by primary: 1 item' };

/** What a shell would call curl with, an argument a line. */
const shellArguments = (text: string) =>
  execFileSync('sh', ['-c', `curl() { for word in "$@"; do printf '%s\\0' "$word"; done; }\n${text}`], {
    encoding: 'utf8',
  })
    .split('\0')
    .slice(0, -1);

describe('a replay on the terminal', () => {
  it('gives each request as a line of curl that a shell reads as it was sent', () => {
    const command = exchangeText(exchange, 1, ink).split('\n→')[0]!.replace(/^.*\n/, '');
    const words = shellArguments(command);
    expect(words.slice(0, 6)).to.deep.equal([
      '--globoff',
      '-X',
      'PUT',
      'http://127.0.0.1:5000/api/orders/1',
      '-H',
      'Content-Type: application/json',
    ]);
    expect(JSON.parse(words[7]!)).to.deep.equal(exchange.requestBody);
    expect(command).not.to.include('\u202e');
  });

  it('shows what came back, or why nothing did', () => {
    expect(exchangeText(exchange, 1, ink)).to.include('→ 201\n{\n  "@type": "Order"\n}');
    const { step, method, url, headers } = exchange;
    expect(exchangeText({ step, method, url, headers, noAnswer: 'timed\u001b[1m out' }, 1, ink)).to.match(
      /→ no answer: timed out$/,
    );
  });

  it('shows what the model admitted, what was broken, and the verdict last', () => {
    const { rule, call, expected, found, conversation } = finding();
    const text = replayText(
      {
        target: 'http://127.0.0.1:5000/',
        verdict: 'reproduced',
        reason: 'looked for: broker-role/agent-customer-required at B',
        breaches: [{ rule, call, expected, found }],
        conversation,
        exchanges: [exchange],
      },
      ink,
    );
    expect(text).to.match(/^target: +http:\/\/127\.0\.0\.1:5000\/\n/);
    expect(text).to.include('\nExchange 1: B of order a by primary: 1 item\ncurl ');
    expect(text).to.include('answer: 201 Order\n     admitted: refused\n');
    expect(text).to.include('expected: refused with 400 IncompleteCustomerDetailsError');
    expect(text).to.match(/\nreproduced: looked for: broker-role\/agent-customer-required at B\n$/);
  });

  it('cuts the bodies of answers unless they are wanted whole, and leaves the exchanges out where it is to be quiet', () => {
    const long = { ...exchange, responseBody: { text: 'x'.repeat(5_000) } };
    const result = {
      target: 'http://127.0.0.1:5000/',
      verdict: 'not reproduced',
      reason: 'looked for: any rule broken',
      breaches: [],
      conversation: finding().conversation,
      exchanges: [long],
    } as const;
    expect(replayText(result, ink)).to.include('characters in all)');
    expect(replayText(result, ink, { whole: true })).to.include('x'.repeat(5_000));
    const quiet = replayText(result, ink, { quiet: true });
    expect(quiet).not.to.include('curl');
    expect(quiet).to.match(/answer: 201 Order[^]*not reproduced: looked for: any rule broken\n$/);
  });
});
