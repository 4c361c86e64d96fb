import { isHidden } from '../../events/envelope.ts';
import { lastRecorded } from '../../events/timeline.ts';
import { calculationOf } from './build.ts';
import { sitesOf, type PlanFacts } from './facts.ts';
import { mayCalculate, profilesOf } from './joint-connection.ts';

/** The files whose profiles go into a plan's calculation: of a group none before all of its members have consented. */
export function filesOf(facts: Omit<PlanFacts, 'profile'>): string[] {
  const sites = sitesOf(facts);
  const calc = calculationOf[facts.plan.kind];
  if (calc === 'shared-heat')
    return sites.flatMap(({ site }) =>
      Object.values(site.processHeat).flatMap((timeline) => {
        const value = lastRecorded(timeline)?.value;
        return value === undefined || isHidden(value) || value.profileFileId === undefined ? [] : [value.profileFileId];
      }),
    );
  if (calc !== 'joint-connection' || !sites.every((one) => mayCalculate(facts, one))) return [];
  return sites.flatMap(({ site }) => {
    const files = profilesOf(site);
    return [files?.offtake, files?.feedIn].filter((file) => file !== undefined);
  });
}
