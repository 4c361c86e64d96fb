import { refuse, type Decision, type DecideContext } from '../decision.ts';
import type { SubjectId } from '../envelope.ts';
import { isHidden } from '../envelope.ts';
import type { ProjectState, Reduction } from './state.ts';

/** More than this part of a site's baseline cannot be reduced (assumption; a versioned parameter). */
export const MOST_OF_BASELINE = 1.1;

/** The full effect of a project in tonnes a year, scope 1: the largest of its three figures. */
export function fullEffectT({ t2030, t2035, t2040 }: Reduction): number {
  return Math.max(t2030, t2035, t2040);
}

/** Refused when the bounds do not lie around the full effect. */
export function boundsReversed(reduction: Reduction): Decision | undefined {
  const value = fullEffectT(reduction);
  const { low = value, high = value } = reduction;
  return low <= value && value <= high ? undefined : refuse('BOUNDS_REVERSED', { low, value, high });
}

/**
 * I7: a site's projects together cannot save much more than it emits. Of routes that exclude each other only the
 * preferred one counts. Unknown baseline: not checked.
 */
export function exceedsBaseline(
  siteId: SubjectId,
  project: SubjectId,
  reduction: Reduction,
  alternative: ProjectState['alternative'],
  context: DecideContext,
): Decision | undefined {
  const site = context.around.siteReduction?.(siteId, project);
  const own = alternative && !isHidden(alternative.value) ? alternative.value : undefined;
  if (!site?.baselineT || own?.preferred === false) return undefined;
  const others = site.others.filter(
    ({ group, preferred }) => preferred && (group === undefined || group !== own?.groupId),
  );
  const total = others.reduce((sum, { t }) => sum + t, fullEffectT(reduction));
  if (total <= site.baselineT * MOST_OF_BASELINE) return undefined;
  return refuse('REDUCTION_EXCEEDS_BASELINE', { percent: Math.round((total / site.baselineT) * 100) });
}
