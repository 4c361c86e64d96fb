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
};

export interface LiveStates {
  organisation: organisation.OrganisationState;
  region: region.RegionState;
  site: site.SiteState;
  plan: plan.PlanState;
  decision: decision.DecisionState;
  narrative: narrative.NarrativeState;
}

export type LiveKindName = keyof typeof liveKinds;
export type AnyState = LiveStates[LiveKindName];

/** The functions of a kind for callers that handle any kind. */
export function liveKind(name: string): StreamKind<AnyState> | undefined {
  return (liveKinds as unknown as Record<string, StreamKind<AnyState> | undefined>)[name];
}
