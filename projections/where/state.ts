import type { StreamName, SubjectId } from '../../events/envelope.ts';
import type { Topic } from '../../events/live-protocol.ts';
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
  plans: Map<SubjectId, { region: SubjectId; example: boolean; participants: Map<SubjectId, PlanSeat> }>;
  organisations: Map<SubjectId, { memberRegions: Set<SubjectId>; sites: Set<SubjectId> }>;
  /** What a decision is about, and the organisations that take part in it. */
  decisions: Map<SubjectId, { subjects: SubjectId[]; organisations: Set<SubjectId> }>;
  /** Decisions about a plan or site, and decisions in which an organisation takes part. */
  decisionsOf: Map<SubjectId, Set<SubjectId>>;
  /** Organisations that have given somebody a mandate. */
  mandators: Set<SubjectId>;
  /** Plans to which a site has been brought. */
  plansOfSite: Map<SubjectId, Set<SubjectId>>;
  /** Plans at which an organisation sits or to which it is invited. */
  plansOfOrganisation: Map<SubjectId, Set<SubjectId>>;
  /** Derived: topics of a stream, and the streams of a topic in order of arrival. */
  topics: Map<StreamName, readonly Topic[]>;
  members: Map<Topic, Set<StreamName>>;
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
    mandators: new Set(),
    plansOfSite: new Map(),
    plansOfOrganisation: new Map(),
    topics: new Map(),
    members: new Map(),
  };
}
