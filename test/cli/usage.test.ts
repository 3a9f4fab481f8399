import { expect } from 'chai';
import { run, temporaryDirectory } from './harness.ts';

describe('wrong usage', () => {
  const directory = temporaryDirectory();
  const cases: readonly (readonly [string, RegExp])[] = [
    ['check --role Agent', /--role <role>' argument 'Agent'.* AgentBroker, ResellerBroker or NoBroker.*"AgentBroker"/],
    ['check --prepayment required', /--prepayment.*'required'.* Required, Optional, Unavailable or Free.*"Required"/],
    ['check --flow Approval', /--flow.*'Approval'.* OpenBookingSimpleFlow or OpenBookingApprovalFlow/],
    ['check --opportunity-type Session', /--opportunity-type.*'Session'.* ScheduledSession.*"ScheduledSession"/],
    ['check --feature agentbroker', /--feature.*'agentbroker'.*"agent-broker"/],
    ['check --defect no-such', /--defect.*'no-such'.*"defects" lists\.\n$/],
    ['check --defect b-oversell', /"defects" lists\. Did you mean "b-oversells"\?/],
    [
      'check --feature anonymous-leasing',
      /Every campaign puts anonymous-leasing to the test\. --feature .* agent-broker, /,
    ],
    ['check --feature offer-overrides', /No rule serves offer-overrides yet \(see "features"\)\. --feature restricts /],
    ['check --nope 1', /unknown option '--nope'\n$/],
    ['check --seed x', /--seed.*'x'.* whole number from 0 to 2147483647/],
    ['check --time 0', /--time.*'0'.* number of seconds/],
    ['check --runs -1', /--runs.*'-1'.* whole number of at least 1/],
    ['check --requests 1.5', /--requests.*'1\.5'.* whole number/],
    ['check --sed 1', /unknown option '--sed' \(Did you mean --seed\?\)/],
    ['chek', /unknown command 'chek' \(Did you mean check\?\)/],
    ['check a b', /too many arguments/],
    ['replay', /missing required argument 'file'/],
    ['model --format dot', /--format.*'dot'.* mermaid or json\.\n$/],
    ['explore http://127.0.0.1:9/ --to ordered', /--to is about the model alone.* expected no http/],
    ['explore --model-only --defect b-oversells', /--model-only is about the model alone.* expected no --defect/],
    ['explore --to items/within-capcity', /--to items\/within-capcity.* Did you mean "items\/within-capacity"/],
    ['serve --port 99999', /--port.*'99999'.* 0 to 65535/],
    ['check notaurl --out DIR', /TARGET: expected the http or https URL.*, found "notaurl"\n$/],
    ['check ftp://me:secret@x/ --out DIR', /TARGET: .*, found "ftp:\/\/\*\*\*@x\/"\n$/],
    ['check http://127.0.0.1:9/ --out DIR', /sellers\.primary.*examples\/configuration\.yaml/],
    ['check http://127.0.0.1:9/ --defect broker-without-name-accepted --out DIR', /defect.*TARGET/],
    ['check --feature reseller-broker --role NoBroker --out DIR', /nothing is left to test.* no broker role/],
    ['check --config no-such.json --out DIR', /no-such\.json: expected a configuration file/],
  ];
  for (const [line, message] of cases) {
    it(`${line}: one line that says what was expected, and exit code 2`, async () => {
      const { code, stdout, stderr } = await run(line.replace('DIR', directory.path('out')).split(' '));
      expect(stderr)
        .to.match(message)
        .and.to.match(/^open-booking-fuzz: [^\n]+\n$/);
      expect([code, stdout]).to.deep.equal([2, '']);
    });
  }

  it('is not asking for help', async () => {
    const { code, stdout, stderr } = await run(['check', '--help']);
    expect([code, stderr]).to.deep.equal([0, '']);
    expect(stdout).to.include('--opportunity-type <type>');
  });
});
