import type { OpportunityType } from '../protocol/vocabulary.ts';

/** An open feed, as the dataset site names it. */
export interface OpenFeedInfo {
  readonly name: string;
  /** The `kind` of its items. */
  readonly kind: string;
  /** The type of its items, without the prefix of OpenActive. */
  readonly type: string;
}

/** How opportunities of a type are published. */
interface Publication {
  /** The feed in which they come, by themselves or inside their parents. */
  readonly own: OpenFeedInfo;
  /** The feed of their parents, where they have one that is not `own`. */
  readonly parent?: OpenFeedInfo;
  /** Whether they come inside their parents, in `subEvent`. */
  readonly embedded?: true;
  /** Whether each holds the whole of its parent, which has no feed of its own. */
  readonly holdsParent?: true;
  /** Whether their offers are their parents', which they inherit. */
  readonly offersInherited?: true;
  /** The properties of their spaces: most and left; undefined where they have no limit. */
  readonly spaces: readonly [most: string, left: string] | undefined;
}

const USES = ['maximumUses', 'remainingUses'] as const;
const ATTENDEES = ['maximumAttendeeCapacity', 'remainingAttendeeCapacity'] as const;

const feed = (name: string, type: string, kind = type): OpenFeedInfo => ({ name, kind, type });
const COURSES = feed('course-instances', 'CourseInstance');
const HEADLINES = feed('headline-events', 'HeadlineEvent');
const EVENTS = feed('events', 'Event');

export const PUBLICATIONS: Readonly<Record<OpportunityType, Publication>> = {
  ScheduledSession: {
    own: feed('scheduled-sessions', 'ScheduledSession'),
    parent: feed('session-series', 'SessionSeries'),
    offersInherited: true,
    spaces: ATTENDEES,
  },
  FacilityUseSlot: {
    own: feed('facility-use-slots', 'Slot', 'FacilityUse/Slot'),
    parent: feed('facility-uses', 'FacilityUse'),
    spaces: USES,
  },
  IndividualFacilityUseSlot: {
    own: feed('individual-facility-use-slots', 'Slot', 'IndividualFacilityUse/Slot'),
    parent: feed('individual-facility-uses', 'IndividualFacilityUse'),
    spaces: USES,
  },
  CourseInstance: { own: COURSES, spaces: ATTENDEES },
  CourseInstanceSubEvent: { own: COURSES, embedded: true, offersInherited: true, spaces: ATTENDEES },
  HeadlineEvent: { own: HEADLINES, spaces: ATTENDEES },
  HeadlineEventSubEvent: { own: EVENTS, holdsParent: true, spaces: ATTENDEES },
  Event: { own: EVENTS, spaces: ATTENDEES },
  OnDemandEvent: { own: feed('on-demand-events', 'OnDemandEvent'), spaces: undefined },
};

/** Every open feed, parents first. */
export const OPEN_FEEDS: readonly OpenFeedInfo[] = [
  ...new Set(Object.values(PUBLICATIONS).flatMap(({ parent, own }) => (parent ? [parent, own] : [own]))),
];

/** Whether opportunities of a type are slots of a facility. */
export const isSlot = (type: OpportunityType): boolean => PUBLICATIONS[type].spaces === USES;
