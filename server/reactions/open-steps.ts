import type { EventId, LogIndex, RecordedEvent, Role, SubjectId } from '../../events/envelope.ts';
import { subjectOf } from '../../events/ids.ts';
import type { PlanEventData } from '../../events/plan/events.ts';
import type { SiteEventData } from '../../events/site/events.ts';
import { closeDecisionSteps, openDecisionSteps, type DecisionSteps, type SupersedeStep } from './decision-steps.ts';
import { closeGateSteps, initialGateSteps, openGateSteps, type GateStep, type GateSteps } from './gate-steps.ts';
import {
  closeReductionSteps,
  forgetReductions,
  initialReductionSteps,
  openReductionSteps,
  type ReductionStep,
  type ReductionSteps,
} from './reduction-steps.ts';
import {
  closeSelectionSteps,
  initialSelectionSteps,
  openSelectionSteps,
  type SelectionStep,
  type SelectionSteps,
} from './selection-steps.ts';
import type { SideProjection } from '../readmodels/standing.ts';

/**
 * Steps that a cause has opened and no consequence has closed yet: what must still be written in another stream.
 * Folded from the log alone, so that a kill between the steps is rolled forward and nothing is done twice.
 */
export interface OpenStepsState {
  steps: Record<EventId, Step>;
  /** Megawatts reserved now: whose, where, for which plan. */
  reserved: Record<string, { site: SubjectId; plan: SubjectId; organisation: SubjectId }>;
  decisions: DecisionSteps;
  gates: GateSteps;
  selections: SelectionSteps;
  reductions: ReductionSteps;
}

export type Step =
  /** SiteCapacityReserved → the plan records the pledge; refused → the megawatts come free. */
  | (Cause & { rule: 'record-pledge'; site: SubjectId; reservation: SiteEventData['SiteCapacityReserved'] })
  /** ContributionWithdrawn, ParticipantLeft or PlanStopped → the site's megawatts come free. */
  | (Cause & { rule: 'release-capacity'; site: SubjectId; contributionId: string; reason: string })
  | SupersedeStep
  | GateStep
  | SelectionStep
  | ReductionStep;

export interface Cause {
  readonly cause: EventId;
  readonly index: LogIndex;
  readonly organisation: string;
  readonly role: Role;
  readonly correlation: string;
}

export const openSteps: SideProjection<OpenStepsState> = {
  name: 'open-steps',
  version: 5,
  initial: () => ({
    steps: {},
    reserved: {},
    decisions: { replacing: {}, ended: {} },
    gates: initialGateSteps(),
    selections: initialSelectionSteps(),
    reductions: initialReductionSteps(),
  }),
  apply(state, event) {
    close(state, event);
    closeDecisionSteps(state, event);
    closeGateSteps(state, event);
    closeSelectionSteps(state, event);
    closeReductionSteps(state, event);
    open(state, event);
  },
  erased: forgetReductions,
};

function open(state: OpenStepsState, event: RecordedEvent): void {
  const cause: Cause = {
    cause: event.id,
    index: event.index,
    organisation: event.meta.organisation,
    role: event.meta.role,
    correlation: event.meta.$correlationId,
  };
  const subject = subjectOf(event.stream);
  openDecisionSteps(state, event, cause);
  openGateSteps(state, event, cause);
  openSelectionSteps(state, event, cause);
  openReductionSteps(state, event, cause);
  if (event.type === 'SiteCapacityReserved') {
    const reservation = event.data as SiteEventData['SiteCapacityReserved'];
    state.steps[event.id] = { ...cause, rule: 'record-pledge', site: subject, reservation };
    state.reserved[reservation.contributionId] = {
      site: subject,
      plan: reservation.planId,
      organisation: event.meta.organisation,
    };
  } else if (event.type === 'ContributionWithdrawn') {
    const { contributionId } = event.data as PlanEventData['ContributionWithdrawn'];
    const standing = state.reserved[contributionId];
    if (standing) openRelease(state, cause, standing.site, contributionId, 'ContributionWithdrawn');
  } else if (event.type === 'ParticipantLeft' || event.type === 'PlanStopped') {
    const orgId = event.type === 'PlanStopped' ? undefined : (event.data as PlanEventData['ParticipantLeft']).orgId;
    for (const [contributionId, standing] of Object.entries(state.reserved)) {
      if (standing.plan !== subject || (orgId !== undefined && standing.organisation !== orgId)) continue;
      openRelease(state, cause, standing.site, contributionId, event.type);
    }
  }
}

function openRelease(
  state: OpenStepsState,
  cause: Cause,
  site: SubjectId,
  contributionId: string,
  reason: string,
): void {
  state.steps[`${cause.cause}/${contributionId}`] = {
    ...cause,
    rule: 'release-capacity',
    site,
    contributionId,
    reason,
  };
}

function close(state: OpenStepsState, event: RecordedEvent): void {
  if (event.type === 'ContributionPledged' || event.type === 'ContributionChanged') {
    Reflect.deleteProperty(state.steps, event.meta.$causationId);
  } else if (event.type === 'SiteCapacityReleased') {
    const { contributionId } = event.data as SiteEventData['SiteCapacityReleased'];
    Reflect.deleteProperty(state.reserved, contributionId);
    for (const [key, step] of Object.entries(state.steps)) {
      if (step.rule !== 'record-pledge' && step.rule !== 'release-capacity') continue;
      const id = step.rule === 'record-pledge' ? step.reservation.contributionId : step.contributionId;
      if (id === contributionId) Reflect.deleteProperty(state.steps, key);
    }
  }
}
