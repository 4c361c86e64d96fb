import {
  isHidden,
  type CalendarDay,
  type EventId,
  type Hidden,
  type LogIndex,
  type Role,
  type VisibleEvent,
} from '../envelope.ts';
import type { StandingDecision } from '../decision.ts';
import { entryOf, type Entry } from '../timeline.ts';
import type { Sees } from '../visibility.ts';
import type { DecisionEventData as D } from './events.ts';
import type { Channel, DecisionType, PublicCopy, Redaction } from './types.ts';

export type DecisionStatus = 'DRAFT' | 'TAKEN' | 'SUPERSEDED' | 'REVOKED';
export type ReminderStage = D['ConditionReminded']['stage'];

export interface Alternative {
  id: string;
  label: string;
  doNothing: boolean;
  pros: string;
  cons: string;
  scores?: Record<string, number>;
  added: Entry<true>;
}

export interface Taken {
  chosen: string;
  motivation: string;
  mandateId: string;
  /** EUR; 0 when it takes no money. */
  amountEUR: number;
  effectiveDate: CalendarDay;
  inputIndex: LogIndex;
  snapshotIds: string[];
  citedEventIds: EventId[];
  /** In which the decision was taken. */
  role: Role;
  entry: Entry<true>;
}

export interface Condition {
  id: string;
  text: string;
  due: CalendarDay;
  fulfilled?: Entry<string>;
  breached?: Entry<string>;
  reminded: Partial<Record<ReminderStage, Entry<true>>>;
}

export interface Endorsement {
  org: string;
  mandateId: string;
  role: Role;
  /** It was given on the proposal, before the decision was taken. */
  beforeTaken: boolean;
  entry: Entry<true>;
}

export interface Publication {
  channel: Channel;
  redactions: Redaction[];
  document: PublicCopy;
  entry: Entry<true>;
}

export interface DecisionState {
  exists: boolean;
  status: DecisionStatus;
  type: DecisionType;
  question: string;
  subjectIds: string[];
  participants: string[];
  supersedes?: string;
  drafted?: Entry<true>;
  /** The last change of what is decided: what taking, endorsing and the like are based on. */
  content?: Entry<true>;
  alternatives: Record<string, Alternative>;
  taken?: Taken;
  conditions: Record<string, Condition>;
  endorsements: Record<string, Endorsement>;
  /** The last dissent of each organisation. */
  dissents: Record<string, Entry<string>>;
  supersededBy?: Entry<string>;
  revoked?: Entry<string>;
  publications: Publication[];
  /** That what was published no longer holds: this much is public. */
  ended?: Entry<'SUPERSEDED' | 'REVOKED'>;
  archived?: Entry<{ mdtoId: string; packageHash: string }>;
}

export function initial(): DecisionState {
  return {
    exists: false,
    status: 'DRAFT',
    type: 'SCOPE',
    question: '',
    subjectIds: [],
    participants: [],
    alternatives: {},
    conditions: {},
    endorsements: {},
    dissents: {},
    publications: [],
  };
}

/** Folds one event into the state, in place. Who may see the public copy alone folds that, and nothing else. */
export function evolve(state: DecisionState, event: VisibleEvent): DecisionState {
  switch (event.type) {
    case 'DecisionDrafted': {
      const { type, question, subjectIds, participants, supersedes } = event.data as D['DecisionDrafted'];
      state.exists = true;
      Object.assign(state, { type, subjectIds: [...subjectIds], participants: [...participants] });
      state.question = readable(question);
      state.drafted = entryOf(event, true);
      state.content = entryOf(event, true);
      if (supersedes !== undefined) state.supersedes = supersedes;
      break;
    }
    case 'AlternativeAdded': {
      const { alternativeId, scores, doNothing, label, pros, cons } = event.data as D['AlternativeAdded'];
      const said = { label: readable(label), pros: readable(pros), cons: readable(cons) };
      const added = entryOf(event, true as const);
      state.alternatives[alternativeId] = {
        ...{ id: alternativeId, doNothing, ...said, added },
        ...(scores && !isHidden(scores) ? { scores } : {}),
      };
      state.content = entryOf(event, true);
      break;
    }
    case 'DecisionTaken':
      evolveTaken(state, event);
      break;
    case 'DecisionEndorsed': {
      const { orgId, mandateId } = event.data as D['DecisionEndorsed'];
      const beforeTaken = state.taken === undefined;
      const { role } = event.meta;
      state.endorsements[orgId] = { org: orgId, mandateId, role, beforeTaken, entry: entryOf(event, true) };
      break;
    }
    case 'DissentRecorded': {
      const { orgId, text } = event.data as D['DissentRecorded'];
      state.dissents[orgId] = entryOf(event, text);
      break;
    }
    case 'ConditionFulfilled':
    case 'ConditionBreached':
    case 'ConditionReminded':
      evolveCondition(state, event);
      break;
    case 'DecisionSuperseded':
    case 'DecisionRevoked':
      evolveEnd(state, event);
      break;
    case 'DecisionPublished': {
      const { channel, redactions, document } = event.data as D['DecisionPublished'];
      if (isHidden(document)) break;
      state.exists = true;
      state.publications.push({ channel, redactions: [...redactions], document, entry: entryOf(event, true) });
      break;
    }
    case 'DecisionArchived':
      state.archived = entryOf(event, event.data as D['DecisionArchived']);
      break;
  }
  return state;
}

