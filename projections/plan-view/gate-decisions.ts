import type { Role, SubjectId } from '../../events/envelope.ts';
import type { DecisionStatus } from '../../events/decision-record/state.ts';
import { subjectOf } from '../../events/ids.ts';
import { gateRoles } from '../../events/plan/gates.ts';
import { streamsOf, type TopicState } from '../topic/topic.ts';

/** A decision on a gate of a plan, and who of those it takes has not taken or endorsed it yet. */
export interface GateDecisionView {
  id: SubjectId;
  question: string;
  status: DecisionStatus;
  /** Roles that are still waited for; empty once the decision binds. */
  awaited: Role[];
  /** It was decided to do nothing: no gate is passed by it. */
  nothing: boolean;
}

/** The decisions of type GATE about a plan that a viewer sees, the newest first. */
export function gateDecisions(state: TopicState, planId: SubjectId): GateDecisionView[] {
  return streamsOf(state, 'decision')
    .filter(([, decision]) => decision.type === 'GATE' && decision.subjectIds.includes(planId))
    .sort(([, a], [, b]) => (b.drafted?.index ?? 0) - (a.drafted?.index ?? 0))
    .map(([stream, { question, status, taken, endorsements, alternatives }]) => {
      const roles = [...(taken ? [taken.role] : []), ...Object.values(endorsements).map(({ role }) => role)];
      return {
        id: subjectOf(stream),
        question,
        status,
        awaited: gateRoles.filter((role) => !roles.includes(role)),
        nothing: taken !== undefined && alternatives[taken.chosen]?.doNothing === true,
      };
    });
}
