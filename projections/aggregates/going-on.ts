import type { CalendarDay, StreamName, SubjectId } from '../../events/envelope.ts';
import type { InfrastructureState } from '../../events/infrastructure/state.ts';
import type { AnyState } from '../../events/kinds.ts';
import type { ProjectState } from '../../events/project/state.ts';
import type { SiteState } from '../../events/site/state.ts';
import type { TopicState } from '../topic/topic.ts';
import { infraConfrontation } from '../infra-confrontation/infra-confrontation.ts';

/** What is known of networks, and by which day and patience projects are looked at. */
export interface KnownNetworks {
  readonly infrastructure: readonly (readonly [StreamName, InfrastructureState])[];
  readonly on: CalendarDay;
  /** So much later than wanted is late, and not too late. */
  readonly graceYears: number;
}

/** A project with a need: can it go on? Not: it cannot, or possibly cannot. */
export interface ProjectOutlook {
  readonly siteId: SubjectId;
  readonly goesOn: boolean;
}

/** Every project with a need, confronted with what networks offer when nothing is hidden (domain C1). */
export function outlooks(
  site: readonly (readonly [StreamName, SiteState])[],
  project: readonly (readonly [StreamName, ProjectState])[],
  { infrastructure, on, graceYears }: KnownNetworks,
): ProjectOutlook[] {
  const all: readonly (readonly [StreamName, AnyState])[] = [...site, ...project, ...infrastructure];
  const streams: TopicState['streams'] = Object.fromEntries(all);
  const { projects } = infraConfrontation({ state: { streams }, on, here: () => true }, graceYears);
  return projects.map(({ siteId, verdict }) => ({ siteId, goesOn: verdict === 'FEASIBLE' }));
}