/** What a viewer may see: everything with P2; without it what has been published, and that it no longer holds. */
export function view(state: DecisionState, sees: Sees): DecisionState {
  if (sees('P2')) return state;
  const { publications, ended } = state;
  if (publications.length === 0) return initial();
  return { ...initial(), exists: true, publications, ...(ended === undefined ? {} : { ended }) };
}

/** True when only the public copy can be seen here. */
export function isPublicOnly(state: DecisionState): boolean {
  return state.drafted === undefined;
}

/**
 * What others may do because of a decision: undefined when it does not stand, or when it was chosen to do nothing, so
 * that nothing follows from it.
 */
export function standingOf(state: DecisionState): StandingDecision | undefined {
  const { status, taken, type, subjectIds, endorsements, alternatives } = state;
  if (status !== 'TAKEN' || !taken || alternatives[taken.chosen]?.doNothing === true) return undefined;
  const roles = new Set([taken.role, ...Object.values(endorsements).map(({ role }) => role)]);
  return { type, subjectIds, roles: [...roles] };
}

function evolveTaken(state: DecisionState, event: VisibleEvent): void {
  const data = event.data as D['DecisionTaken'];
  const { chosen, motivation, mandateId, effectiveDate, inputIndex, amountEUR = 0 } = data;
  state.status = 'TAKEN';
  state.taken = {
    ...{ chosen, mandateId, amountEUR, effectiveDate, inputIndex },
    motivation: readable(motivation),
    snapshotIds: [...data.snapshotIds],
    citedEventIds: [...data.citedEventIds],
    role: event.meta.role,
    entry: entryOf(event, true),
  };
  for (const { conditionId, text, due } of isHidden(data.conditions) ? [] : data.conditions)
    state.conditions[conditionId] = { id: conditionId, text, due, reminded: {} };
  state.content = entryOf(event, true);
}

function evolveCondition(state: DecisionState, event: VisibleEvent): void {
  const condition = state.conditions[(event.data as { conditionId: string }).conditionId];
  if (!condition) return;
  if (event.type === 'ConditionReminded') {
    const { stage } = event.data as D['ConditionReminded'];
    const reminded = { ...condition.reminded, [stage]: entryOf(event, true) };
    state.conditions[condition.id] = { ...condition, reminded };
  } else if (event.type === 'ConditionFulfilled') {
    const fulfilled = entryOf(event, (event.data as D['ConditionFulfilled']).evidence);
    state.conditions[condition.id] = { ...condition, fulfilled };
  } else {
    const breached = entryOf(event, (event.data as D['ConditionBreached']).text);
    state.conditions[condition.id] = { ...condition, breached };
  }
}

function evolveEnd(state: DecisionState, event: VisibleEvent): void {
  const status = event.type === 'DecisionRevoked' ? 'REVOKED' : 'SUPERSEDED';
  const data = event.data as Record<string, unknown>;
  const why = (data['reason'] ?? data['byDecisionId']) as string | Hidden;
  if (data['published'] === true) state.ended = entryOf(event, status);
  // who sees the public copy alone is told no more
  if (isPublicOnly(state)) return;
  state.status = status;
  if (status === 'REVOKED') state.revoked = entryOf(event, why);
  else state.supersededBy = entryOf(event, why);
  state.content = entryOf(event, true);
}

/** What was erased reads as the sign that stands for it. */
const readable = (text: string | Hidden): string => (isHidden(text) ? '\uFFFD' : text);
