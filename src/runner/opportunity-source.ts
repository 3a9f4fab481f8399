import type { OpportunityType } from '../protocol/vocabulary.ts';
import type { Target } from '../target/index.ts';
import { SPACES_RULES } from '../oracle/index.ts';
import { foundOpportunities } from './found-opportunities.ts';
import { opportunityPool, type OpportunityPool, type PoolOptions } from './opportunity-pool.ts';
import { obtainableFrom } from './obtainable.ts';
import type { CampaignOptions } from './campaign-options.ts';
import type { Session } from './options.ts';
import { scopeOf } from './scope.ts';

/** Where a session's opportunities come from: the test interface or, where there is none, the open feeds. */

/** What a server answers where there is nothing at an address. */
const NOTHING_THERE = /^status (404|405|410|501)\b/;

/** Whether a target has a test interface, told by asking it for the plainest thing there is. */
async function hasTestInterface(target: Target): Promise<boolean> {
  const asked = await target.createOpportunity({
    type: 'ScheduledSession',
    criteria: 'Bookable',
    flow: 'OpenBookingSimpleFlow',
    seller: 'primary',
  });
  return asked.kind !== 'refused' || !NOTHING_THERE.test(asked.detail);
}

/**
 * A session that knows where its opportunities come from. Where that is not said, a target whose clock is real is asked
 * whether it has a test interface.
 */
export async function knowingSource<Known extends Session>(session: Known): Promise<Known> {
  if (session.opportunitiesFrom !== undefined || session.realTime !== true) return session;
  const opportunitiesFrom = (await hasTestInterface(session.target)) ? 'test interface' : 'open feeds';
  return { ...session, opportunitiesFrom };
}

/** Which types of opportunities the test interface refuses to make, in whatever flow: feeds do not tell. */
async function typesNotMade(options: CampaignOptions): Promise<readonly OpportunityType[]> {
  const { opportunityTypes, flows } = scopeOf(options);
  const refused: OpportunityType[] = [];
  for (const type of opportunityTypes) {
    let made = false;
    for (const flow of flows) {
      made ||=
        (await options.target.createOpportunity({ type, criteria: 'Bookable', flow, seller: 'primary' })).kind !==
        'refused';
    }
    if (!made) refused.push(type);
  }
  // Where nothing can be made, what scenarios lack is told as usual.
  return refused.length < opportunityTypes.length ? refused : [];
}

async function withTypesMade(options: CampaignOptions): Promise<CampaignOptions> {
  const notMade = await typesNotMade(options);
  if (notMade.length === 0) return options;
  const opportunityTypes = scopeOf(options).opportunityTypes.filter((type) => !notMade.includes(type));
  return { ...options, notMade, restrict: { ...options.restrict, opportunityTypes } };
}

/** A campaign that knows what it can have: of the open feeds, or of the types that a test interface makes. */
export async function knowingWhatCanBeHad(options: CampaignOptions): Promise<CampaignOptions> {
  if (options.opportunitiesFrom !== 'open feeds') return options.realTime === true ? withTypesMade(options) : options;
  const obtainable = await obtainableFrom(options);
  // Where there is nothing, what scenarios lack is told as usual.
  return obtainable.length === 0 ? options : { ...options, obtainable };
}

/** The opportunities of a session. */
export const opportunitiesOf = (session: Session, options: PoolOptions = {}): OpportunityPool =>
  session.opportunitiesFrom === 'open feeds' ? foundOpportunities(session) : opportunityPool(session, options);

const ALSO_UNSURE = ['items/opportunity-known', 'items/offer-known', 'items/offer-applicable', 'items/within-capacity'];

/** What is left out as the test interface makes none. */
export const offAsNotMade = ({ notMade = [] }: Pick<CampaignOptions, 'notMade'>) =>
  notMade.map((type) => ({ what: `opportunities of type ${type}`, reason: 'the test interface refuses to make any' }));

/** The rules that are off, or never sure, where others book the opportunities too. */
export const offWithoutTestInterface = ({
  opportunitiesFrom,
}: Pick<Session, 'opportunitiesFrom'>): readonly { readonly what: string; readonly reason: string }[] =>
  opportunitiesFrom === 'open feeds'
    ? [
        {
          what: `${SPACES_RULES.join(', ')}; in part ${ALSO_UNSURE.join(', ')}`,
          reason:
            'opportunities are found in the open feeds, where others book them too: spaces are known only as far as seen',
        },
      ]
    : [];
