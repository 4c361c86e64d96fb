import { isHidden, type CalendarDay, type SubjectId } from '../../events/envelope.ts';
import { stageOn } from '../../events/decision-record/due.ts';
import { conditionState } from '../../events/decision-record/public-copy.ts';
import {
  isPublicOnly,
  type Alternative,
  type Condition,
  type DecisionState,
  type DecisionStatus,
  type Publication,
  type ReminderStage,
  type Taken,
} from '../../events/decision-record/state.ts';
import type { DecisionType } from '../../events/decision-record/types.ts';
import { streamOf, subjectOf } from '../../events/ids.ts';
import type { Mandate } from '../../events/organisation/mandates.ts';
import type { Entry } from '../../events/timeline.ts';
import type { Projection } from '../projection.ts';
import { organisationNames } from '../region-overview/region-overview.ts';
import { revokedMandateUses } from '../revoked-mandates/revoked-mandates.ts';
import { topic } from '../topic/projection.ts';
import { streamsOf, streamState, type TopicState } from '../topic/topic.ts';

/** A decision with the names and mandates around it: folded like its topic, shown by {@link decisionView}. */
export const decisionViewProjection: Projection<TopicState> = { ...topic, name: 'decision-view', version: 1 };

interface Named {
  id: SubjectId;
  name: string;
}

/** Under what somebody decided or endorsed: the chain from the act back to who granted it. */
export interface MandateUse {
  organisation: Named;
  actor: string;
  mandateId: string;
  mandate?: Mandate;
  at: Entry<true>;
  /** Its end stood in the log already. */
  revokedBefore: boolean;
}

export interface ConditionView extends Condition {
  state: 'OPEN' | 'FULFILLED' | 'BREACHED';
  /** What the calendar says of an open one. */
  stage?: ReminderStage;
}

export interface DecisionView {
  id: SubjectId;
  publicOnly: boolean;
  type: DecisionType;
  status: DecisionStatus;
  question: string;
  subjectIds: SubjectId[];
  participants: Named[];
  draftedBy?: { organisation: Named; actor: string; at: string };
  alternatives: (Alternative & { chosen: boolean })[];
  taken?: Taken;
  takenUnder?: MandateUse;
  conditions: ConditionView[];
  endorsements: (MandateUse & { beforeTaken: boolean })[];
  /** Organisations that were asked and have not endorsed. */
  awaited: Named[];
  dissents: { organisation: Named; text: string; entry: Entry<string> }[];
  supersedes?: SubjectId;
  supersededBy?: SubjectId;
  revoked?: { reason: string; at: string };
  publications: Publication[];
  archived?: { mdtoId: string; packageHash: string; at: string };
  /** What was published no longer holds. */
  ended?: 'SUPERSEDED' | 'REVOKED';
  /** The command that last changed what is decided: the basis of taking, endorsing and the like. */
  content?: string;
}

/** What a decision's page shows on a day; undefined when the viewer may not see it. */
export function decisionView(state: TopicState, id: SubjectId, on: CalendarDay): DecisionView | undefined {
  const decision = streamState(state, 'decision', streamOf(id)?.stream ?? '');
  if (!decision?.exists) return undefined;
  const nameOf = organisationNames(state);
  const named = (org: SubjectId): Named => ({ id: org, name: nameOf(org) });
  const { taken, drafted, content, revoked, supersededBy, supersedes, ended } = decision;
  const uses = mandateUses(state, id, named);
  const endorsements = Object.values(decision.endorsements).map((one) => ({
    ...uses(one.mandateId, one.entry),
    beforeTaken: one.beforeTaken,
  }));
  return {
    id,
    publicOnly: isPublicOnly(decision),
    type: decision.type,
    status: decision.status,
    question: decision.question,
    subjectIds: decision.subjectIds,
    participants: decision.participants.map(named),
    ...(drafted ? { draftedBy: { organisation: named(drafted.organisation), actor: drafted.by, at: drafted.at } } : {}),
    alternatives: Object.values(decision.alternatives).map((one) => ({ ...one, chosen: one.id === taken?.chosen })),
    ...(taken ? { taken, takenUnder: uses(taken.mandateId, taken.entry) } : {}),
    conditions: conditionsOf(decision, on),
    endorsements,
    awaited: decision.participants.filter((org) => decision.endorsements[org] === undefined).map(named),
    dissents: Object.entries(decision.dissents).map(([org, entry]) => ({
      organisation: named(org),
      text: shown(entry.value),
      entry,
    })),
    ...(supersedes === undefined ? {} : { supersedes }),
    ...(supersededBy === undefined ? {} : { supersededBy: shown(supersededBy.value) }),
    ...(revoked === undefined ? {} : { revoked: { reason: shown(revoked.value), at: revoked.at } }),
    publications: decision.publications,
    ...archivedOf(decision),
    ...(ended === undefined || isHidden(ended.value) ? {} : { ended: ended.value }),
    ...(content === undefined ? {} : { content: content.command }),
  };
}

function conditionsOf(decision: DecisionState, on: CalendarDay): ConditionView[] {
  return Object.values(decision.conditions)
    .map((condition) => {
      const stage = decision.status === 'TAKEN' ? stageOn(condition, on) : undefined;
      return { ...condition, state: conditionState(condition), ...(stage === undefined ? {} : { stage }) };
    })
    .sort((a, b) => a.due.localeCompare(b.due));
}

function mandateUses(
  state: TopicState,
  id: SubjectId,
  named: (org: SubjectId) => Named,
): (mandateId: string, at: Entry<true>) => MandateUse {
  const mandates = new Map<string, Mandate>();
  for (const [stream, { mandates: own }] of streamsOf(state, 'organisation'))
    for (const mandate of Object.values(own)) mandates.set(`${subjectOf(stream)} ${mandate.id}`, mandate);
  const marked = revokedMandateUses(state).filter(({ decision }) => decision === id);
  return (mandateId, at) => {
    const mandate = mandates.get(`${at.organisation} ${mandateId}`);
    return {
      ...{ organisation: named(at.organisation), actor: at.by, mandateId, at },
      ...(mandate ? { mandate } : {}),
      revokedBefore: marked.some((use) => use.at === at.index),
    };
  };
}

function archivedOf({ archived }: DecisionState): Pick<DecisionView, 'archived'> {
  return archived && !isHidden(archived.value)
    ? { archived: { ...archived.value, mdtoId: shown(archived.value.mdtoId), at: archived.at } }
    : {};
}

const shown = (value: unknown): string => (typeof value === 'string' ? value : '');
