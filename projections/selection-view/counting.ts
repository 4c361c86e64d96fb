import { isHidden } from '../../events/envelope.ts';
import type { ProjectState } from '../../events/project/state.ts';

/** It goes on, and no other route takes its place. */
export function isGoing(project: ProjectState): boolean {
  return project.exists && project.phase !== 'CANCELLED' && !isExcluded(project);
}

/** Of routes that exclude each other only the preferred one counts. */
export function isExcluded({ alternative }: ProjectState): boolean {
  return alternative !== undefined && !isHidden(alternative.value) && !alternative.value.preferred;
}
