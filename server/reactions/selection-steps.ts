import type { DecisionEventData } from '../../events/decision-record/events.ts';
import type { Command } from '../../events/decision.ts';
import type { RecordedEvent, SubjectId } from '../../events/envelope.ts';
import { subjectOf } from '../../events/ids.ts';
import type { RegionEventData } from '../../events/region/events.ts';
import { causedCommandId } from '../commands/event-id.ts';
import type { Cause, OpenStepsState } from './open-steps.ts';

/**
 * A decision that selects regions was taken → the region of the alternative that was chosen, else each that it is about,
 * is selected where it is still a candidate; revoked → that is taken back.
 */
export type SelectionStep = Cause & {
  rule: 'select-region' | 'withdraw-selection';
  region: SubjectId;
  decision: SubjectId;
};

export interface SelectionSteps {
  decisions: Record<
    SubjectId,
    {
      regions: SubjectId[];
      nothing?: string;
      revoked?: true;
      /** By alternative. */ selects?: Record<string, SubjectId>;
    }
  >;
  /** Regions that have been selected, and the decision for it. */
  selected: Record<SubjectId, SubjectId>;
}

export function openSelectionSteps(state: OpenStepsState, event: RecordedEvent, cause: Cause): void {
  const subject = subjectOf(event.stream);
  const { decisions, selected } = state.selections;
  const decision = decisions[subject];
  switch (event.type) {
    case 'DecisionDrafted': {
      const { type, subjectIds } = event.data as DecisionEventData['DecisionDrafted'];
      if (type === 'REGION_SELECTION')
        decisions[subject] = { regions: subjectIds.filter((id) => id.startsWith('reg_')) };
      return;
    }
    case 'AlternativeAdded': {
      const { alternativeId, doNothing, regionId } = event.data as DecisionEventData['AlternativeAdded'];
      if (decision && doNothing) decision.nothing = alternativeId;
      if (decision && regionId !== undefined) (decision.selects ??= {})[alternativeId] = regionId;
      return;
    }
    case 'DecisionTaken': {
      const { chosen } = event.data as DecisionEventData['DecisionTaken'];
      if (!decision || chosen === decision.nothing) return;
      const selects = decision.selects?.[chosen];
      for (const region of selects === undefined ? decision.regions : [selects])
        if (selected[region] === undefined) open(state, { ...cause, rule: 'select-region', region, decision: subject });
      return;
    }
    case 'DecisionRevoked': {
      if (!decision) return;
      decision.revoked = true;
      for (const region of decision.regions)
        if (selected[region] === subject)
          open(state, { ...cause, rule: 'withdraw-selection', region, decision: subject });
      return;
    }
    case 'RegionSelected': {
      // selected while the decision was being revoked
      const { decisionId } = event.data as RegionEventData['RegionSelected'];
      if (decisions[decisionId]?.revoked)
        open(state, { ...cause, rule: 'withdraw-selection', region: subject, decision: decisionId });
    }
  }
}

/** Takes in which regions are selected, and closes what is settled by it. Before steps are opened. */
export function closeSelectionSteps(state: OpenStepsState, event: RecordedEvent): void {
  const subject = subjectOf(event.stream);
  const { selected } = state.selections;
  if (event.type === 'RegionSelected') {
    selected[subject] = (event.data as RegionEventData['RegionSelected']).decisionId;
    drop(state, ({ region, rule }) => region === subject && rule === 'select-region');
  } else if (event.type === 'RegionSelectionWithdrawn') {
    Reflect.deleteProperty(selected, subject);
    drop(state, ({ region, rule }) => region === subject && rule === 'withdraw-selection');
  } else if (event.type === 'DecisionRevoked' || event.type === 'DecisionSuperseded') {
    drop(state, ({ decision, rule }) => decision === subject && rule === 'select-region');
  }
}

/** The reason is the event's name: what was written there is for fewer people than a region's selection. */
export function selectionCommand({ cause, rule, region, decision }: SelectionStep): Command {
  const id = causedCommandId(cause, `${rule} ${region}`);
  if (rule === 'select-region') return { id, type: 'SelectRegion', subject: region, data: { decisionId: decision } };
  const data = { decisionId: decision, reason: 'DecisionRevoked' };
  return { id, type: 'WithdrawRegionSelection', subject: region, data };
}

export const initialSelectionSteps = (): SelectionSteps => ({ decisions: {}, selected: {} });

function open(state: OpenStepsState, step: SelectionStep): void {
  state.steps[`${step.cause}/${step.region}`] = step;
}

function drop(state: OpenStepsState, which: (step: SelectionStep) => boolean): void {
  for (const [key, step] of Object.entries(state.steps))
    if ((step.rule === 'select-region' || step.rule === 'withdraw-selection') && which(step))
      Reflect.deleteProperty(state.steps, key);
}
