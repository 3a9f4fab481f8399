import type { JsonObject } from '../protocol/json.ts';
import { omit } from './bodies/omit.ts';
import { opportunityItem, parentItem } from './bodies/opportunity-bodies.ts';
import { OPEN_FEEDS, PUBLICATIONS } from './opportunity-types.ts';
import type { Opportunity } from './records.ts';
import { createFeed, type Feed } from './rpde.ts';
import { remaining, type SpaceChange } from './spaces.ts';
import type { System } from './system.ts';

/** The license of all open data. */
export const LICENSE = 'https://creativecommons.org/licenses/by/4.0/';

/** What the open feeds tell, and when. */
export interface OpenFeedSeam {
  /** Whether a change of spaces is published. */
  tells(cause: SpaceChange): boolean;
  /** Whether it is published that an opportunity is no longer there. */
  tellsRemoval(opportunity: Opportunity): boolean;
  /** An item's data. */
  item(data: JsonObject, opportunity: Opportunity): JsonObject;
}

export const soundOpenFeeds: OpenFeedSeam = {
  tells: () => true,
  tellsRemoval: () => true,
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
  const own = ({ type }: Opportunity) => feeds.get(PUBLICATIONS[type].own.name);
  const parentFeed = ({ type }: Opportunity) => feeds.get(PUBLICATIONS[type].parent?.name ?? '');
  const parentOf = (opportunity: Opportunity) => seams.openFeeds.item(parentItem(urls, opportunity), opportunity);
  const write = (system: System, opportunity: Opportunity) => {
    const { id, parentId = id, type } = opportunity;
    const data = seams.openFeeds.item(opportunityItem(urls, opportunity, remaining(system, opportunity)), opportunity);
    if (PUBLICATIONS[type].embedded) {
      own(opportunity)?.put(parentId, { ...parentOf(opportunity), subEvent: [omit(data, '@context')] });
    } else own(opportunity)?.put(id, data);
  };
  return {
    byName: (name) => feeds.get(name),
    added: (system, opportunity) => {
      parentFeed(opportunity)?.put(opportunity.parentId ?? '', parentOf(opportunity));
      write(system, opportunity);
    },
    spacesChanged: (system, opportunity, cause) => {
      if (system.opportunities.byId(opportunity.id) && seams.openFeeds.tells(cause)) write(system, opportunity);
    },
    removed: (opportunity) => {
      if (!seams.openFeeds.tellsRemoval(opportunity)) return;
      // What came inside its parent goes with it.
      own(opportunity)?.remove(opportunity.id);
      if (opportunity.parentId === undefined) return;
      own(opportunity)?.remove(opportunity.parentId);
      parentFeed(opportunity)?.remove(opportunity.parentId);
    },
  };
}
