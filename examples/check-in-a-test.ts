/**
 * Open Booking Fuzz as a library, in a project that has it as a dependency:
 * a booking system of one's own is tested for a minute, and what is found is said in one line each.
 */
import { check, replay, RULES, type CampaignResult, type Finding } from 'open-booking-fuzz';

const inWords = ({ rule, call, expected, found }: Finding): string =>
  `${rule.id} at ${call}: expected ${expected}, found ${found}`;

/** Tests the system of a configuration file. Resolves to a line a finding that breaks the specification. */
export async function breachesOf(configurationFile: string): Promise<readonly string[]> {
  const result: CampaignResult = await check({
    config: configurationFile,
    seed: 42,
    budgets: { seconds: 60 },
    restrict: { roles: ['AgentBroker'] },
    listen: (event) => {
      if (event.kind === 'note') process.stderr.write(`${event.text}\n`);
    },
  });
  return result.findings.filter(({ kind }) => kind === 'breaks the specification').map(inWords);
}

/** Whether a finding shows again, for instance after a fix. */
export async function stillThere({ scenario, rule, call }: Finding, configurationFile: string): Promise<boolean> {
  const { verdict } = await replay(scenario, { config: configurationFile, lookFor: { rule: rule.id, call } });
  return verdict === 'reproduced';
}

/** The sections of the specification that there are rules on. */
export const sections: ReadonlySet<string> = new Set(
  RULES.flatMap(({ clauses }) => clauses.map((clause) => clause.split('/')[0] ?? '')),
);
