import type { Command, DecideContext, Decision } from '../../events/decision.ts';
import type { StreamName, VisibleEvent } from '../../events/envelope.ts';
import { streamOf } from '../../events/ids.ts';
import { streamState, type TopicState } from '../../projections/topic/topic.ts';
import type { Pending } from './command-queue.ts';
import { liveKind } from './kinds.ts';
import { foldOn } from './topic-store.ts';

/** Who acts and when; what is around is read from the topic itself. */
export type Actor = Omit<DecideContext, 'around'>;

/** What came of a command here: shown already · refused by the same rule the server has · only the server can say. */
export type Outcome = 'shown' | 'nothing' | 'refused' | 'being-checked';

/**
 * The state on the screen: what is confirmed, and on top what one's own pending commands will make of it, by the
 * same `decide` and `evolve` that the server runs. The confirmed state is left as it was.
 */
export function shownState(
  confirmed: TopicState,
  pending: readonly Pending[],
  actor: Actor,
): { state: TopicState; outcomes: Map<string, Outcome> } {
  let state = confirmed;
  // with two hundred that wait, a plan is copied once and not two hundred times
  const copied = new Set<StreamName>();
  const outcomes = new Map<string, Outcome>();
  for (const { command, events } of pending) {
    const made =
      events.length > 0
        ? { events: events as VisibleEvent[], outcome: 'shown' as const }
        : predicted(state, command, actor);
    outcomes.set(command.id, made.outcome);
    state = made.events.length > 0 ? foldOn(state, made.events, copied) : state;
  }
  return { state, outcomes };
}

/** Decides a command on a topic's state, by the rules of its kind. */
export function decideHere(state: TopicState, command: Command, actor: Actor): Decision {
  const target = streamOf(command.subject);
  const kind = target && liveKind(target.kind);
  if (!target || !kind) return { unknown: true };
  const standing = state.streams[target.stream];
  if (standing === undefined && !creates.has(command.type)) return { unknown: true };
  return kind.decide(standing ?? kind.initial(), command, { ...actor, around: aroundOf(state) });
}

const creates = new Set(['StartSynergyPlan', 'DraftDecision', 'ProposeProject', 'ProposeLesson']);

function predicted(state: TopicState, command: Command, actor: Actor): { events: VisibleEvent[]; outcome: Outcome } {
  const decision = decideHere(state, command, actor);
  if ('events' in decision) {
    const stream = streamOf(command.subject)?.stream ?? '';
    const events = decision.events.map((draft, n): VisibleEvent => {
      return {
        ...draft,
        id: `${PREDICTED}${command.id}-${n}`,
        stream,
        index: PREDICTED_INDEX,
        meta: metaOf(command, actor),
      };
    });
    return { events, outcome: 'shown' };
  }
  if ('nothing' in decision) return { events: [], outcome: 'nothing' };
  return { events: [], outcome: 'refused' in decision ? 'refused' : 'being-checked' };
}

const PREDICTED = 'predicted-';

/** Is an event only foreseen here, and not recorded yet? */
export const isForeseen = (event: string): boolean => event.startsWith(PREDICTED);

/** Above every real index, so that a predicted value is the last recorded one. */
const PREDICTED_INDEX = Number.MAX_SAFE_INTEGER;

function metaOf(command: Command, actor: Actor): VisibleEvent['meta'] {
  return {
    recordedAt: actor.now,
    actor: actor.actor,
    organisation: actor.organisation,
    role: actor.role,
    command: command.id,
    $correlationId: command.id,
    $causationId: command.id,
    ...(command.effectiveOn === undefined ? {} : { effectiveOn: command.effectiveOn }),
    ...(command.reason === undefined ? {} : { reason: command.reason }),
  };
}

/** What the topic holds of other streams; what it does not hold is not known here, rather than not there. */
function aroundOf(state: TopicState): DecideContext['around'] {
  const streamName = (id: string) => streamOf(id)?.stream ?? '';
  return {
    siteOwner: (id) => streamState(state, 'site', streamName(id))?.orgId,
    regionExists: (id) => streamState(state, 'region', streamName(id))?.exists,
    organisationExists: (id) => streamState(state, 'organisation', streamName(id))?.exists,
  };
}
