import type { CalendarDay, CommandId, EventDraft, EventId, Instant, LogIndex, Role, SubjectId } from './envelope.ts';
import type { DecisionStatus } from './decision-record/state.ts';
import type { InterviewEventData } from './interview/events.ts';
import type { InterviewState } from './interview/state.ts';
import type { NarrativeState } from './narrative/state.ts';
import type { Mandate } from './organisation/mandates.ts';
import type { Entry } from './timeline.ts';

/** What somebody wants. One command writes one stream. */
export interface Command<D = Record<string, unknown>> {
  readonly id: CommandId;
  readonly type: string;
  readonly subject: SubjectId;
  readonly data: D;
  /** Per field that the command changes: the command that last set it on the person's screen. */
  readonly basis?: Readonly<Record<string, CommandId | null>>;
  readonly reason?: string;
  readonly effectiveOn?: CalendarDay;
}

/** Who asks, when, and what is known of other streams. Passed in, so that deciding stays pure. */
export interface DecideContext {
  readonly actor: string;
  readonly organisation: string;
  readonly role: Role;
  readonly now: Instant;
  readonly today: CalendarDay;
  readonly around: Surroundings;
}

/** Facts of other streams that a decider may look at. `undefined`: not known here (the browser then waits for the server). */
export interface Surroundings {
  siteOwner(siteId: SubjectId): string | null | undefined;
  regionExists(regionId: SubjectId): boolean | undefined;
  organisationExists(organisationId: SubjectId): boolean | undefined;
  plan?(planId: SubjectId): { exists: boolean; parked: boolean; stopped?: boolean } | undefined;
  /** What an organisation is (COMPANY, DSO …); null: there is none. */
  organisationKinds?(organisationId: SubjectId): readonly string[] | null | undefined;
  /** A decision that has been taken and stands; null: there is none. */
  standingDecision?(decisionId: SubjectId): StandingDecision | null | undefined;
  /** A consent and whether it holds today; null: there is none. */
  consent?(consentId: string): StandingConsent | null | undefined;
  /** Tonnes a year of a site: its baseline (null: not known) and what its projects save at their full effect. */
  siteReduction?(siteId: SubjectId, exceptProject: SubjectId): SiteReduction | undefined;
  /** Has a site stated its flexibility, or that it has none? */
  flexibilityStated?(siteId: SubjectId): boolean | undefined;
  /** Bottlenecks of a plan that nobody owns and nobody has resolved. */
  bottlenecksWithoutOwner?(planId: SubjectId): number | undefined;
  /** Directions in which an operator has granted a plan's group a capacity that stands. */
  groupCapacity?(planId: SubjectId): readonly { direction: 'OFFTAKE' | 'FEED_IN'; MW: number }[] | undefined;
  /** Do two organisations, with all that belongs to each, have sites in one sector? Not those of one group. */
  rivals?(organisationId: SubjectId, other: SubjectId): boolean | undefined;
  /** Has a plan recorded a calculation under this id? */
  snapshotExists?(snapshotId: string): boolean | undefined;
  /** Has a selection of regions been calculated under this id? */
  selectionRun?(runId: string): boolean | undefined;
  /** Grid areas and operator of a site's connections that hold today. */
  gridOf?(siteId: SubjectId): { operators: readonly string[]; areas: readonly string[] } | undefined;
  /** A narrative section with everything that was ever in it. */
  wholeText?(textId: SubjectId): NarrativeState | undefined;
  /** What the log holds of a region on a criterion of a selection, of how many sites; null: nothing. */
  measuredScore?(regionId: SubjectId, criterion: string): MeasuredScore | null | undefined;
  /** Is a region, plan or site there, and may who asks see it? */
  seesSubject?(subject: SubjectId): boolean;
  /** Where a decision stands; null: there is none that who asks can see. */
  decision?(decisionId: SubjectId): DecisionStatus | null;
  /** A mandate of the acting organisation as the store holds it just before; null: there is none. */
  mandate?(mandateId: string): Mandate | null;
  /** Log index of an event that who asks can see; null: there is none. */
  factIndex?(event: EventId): LogIndex | null;
  /** Log index of the last event. */
  head?(): LogIndex;
  /** The organisation that holds the site of a project; null: there is no such project. */
  projectOwner?(projectId: SubjectId): SubjectId | null | undefined;
  /** What of a round of interviews may be told to everybody, as its state is given. */
  roundTotals?(roundId: SubjectId, state: InterviewState): InterviewEventData['RoundPublished'] | undefined;
  /** What came of the calculation that is to be recorded; only a server knows. */
  calculated?(asked: Readonly<Record<string, unknown>>): CalculatedSnapshot | undefined;
}

