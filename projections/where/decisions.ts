import type { DecisionEventData } from '../../events/decision-record/events.ts';
import type { StreamName, SubjectId, VisibleEvent } from '../../events/envelope.ts';
import { streamOf, subjectOf } from '../../events/ids.ts';
import type { WhereState } from './state.ts';

/** Folds an event of a decision: what it is about, and who takes part. Returns the streams that may belong elsewhere now. */
export function affectDecision(state: WhereState, event: VisibleEvent, subject: SubjectId): StreamName[] {
  if (event.type === 'DecisionDrafted') {
    const { subjectIds, participants } = event.data as DecisionEventData['DecisionDrafted'];
    state.decisions.set(subject, { subjects: [...subjectIds], organisations: new Set() });
    for (const id of subjectIds) if (!id.startsWith('reg_')) link(state, id, subject);
    const part = [event.meta.organisation, ...participants].filter((id) => state.organisations.has(id));
    return [event.stream, ...part.flatMap((id) => takePart(state, subject, id))];
  }
  const org = event.meta.organisation;
  return state.organisations.has(org) ? takePart(state, subject, org) : [];
}

/** A decision belongs where the plans and sites belong that it is about. */
export function withDecisions(state: WhereState, affected: StreamName[]): StreamName[] {
  const more = affected.flatMap((stream) =>
    stream.startsWith('plan-') || stream.startsWith('site-') ? decisionsAbout(state, subjectOf(stream)) : [],
  );
  return more.length === 0 ? affected : [...new Set([...affected, ...more])];
}

function decisionsAbout(state: WhereState, subject: SubjectId): StreamName[] {
  return [...(state.decisionsOf.get(subject) ?? [])].flatMap((id) => {
    const organisations = [...(state.decisions.get(id)?.organisations ?? [])];
    return [id, ...organisations].flatMap((one) => streamOf(one)?.stream ?? []);
  });
}

function takePart(state: WhereState, decision: SubjectId, organisation: SubjectId): StreamName[] {
  const part = state.decisions.get(decision)?.organisations;
  if (!part || part.has(organisation)) return [];
  part.add(organisation);
  link(state, organisation, decision);
  return streamOf(organisation)?.stream === undefined ? [] : [streamOf(organisation)?.stream ?? ''];
}

function link(state: WhereState, of: SubjectId, decision: SubjectId): void {
  const known = state.decisionsOf.get(of);
  if (known) known.add(decision);
  else state.decisionsOf.set(of, new Set([decision]));
}
