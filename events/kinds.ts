import * as site from './site/state.ts';
import { decide as decideSite } from './site/decide.ts';
import * as plan from './plan/state.ts';
import { decide as decidePlan } from './plan/decide.ts';
import * as region from './region/state.ts';
import { decide as decideRegion } from './region/decide.ts';
import * as organisation from './organisation/state.ts';
import { decide as decideOrganisation } from './organisation/decide.ts';
import * as narrative from './narrative/state.ts';
import * as decision from './decision-record/state.ts';
import { decide as decideDecision } from './decision-record/decide.ts';
import * as project from './project/state.ts';
import { decide as decideProject } from './project/decide.ts';
import * as infrastructure from './infrastructure/state.ts';
import { decide as decideInfrastructure } from './infrastructure/decide.ts';
import * as suggestion from './suggestion/state.ts';
import { decide as decideSuggestion } from './suggestion/decide.ts';
import * as casus from './case/state.ts';
import { decide as decideCase } from './case/decide.ts';
import * as lesson from './lesson/state.ts';
import { decide as decideLesson } from './lesson/decide.ts';
import * as intervention from './intervention/state.ts';
import { decide as decideIntervention } from './intervention/decide.ts';
import * as programme from './programme/state.ts';
import { decide as decideProgramme } from './programme/decide.ts';
import * as parameter from './parameter/state.ts';
import { decide as decideParameter } from './parameter/decide.ts';
import * as interview from './interview/state.ts';
import { decide as decideInterview } from './interview/decide.ts';
import * as selection from './selection/state.ts';
import { decide as decideSelection } from './selection/decide.ts';
import * as release from './release/state.ts';
import { decide as decideRelease } from './release/decide.ts';
import { notKnownHere } from './decision.ts';
import type { StreamKind } from './spec.ts';

/** The kinds of stream that people work on, as pure functions: what server and browser both run. Holds no schema. */
export const liveKinds = {
  organisation: { ...organisation, decide: decideOrganisation } satisfies StreamKind<organisation.OrganisationState>,
  region: { ...region, decide: decideRegion } satisfies StreamKind<region.RegionState>,
  site: { ...site, decide: decideSite } satisfies StreamKind<site.SiteState>,
  plan: { ...plan, decide: decidePlan } satisfies StreamKind<plan.PlanState>,
  decision: { ...decision, decide: decideDecision } satisfies StreamKind<decision.DecisionState>,
  /** Deciding on a text takes CodeMirror: the server has it (catalogue.ts), a page when somebody writes. */
  narrative: { ...narrative, decide: () => notKnownHere } satisfies StreamKind<narrative.NarrativeState>,
  project: { ...project, decide: decideProject } satisfies StreamKind<project.ProjectState>,
  infrastructure: {
    ...infrastructure,
    decide: decideInfrastructure,
  } satisfies StreamKind<infrastructure.InfrastructureState>,
  suggestion: { ...suggestion, decide: decideSuggestion } satisfies StreamKind<suggestion.SuggestionState>,
  case: { ...casus, decide: decideCase } satisfies StreamKind<casus.CaseState>,
  lesson: { ...lesson, decide: decideLesson } satisfies StreamKind<lesson.LessonState>,
  intervention: { ...intervention, decide: decideIntervention } satisfies StreamKind<intervention.InterventionState>,
  programme: { ...programme, decide: decideProgramme } satisfies StreamKind<programme.ProgrammeState>,
  parameter: { ...parameter, decide: decideParameter } satisfies StreamKind<parameter.ParameterState>,
  interview: { ...interview, decide: decideInterview } satisfies StreamKind<interview.InterviewState>,
  selection: { ...selection, decide: decideSelection } satisfies StreamKind<selection.SelectionState>,
  release: { ...release, decide: decideRelease } satisfies StreamKind<release.ReleaseState>,
};

export interface LiveStates {
  organisation: organisation.OrganisationState;
  region: region.RegionState;
  site: site.SiteState;
  plan: plan.PlanState;
  decision: decision.DecisionState;
  narrative: narrative.NarrativeState;
  project: project.ProjectState;
  infrastructure: infrastructure.InfrastructureState;
  suggestion: suggestion.SuggestionState;
  case: casus.CaseState;
  lesson: lesson.LessonState;
  intervention: intervention.InterventionState;
  programme: programme.ProgrammeState;
  parameter: parameter.ParameterState;
  interview: interview.InterviewState;
  selection: selection.SelectionState;
  release: release.ReleaseState;
}

export type LiveKindName = keyof typeof liveKinds;
export type AnyState = LiveStates[LiveKindName];

/** The functions of a kind for callers that handle any kind. */
export function liveKind(name: string): StreamKind<AnyState> | undefined {
  return (liveKinds as unknown as Record<string, StreamKind<AnyState> | undefined>)[name];
}