/** A calculation as it is recorded: of which moment and parameters, by which code, what came of it, and its SHA-256. */
export interface CalculatedSnapshot {
  readonly inputIndex: LogIndex;
  readonly paramVersion: number;
  readonly code: { readonly commit: string; readonly runtime: string };
  readonly outputs: Readonly<Record<string, unknown>>;
  readonly hash: string;
}

export interface MeasuredScore {
  readonly score: { readonly low: number; readonly mid: number; readonly high: number };
  /** Absent: it was not worked out from sites. */
  readonly sites?: number;
  /** It is what was told before, of this log index; absent: it is of now. */
  readonly inputIndex?: LogIndex;
}

export interface StandingDecision {
  readonly type: string;
  readonly subjectIds: readonly SubjectId[];
  /** In which roles it was taken and endorsed. */
  readonly roles: readonly Role[];
}

export interface StandingConsent {
  readonly organisation: SubjectId;
  readonly dataClass: string;
  readonly audience: string;
  readonly holds: boolean;
}

export interface SiteReduction {
  readonly baselineT: number | null;
  /** Of the other projects: per group of alternatives only the preferred one. */
  readonly others: readonly { readonly t: number; readonly group?: string; readonly preferred: boolean }[];
}

export interface Refusal {
  readonly code: string;
  /** The values behind the refusal: they fill the sentences. */
  readonly values: Readonly<Record<string, unknown>>;
}

/**
 * What comes of a command: events (the truth from now on) · nothing to do (it is so already; `holder` is the
 * command that made it so) · a refusal · not decidable here.
 */
export type Decision =
  | { readonly events: readonly EventDraft[] }
  | { readonly nothing: true; readonly holder: CommandId | undefined }
  | { readonly refused: Refusal }
  | { readonly unknown: true };

export const happened = (...events: EventDraft[]): Decision => ({ events });
export const nothingToDo = (holder?: CommandId): Decision => ({ nothing: true, holder });
export const refuse = (code: string, values: Record<string, unknown> = {}): Decision => ({ refused: { code, values } });
export const notKnownHere: Decision = { unknown: true };

/**
 * Something that follows a decision needs one of its type that stands, about this subject where one is named.
 * Undefined: it is there, or cannot be known here.
 */
export function notDecided(
  context: DecideContext,
  decisionId: SubjectId,
  type: string,
  subject?: SubjectId,
): Decision | undefined {
  const decision = context.around.standingDecision?.(decisionId);
  if (decision === undefined) return undefined;
  const fits = decision?.type === type && (subject === undefined || decision.subjectIds.includes(subject));
  return fits ? undefined : refuse('DECISION_NEEDED', { type, decision: decisionId });
}

/** Refused when a decision that something rests on does not stand (any more), or is not about this subject. */
export function notStanding(context: DecideContext, decisionId: SubjectId, subject: SubjectId): Decision | undefined {
  const decision = context.around.standingDecision?.(decisionId);
  if (decision === undefined || decision?.subjectIds.includes(subject)) return undefined;
  return refuse('NOT_DECIDED', { decision: decisionId });
}

/** A draft; the version that is recorded is the catalogue's. */
export function draft(type: string, data: Readonly<Record<string, unknown>>): EventDraft {
  return { type, version: 1, data: withoutUndefined(data) };
}

/**
 * Compares what a command was based on with what the stream holds: undefined when they agree, else the
 * refusal EDIT_CONFLICT with mine, theirs, who and when.
 */
export function editConflict(
  command: Command,
  field: string,
  mine: unknown,
  theirs: Entry<unknown> | undefined,
): Decision | undefined {
  if (theirs === undefined) return undefined;
  const basis = command.basis?.[field] ?? null;
  if (basis === theirs.command) return undefined;
  return refuse('EDIT_CONFLICT', {
    field,
    mine,
    theirs: theirs.value,
    who: theirs.by,
    organisation: theirs.organisation,
    at: theirs.corrected?.at ?? theirs.at,
    command: theirs.command,
    event: theirs.corrected?.event ?? theirs.event,
  });
}

function withoutUndefined(data: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const given: Record<string, unknown> = {};
  for (const name of Object.keys(data)) if (data[name] !== undefined) given[name] = data[name];
  return given;
}
