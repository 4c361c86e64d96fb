import type { DecideContext } from '../../events/decision.ts';
import { isHidden, type SubjectId } from '../../events/envelope.ts';
import { streamOf } from '../../events/ids.ts';
import { checklist } from '../../events/plan/checklist.ts';
import type { ChecklistItem, Gate } from '../../events/plan/gates.ts';
import type { Snapshot } from '../../events/plan/evolve-working.ts';
import { streamsOf, streamState, type TopicState } from '../topic/topic.ts';

/** Something that a gate asks for. `there` is undefined when this viewer cannot see whether it is: the server will. */
export interface ChecklistLine {
  item: ChecklistItem;
  there: boolean | undefined;
}

/**
 * What a gate asks for and how much of it is there, by the same rule that decides a request, from what a viewer sees.
 * A gate that asks for a calculation is looked at with all that were recorded.
 */
export function gateChecklist(state: TopicState, planId: SubjectId, gate: Gate, seesAll: boolean): ChecklistLine[] {
  const plan = streamState(state, 'plan', streamOf(planId)?.stream ?? '');
  if (!plan?.exists) return [];
  const snapshots = Object.values(plan.snapshots).map(({ id }: Snapshot) => id);
  const context = { around: aroundPlan(state, seesAll) };
  return checklist(plan, gate, snapshots, planId, context).map(([item, there]) => ({ item, there }));
}

/** Sites of the plan of which nobody has said what flexibility they have, as far as the viewer sees it. */
export function sitesWithoutFlexibility(state: TopicState, siteIds: readonly SubjectId[]): SubjectId[] {
  return siteIds.filter((id) => {
    const site = streamState(state, 'site', streamOf(id)?.stream ?? '');
    return site !== undefined && Object.keys(site.flexibility).length === 0;
  });
}

/** What an operator has granted a plan's group, in MW by direction. */
export function grantedMW(state: TopicState, planId: SubjectId): { direction: 'OFFTAKE' | 'FEED_IN'; MW: number }[] {
  return streamsOf(state, 'infrastructure').flatMap(([, { groups }]) =>
    Object.entries(groups[planId] ?? {}).flatMap(([direction, { granted }]) =>
      granted === undefined || isHidden(granted.value)
        ? []
        : [{ direction: direction as 'OFFTAKE' | 'FEED_IN', MW: granted.value.MW }],
    ),
  );
}

/** Facts of other streams, from the topic; what is for participants only is not known to others. */
function aroundPlan(state: TopicState, seesAll: boolean): DecideContext['around'] {
  const siteOf = (id: SubjectId) => streamState(state, 'site', streamOf(id)?.stream ?? '');
  return {
    siteOwner: (id) => siteOf(id)?.orgId,
    regionExists: () => undefined,
    organisationExists: () => undefined,
    flexibilityStated: (id) => {
      const stated = Object.keys(siteOf(id)?.flexibility ?? {}).length > 0;
      return stated || (seesAll && siteOf(id) !== undefined) ? stated : undefined;
    },
    bottlenecksWithoutOwner: (plan) =>
      streamsOf(state, 'project')
        .flatMap(([, { bottlenecks }]) => Object.values(bottlenecks))
        .filter(({ planId, owner, resolved }) => planId === plan && owner === undefined && resolved === undefined)
        .length,
    groupCapacity: (plan) => {
      const granted = grantedMW(state, plan);
      return granted.length > 0 || seesAll ? granted : undefined;
    },
  };
}
