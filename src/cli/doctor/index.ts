import { connect, systemClock, type Target, type TargetConfig } from '../../target/index.ts';
import { readConfiguration, reachableConfigOf, type Configuration } from '../configuration.ts';
import { openSession, type TargetRequest } from '../session.ts';
import { bookingChecks } from './booking-checks.ts';
import { leftOut, notWell, well, wordsOf, type Checked } from './finding.ts';
import { clockCheck, credentialChecks, encryptionCheck, feedChecks, tokenChecks } from './target-checks.ts';

export type { Checked } from './finding.ts';

/** Tries each thing that a campaign needs, telling of each as it is known. Rejects where the configuration is wrong. */
export async function examineTarget(
  request: TargetRequest,
  tell: (checked: Checked) => void,
): Promise<readonly Checked[]> {
  const all: Checked[] = [];
  const note = (...checked: readonly Checked[]) => {
    for (const one of checked) {
      all.push(one);
      tell(one);
    }
  };
  const configuration = await readConfiguration(request.config, process.env);
  const config = reachableConfigOf(configuration, request.target);
  note(well('configuration', saysOf(request, configuration)));
  let target: Target;
  try {
    // Looking changes nothing, so that a live system may be looked at.
    target = await connect({ ...config, allowLive: true }, systemClock, { withTokens: false, signal: request.signal });
  } catch (error) {
    note(notWell('reachable', wordsOf(error), adviceFor(wordsOf(error))));
    return all;
  }
  try {
    note(...(await lookAround(target, config)));
  } finally {
    target.close();
  }
  if (all.every(({ state }) => state !== 'not well')) note(...(await book(request, configuration)));
  else note(leftOut('booking', 'what is not well above comes first'));
  return all;
}

const saysOf = ({ config }: TargetRequest, { partners, sellers }: Configuration): string =>
  `${config ?? 'no file'}; booking partners: ${namesOf(partners)}; sellers: ${namesOf(sellers)}`;

const namesOf = (all: object): string => Object.keys(all).join(', ') || 'none';

function adviceFor(words: string): string {
  if (words.includes('certificate is not trusted'))
    return 'name its authority, fingerprint or host in target.tls of the configuration';
  if (words.includes('dataset site')) return "give the dataset site's URL, and see that its JSON-LD is there";
  return 'is the system running, and the URL right? A proxy is taken from HTTPS_PROXY, and left out for the hosts of NO_PROXY';
}

async function lookAround(target: Target, config: TargetConfig): Promise<readonly Checked[]> {
  const { siteUrl, baseUrl, feeds, authority } = target;
  const provider = authority === undefined ? '' : `; OpenID provider ${authority}`;
  return [
    well(
      'reachable',
      `dataset site ${siteUrl ?? '(none)'}; API ${baseUrl}; ${String(feeds.length)} open feeds${provider}`,
    ),
    encryptionCheck(target),
    await clockCheck(config, Date.now),
    ...(await tokenChecks(target)),
    ...(await credentialChecks(target, config)),
    ...(await feedChecks(target, config)),
  ];
}

async function book(request: TargetRequest, configuration: Configuration): Promise<readonly Checked[]> {
  try {
    const session = await openSession(request);
    try {
      const { onlyRefused } = session.facts;
      const allowed =
        onlyRefused === true
          ? notWell(
              'may be tested',
              'it looks live: a campaign sends only what has to be refused',
              '--live-bookings books in it, too',
            )
          : well('may be tested', 'it is a test system, or you say that bookings may be made');
      return [allowed, ...(await bookingChecks(session.facts, configuration, Date.now))];
    } finally {
      await session.close();
    }
  } catch (error) {
    return [notWell('may be tested', wordsOf(error), 'see docs/configuration.md')];
  }
}
