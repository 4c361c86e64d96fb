import { streamOf } from '../../events/ids.ts';
import type { NamedMoment } from '../../events/named-moments.ts';
import { isHidden } from '../../events/envelope.ts';
import { presentParticipants } from '../../events/plan/state.ts';
import { streamState, type TopicState } from '../../projections/topic/topic.ts';
import type { SignedInPerson } from '../session/session.svelte.ts';

const editors = new Set(['COMPANY', 'DSO_TSO', 'MUNICIPALITY', 'PROVINCE', 'INVEST_NL']);
const helpers = new Set(['RVO', 'PROGRAMME_LEAD']);

/** The moments of a region or plan that have a name, the latest first. */
export function namedMoments(state: TopicState, subject: string): (NamedMoment & { text: string })[] {
  const moments = Object.values(stateOf(state, subject)?.moments ?? {});
  return moments
    .flatMap((moment) => (isHidden(moment.name.value) ? [] : [{ ...moment, text: moment.name.value }]))
    .sort((a, b) => b.index - a.index);
}

/** May this person name a moment here? The server decides; this only hides what it would refuse. */
export function mayName(state: TopicState, subject: string, person: SignedInPerson | undefined): boolean {
  const memberships = person?.memberships ?? [];
  const target = streamOf(subject);
  if (target?.kind === 'region')
    return memberships.some(
      ({ role, regionIds }) => (editors.has(role) || helpers.has(role)) && regionIds.includes(subject),
    );
  const plan = streamState(state, 'plan', target?.stream ?? '');
  const seats = plan ? presentParticipants(plan) : [];
  return memberships.some(({ organisation, role }) => {
    const seat = seats.find(({ org }) => org === organisation);
    const helps = seat?.role === 'FACILITATOR' || seat?.role === 'INITIATOR';
    return seat !== undefined && (editors.has(role) || (helpers.has(role) && helps));
  });
}

function stateOf(state: TopicState, subject: string) {
  const target = streamOf(subject);
  if (target?.kind === 'region') return streamState(state, 'region', target.stream);
  return streamState(state, 'plan', target?.stream ?? '');
}
