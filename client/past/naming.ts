import { streamOf } from '../../events/ids.ts';
import type { NamedMoment } from '../../events/named-moments.ts';
import { isHidden } from '../../events/envelope.ts';
import { streamState, type TopicState } from '../../projections/topic/topic.ts';
import { membershipFor } from '../session/may.ts';
import type { SignedInPerson } from '../session/session.svelte.ts';

/** The moments of a region or plan that have a name, the latest first. */
export function namedMoments(state: TopicState, subject: string): (NamedMoment & { text: string })[] {
  const moments = Object.values(stateOf(state, subject)?.moments ?? {});
  return moments
    .flatMap((moment) => (isHidden(moment.name.value) ? [] : [{ ...moment, text: moment.name.value }]))
    .sort((a, b) => b.index - a.index);
}

/** May this person name a moment here? The server decides; this only hides what it would refuse. */
export function mayName(state: TopicState, subject: string, person: SignedInPerson | undefined): boolean {
  return membershipFor(person?.memberships, { state }, { type: 'NameMoment', subject }) !== undefined;
}

function stateOf(state: TopicState, subject: string) {
  const target = streamOf(subject);
  if (target?.kind === 'region') return streamState(state, 'region', target.stream);
  return streamState(state, 'plan', target?.stream ?? '');
}
