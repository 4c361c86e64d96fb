import type { Refusal } from '../../events/decision.ts';
import type { CalendarDay, EventId, StreamName, SubjectId } from '../../events/envelope.ts';
import { endedAs } from '../../events/ended.ts';
import { streamOf } from '../../events/ids.ts';
import type { ParsedCommand } from './parse.ts';

/** What is known of all that a command may name. */
export interface Known {
  state(stream: StreamName): { exists: boolean } | undefined;
  /** Is there an event of this id that who asks may see? */
  seesEvent(event: EventId): boolean;
}

/**
 * Why a command may not be recorded for what it names, whichever field it stands in: a stream or an event that is not
 * there (NOT_FOUND), or one that has ended while the command would begin something with it. Asked of what a decider
 * would take, so that what it has to say of its own comes first.
 */
export function misnamed({ command, stream }: ParsedCommand, known: Known, today: CalendarDay): Refusal | undefined {
  for (const id of idsIn(command.data)) {
    if (eventId.test(id)) {
      if (!known.seesEvent(id)) return { code: 'NOT_FOUND', values: { subject: id } };
      continue;
    }
    const named = streamOf(id);
    if (!named || named.stream === stream || withoutOwnState.has(named.kind)) continue;
    const state = known.state(named.stream);
    if (state?.exists !== true) return { code: 'NOT_FOUND', values: { subject: id } };
    const ended = mayNameEnded.has(command.type) ? undefined : endedAs(named.kind, state, today);
    if (ended) return ended;
  }
  return undefined;
}

/** A text may not have been begun, of the log there is one. */
const withoutOwnState = new Set(['narrative', 'log']);

/** They tell of what has been, end it, judge it or say something in its own name; everything else begins something. */
const mayNameEnded = new Set([
  'DraftDecision',
  'SupersedeDecision',
  'LeaveRegion',
  'LeavePlan',
  'CloseRegion',
  'WithdrawContribution',
  'GiveDataConsent',
  'RefuseGroupCapacity',
  'AttributeReduction',
  'HoldCaseMeeting',
  'ApplyLesson',
  'JudgeIntervention',
  'CompleteAction',
  'SubmitResponse',
  'PublishRound',
  'RecordPartnerCommitment',
  'RecordSelectionRun',
  'ReleaseAggregate',
  'SuggestSynergy',
  'EndorseDecision',
  'RecordDissent',
  'EndorseLesson',
  'AcceptCostSplit',
  'ProposeWeights',
]);

const eventId = /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const ID_LENGTHS = { least: 36, most: 90 };

/** Every text in the data that may be an id: a whole value, at any depth. */
function* idsIn(value: unknown): Generator<SubjectId> {
  if (typeof value === 'string') {
    if (value.length >= ID_LENGTHS.least && value.length <= ID_LENGTHS.most) yield value;
  } else if (typeof value === 'object' && value !== null) {
    for (const part of Object.values(value)) yield* idsIn(part);
  }
}
