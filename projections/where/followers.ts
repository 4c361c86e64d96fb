import type { CaseEventData } from '../../events/case/events.ts';
import type { StreamName, SubjectId, VisibleEvent } from '../../events/envelope.ts';
import { kindOf, streamOf } from '../../events/ids.ts';
import type { InfrastructureEventData } from '../../events/infrastructure/events.ts';
import type { InterventionEventData } from '../../events/intervention/events.ts';
import type { ProjectEventData } from '../../events/project/events.ts';
import type { ReleaseEventData } from '../../events/release/events.ts';
import type { SuggestionEventData } from '../../events/suggestion/events.ts';
import { touches } from './geometry.ts';
import type { WhereState } from './state.ts';

/** Kinds that stand in the country's topic from their first event on, whatever it says. */
const national = new Set(['lesson', 'programme', 'parameter', 'interview', 'selection']);

/**
 * Folds an event of a kind that belongs where something else belongs: projects, suggestions and cases to their sites,
 * infrastructure to the regions it touches. Undefined: not an event of these kinds.
 */
export function affectFollower(state: WhereState, event: VisibleEvent, subject: SubjectId): StreamName[] | undefined {
  if (national.has(kindOf(event.stream))) return state.topics.has(event.stream) ? [] : [event.stream];
  switch (event.type) {
    case 'ProjectProposed': {
      const { siteId } = event.data as ProjectEventData['ProjectProposed'];
      state.projects.set(subject, siteId);
      return follows(state, event.stream, subject, [siteId]);
    }
    case 'BottleneckAssigned': {
      const { bottleneckId, ownerOrgId } = event.data as ProjectEventData['BottleneckAssigned'];
      const owners = state.bottlenecks.get(subject) ?? new Map<string, SubjectId>();
      const before = owners.get(bottleneckId);
      state.bottlenecks.set(subject, owners.set(bottleneckId, ownerOrgId));
      return [event.stream, ...streams(before === undefined ? [ownerOrgId] : [before, ownerOrgId])];
    }
    case 'SynergySuggested': {
      const { siteIds } = event.data as SuggestionEventData['SynergySuggested'];
      state.suggestions.set(subject, siteIds);
      return follows(state, event.stream, subject, siteIds);
    }
    case 'CaseOpened': {
      const { siteIds } = event.data as CaseEventData['CaseOpened'];
      state.cases.set(subject, { sites: siteIds, regions: new Set(), plans: new Set() });
      return follows(state, event.stream, subject, siteIds);
    }
    case 'CaseLinkedToPlan': {
      const { planId } = event.data as CaseEventData['CaseLinkedToPlan'];
      state.cases.get(subject)?.plans.add(planId);
      return follows(state, event.stream, subject, [planId]);
    }
    case 'CaseScaledToRegion':
      state.cases.get(subject)?.regions.add((event.data as CaseEventData['CaseScaledToRegion']).regionId);
      return [event.stream];
    case 'InterventionStarted': {
      const { targetIds } = event.data as InterventionEventData['InterventionStarted'];
      state.interventions.set(
        subject,
        targetIds.filter((id) => streamOf(id)?.kind === 'region'),
      );
      return [event.stream];
    }
    case 'AggregateReleased':
      state.releases.set(subject, (event.data as ReleaseEventData['AggregateReleased']).scope);
      return [event.stream];
    default:
      return kindOf(event.stream) === 'infrastructure' ? affectInfrastructure(state, event, subject) : undefined;
  }
}

/** Places all infrastructure anew; returns the streams that belong elsewhere now. */
export function placeAllInfrastructure(state: WhereState): StreamName[] {
  return streams([...state.infrastructure.keys()].filter((id) => placeInfrastructure(state, id)));
}

export function linked(map: Map<SubjectId, Set<SubjectId>>, key: SubjectId): Set<SubjectId> {
  const known = map.get(key);
  if (known) return known;
  const fresh = new Set<SubjectId>();
  map.set(key, fresh);
  return fresh;
}

export function streams(subjects: Iterable<SubjectId>): StreamName[] {
  return [...new Set(subjects)].flatMap((subject) => streamOf(subject)?.stream ?? []);
}

function affectInfrastructure(state: WhereState, event: VisibleEvent, subject: SubjectId): StreamName[] {
  if (event.type === 'InfrastructureRegistered') {
    const { kind, operatorId, geometry, example } = event.data as InfrastructureEventData['InfrastructureRegistered'];
    const placed = {
      kind,
      operator: operatorId,
      geometry,
      example: example === true,
      within: [],
      plans: new Set<SubjectId>(),
    };
    state.infrastructure.set(subject, placed);
    placeInfrastructure(state, subject);
    return [event.stream];
  }
  if (event.type === 'GroupCapacityGranted' || event.type === 'GroupCapacityRefused') {
    state.infrastructure.get(subject)?.plans.add((event.data as { planId: SubjectId }).planId);
    return [event.stream];
  }
  return state.topics.has(event.stream) ? [] : [event.stream];
}

/** True when it lies in other regions than before. Infrastructure of the example lies in regions of the example. */
function placeInfrastructure(state: WhereState, id: SubjectId): boolean {
  const placed = state.infrastructure.get(id);
  if (!placed) return false;
  const before = placed.within.join();
  const { geometry, example } = placed;
  placed.within =
    geometry === null
      ? []
      : [...state.regions].flatMap(([region, outline]) =>
          outline.example === example && touches(outline.geometry, geometry) ? [region] : [],
        );
  return placed.within.join() !== before;
}

function follows(
  state: WhereState,
  stream: StreamName,
  subject: SubjectId,
  leaders: readonly SubjectId[],
): StreamName[] {
  for (const leader of leaders) linked(state.followers, leader).add(subject);
  return [stream];
}
