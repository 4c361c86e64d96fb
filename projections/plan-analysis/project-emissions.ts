import { isHidden } from '../../events/envelope.ts';
import { subjectOf } from '../../events/ids.ts';
import { fullEffectT } from '../../events/project/reduction.ts';
import type { ProjectState } from '../../events/project/state.ts';
import { lastRecorded, type Entry } from '../../events/timeline.ts';
import { streamsOf } from '../topic/topic.ts';
import { sitesOf, type PlanFacts } from './facts.ts';
import { Sheet } from './sheet.ts';
import type { InputLine } from './line.ts';

const YEARS = [2030, 2035, 2040] as const;

/**
 * What a shared connection or a pool saves is what the projects save that it makes possible: of each the part that
 * counts for this plan, by its full effect. The system's number only when every project has one.
 */
export function projectEmissions(facts: PlanFacts): {
  lines: readonly InputLine[];
  scope1Tonnes?: number;
  systemTonnes?: number;
} {
  const sheet = new Sheet(facts);
  const named = { input: 'projectScope1', unit: 't/yr' };
  // of a site that is not at the table nobody here may read what its projects save
  const sites = new Set(sitesOf(facts).map(({ id }) => id));
  const counted = streamsOf(facts.table, 'project').flatMap(([stream, project]) => {
    if (!sites.has(project.siteId)) return [];
    const share = project.attributions[facts.planId];
    const reduction = lastRecorded(project.reduction);
    if (!share || isHidden(share.value) || !reduction || isHidden(reduction.value)) return [];
    if (project.phase === 'CANCELLED') return [];
    const scope1 = fullEffectT(reduction.value) * share.value;
    sheet.recorded({ ...named, of: subjectOf(stream) }, scope1, reduction);
    const system = systemOf(project);
    if (system) sheet.recorded({ input: 'projectSystem', of: subjectOf(stream), unit: 't/yr' }, system.t, system.entry);
    return [{ scope1, system: system && system.t * share.value }];
  });
  if (counted.length === 0) {
    sheet.lacks(named, 'NO_PROJECTS', { subject: facts.planId }, true);
    return { lines: sheet.lines };
  }
  const systems = counted.flatMap(({ system }) => (system === undefined ? [] : [system]));
  const sum = (values: readonly number[]): number => values.reduce((total, one) => total + one, 0);
  return {
    lines: sheet.lines,
    scope1Tonnes: sum(counted.map(({ scope1 }) => scope1)),
    ...(systems.length === counted.length ? { systemTonnes: sum(systems) } : {}),
  };
}

/** The system's number of the year in which most is saved in scope 1. */
function systemOf({ details, reduction }: ProjectState): { t: number; entry: Entry<unknown> } | undefined {
  const value = lastRecorded(reduction)?.value;
  if (value === undefined || isHidden(value)) return undefined;
  const year = YEARS.find((one) => value[`t${one}`] === fullEffectT(value)) ?? 2030;
  const entry = lastRecorded(details[`reductionSystemT${year}`]);
  return entry && typeof entry.value === 'number' ? { t: entry.value, entry } : undefined;
}
