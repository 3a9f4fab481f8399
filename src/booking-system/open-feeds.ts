import type { JsonObject } from '../protocol/json.ts';
import type { OpportunityType } from '../protocol/vocabulary.ts';
import { opportunityItem, parentItem } from './bodies/opportunity-bodies.ts';
import type { Opportunity } from './records.ts';
import { createFeed, type Feed } from './rpde.ts';
import { remaining, type SpaceChange } from './spaces.ts';
import type { System } from './system.ts';

/** An open feed, as the dataset site names it. */
export interface OpenFeedInfo {
  readonly name: string;
  /** The `kind` of its items. */
  readonly kind: string;
  /** The type of its items, without the prefix of OpenActive. */
  readonly type: string;
}

const FEEDS: Record<OpportunityType, { readonly parent: OpenFeedInfo; readonly own: OpenFeedInfo }> = {
  ScheduledSession: {
    parent: { name: 'session-series', kind: 'SessionSeries', type: 'SessionSeries' },
    own: { name: 'scheduled-sessions', kind: 'ScheduledSession', type: 'ScheduledSession' },
  },
  FacilityUseSlot: {
    parent: { name: 'facility-uses', kind: 'FacilityUse', type: 'FacilityUse' },
    own: { name: 'facility-use-slots', kind: 'FacilityUse/Slot', type: 'Slot' },
  },
  IndividualFacilityUseSlot: {
    parent: { name: 'individual-facility-uses', kind: 'IndividualFacilityUse', type: 'IndividualFacilityUse' },
    own: { name: 'individual-facility-use-slots', kind: 'IndividualFacilityUse/Slot', type: 'Slot' },
  },
};

/** The license of all open data. */
export const LICENSE = 'https://creativecommons.org/licenses/by/4.0/';

/** Every open feed. */
export const OPEN_FEEDS: readonly OpenFeedInfo[] = Object.values(FEEDS).flatMap(({ parent, own }) => [parent, own]);

/** What the open feeds tell, and when. */
export interface OpenFeedSeam {
  /** Whether a change of spaces is published. */
  tells(cause: SpaceChange): boolean;
  /** An item's data. */
  item(data: JsonObject, opportunity: Opportunity): JsonObject;
}

export const soundOpenFeeds: OpenFeedSeam = {
  tells: () => true,
  item: (data) => data,
};

/** The open feeds of one booking system. */
export interface OpenFeeds {
  byName(name: string): Feed | undefined;
  added(system: System, opportunity: Opportunity): void;
  spacesChanged(system: System, opportunity: Opportunity, cause: SpaceChange): void;
  removed(opportunity: Opportunity): void;
}

export function createOpenFeeds(
  { clock, urls, seams }: Pick<System, 'clock' | 'urls' | 'seams'>,
  counter: { last: number },
): OpenFeeds {
  const feeds = new Map(
    OPEN_FEEDS.map(({ name, kind }): [string, Feed] => [
      name,
      createFeed({ url: urls.feed(name), kind, now: () => clock.now(), counter, seam: seams.rpde, license: LICENSE }),
    ]),
  );
  const own = ({ type }: Opportunity) => feeds.get(FEEDS[type].own.name);
  const parent = ({ type }: Opportunity) => feeds.get(FEEDS[type].parent.name);
  const write = (system: System, opportunity: Opportunity) => {
    const data = opportunityItem(opportunity, remaining(system, opportunity));
    own(opportunity)?.put(opportunity.id, seams.openFeeds.item(data, opportunity));
  };
  return {
    byName: (name) => feeds.get(name),
    added: (system, opportunity) => {
      parent(opportunity)?.put(opportunity.parentId, seams.openFeeds.item(parentItem(urls, opportunity), opportunity));
      write(system, opportunity);
    },
    spacesChanged: (system, opportunity, cause) => {
      if (system.opportunities.byId(opportunity.id) && seams.openFeeds.tells(cause)) write(system, opportunity);
    },
    removed: (opportunity) => {
      own(opportunity)?.remove(opportunity.id);
      parent(opportunity)?.remove(opportunity.parentId);
    },
  };
}
