import type { CalendarDay, SubjectId } from '../../events/envelope.ts';
import { conditionsDue } from '../../events/decision-record/due.ts';
import { conditionState } from '../../events/decision-record/public-copy.ts';
import { isPublicOnly, type DecisionState, type DecisionStatus } from '../../events/decision-record/state.ts';
import { isWithheld, type DecisionType } from '../../events/decision-record/types.ts';
import { subjectOf } from '../../events/ids.ts';
import { amsterdamDay } from '../../events/timeline.ts';
import type { Projection } from '../projection.ts';
import { revokedMandateUses } from '../revoked-mandates/revoked-mandates.ts';
import { topic } from '../topic/projection.ts';
import { streamsOf, type TopicState } from '../topic/topic.ts';

/** The topic `decisions`: every decision that a viewer can see, and the organisations that take part in them. */
export const decisionRegisterProjection: Projection<TopicState> = { ...topic, name: 'decision-register', version: 1 };

/** One decision as a line of the register. */
export interface DecisionRow {
  id: SubjectId;
  type: DecisionType;
  /** Null: withheld from the public. */
  question: string | null;
  status: DecisionStatus;
  regionIds: SubjectId[];
  planIds: SubjectId[];
  /** Who drafted, decided, was asked, endorsed or dissented. */
  organisations: SubjectId[];
  decidedBy?: SubjectId;
  /** The day it was taken; of a draft the day it was drafted. */
  day: CalendarDay;
  effectiveDate?: CalendarDay;
  conditions: number;
  openConditions: number;
  overdueConditions: number;
  nextDue?: CalendarDay;
  endorsements: number;
  dissents: number;
  published: boolean;
  /** Only the public copy can be seen here. */
  publicOnly: boolean;
  underRevokedMandate: boolean;
  /** Everything that can be searched, in small letters. */
  words: string;
}

export interface RegisterFilter {
  readonly region?: SubjectId | undefined;
  readonly status?: DecisionStatus | 'OVERDUE' | undefined;
  readonly organisation?: SubjectId | undefined;
  readonly from?: CalendarDay | undefined;
  readonly to?: CalendarDay | undefined;
  readonly text?: string | undefined;
}

/** The decisions of a topic as they stand on a day, the newest first. */
export function decisionRegister(state: TopicState, on: CalendarDay): DecisionRow[] {
  const marked = new Set(revokedMandateUses(state).map(({ decision }) => decision));
  return streamsOf(state, 'decision')
    .filter(([, decision]) => decision.exists)
    .map(([name, decision]) => {
      const id = subjectOf(name);
      const row = isPublicOnly(decision) ? publicRow(id, decision) : wholeRow(id, decision, on);
      return { ...row, underRevokedMandate: marked.has(id) };
    })
    .sort((a, b) => b.day.localeCompare(a.day) || b.id.localeCompare(a.id));
}

/** The lines that fit every part of a filter; several words must all occur. */
export function filterRegister(rows: readonly DecisionRow[], filter: RegisterFilter): DecisionRow[] {
  const words = (filter.text ?? '').toLowerCase().split(/\s+/).filter(Boolean);
  return rows.filter(
    (row) =>
      (filter.region === undefined || row.regionIds.includes(filter.region)) &&
      (filter.status === undefined ||
        (filter.status === 'OVERDUE' ? row.overdueConditions > 0 : row.status === filter.status)) &&
      (filter.organisation === undefined || row.organisations.includes(filter.organisation)) &&
      (filter.from === undefined || row.day >= filter.from) &&
      (filter.to === undefined || row.day <= filter.to) &&
      words.every((word) => row.words.includes(word)),
  );
}

type Row = Omit<DecisionRow, 'underRevokedMandate'>;

function wholeRow(id: SubjectId, decision: DecisionState, on: CalendarDay): Row {
  const { taken, drafted, alternatives, endorsements, dissents } = decision;
  const conditions = Object.values(decision.conditions);
  const open = conditions.filter((one) => conditionState(one) === 'OPEN').map(({ due }) => due);
  const overdue = conditionsDue(decision, on).filter(({ stage }) => stage === 'OVERDUE');
  const [nextDue] = decision.status === 'TAKEN' ? open.sort() : [];
  const entry = taken?.entry ?? drafted;
  const said = [
    decision.question,
    taken?.motivation,
    ...Object.values(alternatives).flatMap(({ label, pros, cons }) => [label, pros, cons]),
    ...conditions.map(({ text }) => text),
    ...Object.values(dissents).map(({ value }) => value),
  ];
  return {
    id,
    type: decision.type,
    question: decision.question,
    status: decision.status,
    regionIds: decision.subjectIds.filter((subject) => subject.startsWith('reg_')),
    planIds: decision.subjectIds.filter((subject) => subject.startsWith('pln_')),
    organisations: unique([
      ...(drafted ? [drafted.organisation] : []),
      ...(taken ? [taken.entry.organisation] : []),
      ...decision.participants,
      ...Object.keys(endorsements),
      ...Object.keys(dissents),
    ]),
    ...(taken ? { decidedBy: taken.entry.organisation, effectiveDate: taken.effectiveDate } : {}),
    day: entry ? amsterdamDay(entry.at) : '',
    conditions: conditions.length,
    openConditions: open.length,
    overdueConditions: overdue.length,
    ...(nextDue === undefined ? {} : { nextDue }),
    endorsements: Object.keys(endorsements).length,
    dissents: Object.keys(dissents).length,
    published: decision.publications.length > 0,
    publicOnly: false,
    words: searchable(said),
  };
}

function publicRow(id: SubjectId, { publications, ended }: DecisionState): Row {
  const document = publications.at(-1)?.document;
  const conditions = document?.conditions ?? [];
  const said = document
    ? [
        document.question,
        document.motivation,
        ...document.alternatives.flatMap(({ label, pros, cons }) => [label, pros, cons]),
        ...conditions.map(({ text }) => text),
        ...document.dissents.map(({ text }) => text),
      ]
    : [];
  const endedAs = ended?.value;
  return {
    id,
    type: document?.type ?? 'SCOPE',
    question: document === undefined || isWithheld(document.question) ? null : document.question,
    status: endedAs === 'REVOKED' || endedAs === 'SUPERSEDED' ? endedAs : 'TAKEN',
    regionIds: document?.regionIds ?? [],
    planIds: [],
    organisations: document
      ? unique([document.decidedBy, ...document.endorsedBy, ...document.dissents.map(({ orgId }) => orgId)])
      : [],
    ...(document ? { decidedBy: document.decidedBy, effectiveDate: document.effectiveDate } : {}),
    day: document?.decidedOn ?? '',
    conditions: conditions.length,
    openConditions: conditions.filter((one) => one.state === 'OPEN').length,
    overdueConditions: 0,
    endorsements: document?.endorsedBy.length ?? 0,
    dissents: document?.dissents.length ?? 0,
    published: true,
    publicOnly: true,
    words: searchable(said),
  };
}

const unique = (ids: SubjectId[]): SubjectId[] => [...new Set(ids)];
const searchable = (said: unknown[]): string =>
  said
    .filter((part): part is string => typeof part === 'string')
    .join('\n')
    .toLowerCase();
