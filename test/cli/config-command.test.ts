import { writeFile } from 'node:fs/promises';
import { expect } from 'chai';
import type { Explanation } from '../../src/cli/explain.ts';
import { run, temporaryDirectory } from './harness.ts';
import { DEFAULTS } from './configuration-samples.ts';

describe('config', () => {
  const { path } = temporaryDirectory();
  const explained = async (content: object): Promise<Explanation> => {
    await writeFile(path('dev.json'), JSON.stringify(content));
    const { stdout } = await run(['config', '--explain', '--json', '--config', path('dev.json')]);
    return JSON.parse(stdout) as Explanation;
  };

  it('--explain shows what was understood, and what has no meaning here with the reason, and no secret', async () => {
    await writeFile(path('dev.json'), JSON.stringify(DEFAULTS));
    const { code, stdout } = await run(['config', '--explain', '--config', path('dev.json')]);
    expect(code).to.equal(0);
    expect(stdout).to.match(/target: https:\/\/booking\.test\/openactive\n {2}named as a test system: not said/);
    expect(stdout).to.include('secondary booking partner: the client two');
    expect(stdout).to.include(
      'primary seller: https://booking.test/sellers/1 (tax mode not said), by the log-in of test1, or one that is kept',
    );
    expect(stdout).to.include('opportunities come from: the open feeds (useRandomOpportunities)');
    expect(stdout).to.match(
      /without a meaning here\n(.*\n)* {2}broker\.bookingPartners\.acme: only "primary" and "secondary" book/,
    );
    expect(stdout).to.include('integrationTests.generateConformanceCertificate: no certificates are made');
    for (const secret of ['secret', 'token\n', 'p1', 'p2'])
      expect(stdout, secret).not.to.match(new RegExp(`\\b${secret}\\b(?! beside)`));
  });

  it('says what each feature switches', async () => {
    const { features } = await explained({
      integrationTests: {
        implementedFeatures: { 'reseller-broker': false, 'agent-broker': false, 'named-leasing': true },
      },
    });
    const of = (name: string) => features.find((feature) => feature.name === name)!;
    expect(of('reseller-broker')).to.deep.include({
      said: 'not implemented',
      generators: ['ResellerBroker'],
      effect: 'ResellerBroker left out',
    });
    expect(of('agent-broker').effect).to.match(/^it is required: it is tested all the same/);
    expect(of('named-leasing')).to.deep.include({ said: 'implemented', effect: 'tested' });
    expect(of('named-leasing').rules).not.to.deep.equal([]);
    expect(of('offer-overrides')).to.deep.include({ said: 'nothing', effect: 'no rule yet' });
  });

  it('by itself says only whether all is well', async () => {
    await writeFile(path('dev.json'), '{"brokers": {}}');
    const wrong = await run(['config', '--config', path('dev.json')]);
    expect(wrong).to.deep.include({ code: 2, stdout: '' });
    expect(wrong.stderr).to.match(/dev\.json: brokers: there is no such field\. Did you mean "broker"\?\n$/);
    await writeFile(path('dev.json'), JSON.stringify(DEFAULTS));
    expect((await run(['config', '--config', path('dev.json')])).stdout).to.match(/dev\.json: well\n$/);
  });

  it('by itself says what "check" would lack', async () => {
    await writeFile(path('dev.json'), '{"broker": {"datasetSiteUrl": "https://booking.test/"}}');
    const lacking = await run(['config', '--config', path('dev.json')]);
    expect(lacking).to.deep.include({ code: 2, stdout: '' });
    expect(lacking.stderr).to.match(/dev\.json: expected sellers\.primary.*examples\/configuration\.yaml shows one\n$/);
    await writeFile(path('dev.json'), '{"sellers": {"primary": {"@id": "https://booking.test/1"}}}');
    const { stdout } = await run(['config', '--config', path('dev.json')]);
    expect(stdout).to.match(/dev\.json: well, with a TARGET beside it/);
  });
});
