import type { CorrectableFact } from './correction.ts';
import type { KindName } from './ids.ts';
import { correctableFacts as ofInfrastructure, type InfrastructureState } from './infrastructure/state.ts';
import { correctableFacts as ofIntervention, type InterventionState } from './intervention/state.ts';
import { correctableFacts as ofPlan } from './plan/correctable.ts';
import type { PlanState } from './plan/state.ts';
import { correctableFacts as ofProgramme, type ProgrammeState } from './programme/state.ts';
import { correctableFacts as ofProject } from './project/correctable.ts';
import type { ProjectState } from './project/state.ts';
import { correctableFacts as ofSite } from './site/decide.ts';
import type { SiteState } from './site/state.ts';

/** What CorrectFact may point at in a stream, whatever its kind; of most kinds nothing. */
export function correctableFactsOf(kind: KindName, state: object): readonly CorrectableFact[] {
  switch (kind) {
    case 'site':
      return ofSite(state as SiteState);
    case 'plan':
      return ofPlan(state as PlanState);
    case 'project':
      return ofProject(state as ProjectState);
    case 'infrastructure':
      return ofInfrastructure(state as InfrastructureState);
    case 'programme':
      return ofProgramme(state as ProgrammeState);
    case 'intervention':
      return ofIntervention(state as InterventionState);
    default:
      return [];
  }
}
