import type { Class } from '../../events/visibility.ts';
import type { CalendarDay, StreamName, SubjectId } from '../../events/envelope.ts';
import type { InfrastructureKind } from '../../events/infrastructure/details.ts';
import type { Geometry } from '../../events/infrastructure/state.ts';
import type { Topic } from '../../events/live-protocol.ts';
import type { Consent } from '../../events/organisation/consent.ts';
import type { MultiPolygon } from '../../events/region/state.ts';

/** What decides to which topics a stream belongs, and who may see it. */
export interface WhereState {
  regions: Map<SubjectId, { kind: string; geometry: MultiPolygon; example: boolean; partners: Set<SubjectId> }>;
  sites: Map<
    SubjectId,
    {
      owner: SubjectId;
      point: [number, number] | null;
      example: boolean;
      ets: 'NONE' | 'ETS1' | 'ETS2';
      within: SubjectId[];
    }
  >;
  plans: Map<
    SubjectId,
    {
      region: SubjectId;
      example: boolean;
      participants: Map<SubjectId, PlanSeat>;
      /** Class of a section of its texts where it is not the usual P2. */
      sections: Record<string, Class>;
    }
  >;
  organisations: Map<SubjectId, { memberRegions: Set<SubjectId>; sites: Set<SubjectId> }>;
  /** What a decision is about, and the organisations that take part in it. */
  decisions: Map<SubjectId, { subjects: SubjectId[]; organisations: Set<SubjectId> }>;
  /** Decisions about a plan or site, and decisions in which an organisation takes part. */
  decisionsOf: Map<SubjectId, Set<SubjectId>>;
  /** Consents to read an organisation's data, per organisation. */
  consents: Map<SubjectId, Map<string, SharedData>>;
  /** Organisations that said something of their own in a stream of many: an answer, weights. */
  speakers: Map<SubjectId, Set<SubjectId>>;
  ministries: Set<SubjectId>;
  /** Organisations that have given somebody a mandate. */
  mandators: Set<SubjectId>;
  /** Plans to which a site has been brought. */
  plansOfSite: Map<SubjectId, Set<SubjectId>>;
  /** Plans at which an organisation sits or to which it is invited. */
  plansOfOrganisation: Map<SubjectId, Set<SubjectId>>;
  projects: Map<SubjectId, SubjectId>;
  /** Per project the organisations that own its bottlenecks, by bottleneck: also from outside its regions. */
  bottlenecks: Map<SubjectId, Map<string, SubjectId>>;
  infrastructure: Map<SubjectId, PlacedInfrastructure>;
  suggestions: Map<SubjectId, readonly SubjectId[]>;
  cases: Map<SubjectId, { sites: readonly SubjectId[]; regions: Set<SubjectId>; plans: Set<SubjectId> }>;
  /** Regions at which an intervention aims. */
  interventions: Map<SubjectId, readonly SubjectId[]>;
  /** What released totals are of: a region's id, or anything else. */
  releases: Map<SubjectId, string>;
  /** Projects, suggestions and cases that go where a site goes; cases that go where a plan goes. */
  followers: Map<SubjectId, Set<SubjectId>>;
  /** Derived: topics of a stream, and the streams of a topic in order of arrival. */
  topics: Map<StreamName, readonly Topic[]>;
  members: Map<Topic, Set<StreamName>>;
}

/** What an organisation lets others read of its sites, as it said. */
export type SharedData = Pick<Consent, 'siteIds' | 'dataClass' | 'audience' | 'purpose' | 'from' | 'to'> & {
  withdrawn?: { from: CalendarDay };
};

export interface PlacedInfrastructure {
  kind: InfrastructureKind;
  operator: SubjectId;
  geometry: Geometry;
  example: boolean;
  within: SubjectId[];
  /** Plans whose group the operator has answered. */
  plans: Set<SubjectId>;
}

export interface PlanSeat {
  joined: boolean;
  left: boolean;
  sites: SubjectId[];
}

export function initial(): WhereState {
  return {
    regions: new Map(),
    sites: new Map(),
    plans: new Map(),
    organisations: new Map(),
    decisions: new Map(),
    decisionsOf: new Map(),
    consents: new Map(),
    speakers: new Map(),
    ministries: new Set(),
    mandators: new Set(),
    plansOfSite: new Map(),
    plansOfOrganisation: new Map(),
    projects: new Map(),
    bottlenecks: new Map(),
    infrastructure: new Map(),
    suggestions: new Map(),
    cases: new Map(),
    interventions: new Map(),
    releases: new Map(),
    followers: new Map(),
    topics: new Map(),
    members: new Map(),
  };
}
