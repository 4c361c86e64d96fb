import type { CalendarDay } from '../../events/envelope.ts';
import type { Parameters } from '../analysis/parameters.ts';
import { infraConfrontation } from '../infra-confrontation/infra-confrontation.ts';
import { graceYearsOf } from '../region-models/grace-years.ts';
import type { TopicState } from '../topic/topic.ts';

/** What the letter to Parliament says of all projects that need new infrastructure: the share that cannot or possibly cannot go on. */
export const SHARE_OF_THE_LETTER = 0.73;

/** Of the projects that a viewer sees, those that cannot or possibly cannot go on, 0–1; null: none needs anything. */
export interface FeasibleShare {
  readonly share: number | null;
  readonly projects: number;
  /** Projects of which the viewer sees that they are there, and not what they need. */
  readonly hiddenProjects: number;
}

/** @param state projects, sites and infrastructure of the whole country, as the viewer sees them */
export function feasibleShare(state: TopicState, parameters: Parameters, on: CalendarDay): FeasibleShare {
  const found = infraConfrontation({ state, on, here: () => true }, graceYearsOf({ parameters }));
  return { share: found.share, projects: found.projects.length, hiddenProjects: found.hiddenProjects };
}
