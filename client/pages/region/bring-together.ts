import type { AnyState } from '../../../events/kinds.ts';
import { streamOf } from '../../../events/ids.ts';
import type { SiteState } from '../../../events/site/state.ts';
import type { SuggestionState } from '../../../events/suggestion/state.ts';
import { streamState, type TopicState } from '../../../projections/topic/topic.ts';

interface Wanted {
  readonly type: 'JoinPlan' | 'InviteParticipant';
  readonly subject: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** What follows the start of a plan from a suggestion: one's own sites come to it, and the owners of the others are invited. */
export function bringTogether(
  plan: string,
  organisation: string,
  suggestion: AnyState | undefined,
  table: TopicState,
): Wanted[] {
  if (!suggestion || !('siteIds' in suggestion)) return [];
  const { siteIds, kind } = suggestion as SuggestionState;
  const owners = new Map<string, string[]>();
  const roles = new Map<string, string>();
  for (const id of siteIds) {
    const site = streamState(table, 'site', streamOf(id)?.stream ?? '');
    if (!site) continue;
    owners.set(site.orgId, [...(owners.get(site.orgId) ?? []), id]);
    roles.set(site.orgId, kind === 'SHARED_HEAT' ? roleOf(site) : 'MEMBER');
  }
  return [...owners].map(([orgId, own]): Wanted => {
    const role = roles.get(orgId) ?? 'MEMBER';
    return orgId === organisation
      ? { type: 'JoinPlan', subject: plan, data: { orgId, role, siteIds: own } }
      : { type: 'InviteParticipant', subject: plan, data: { orgId, role } };
  });
}

/** Who gives and who takes, as far as it can be seen; else somebody who takes part. */
function roleOf({ offers, processHeat }: SiteState): string {
  const [gives, takes] = [Object.keys(offers).length > 0, Object.keys(processHeat).length > 0];
  return gives === takes ? 'MEMBER' : gives ? 'SOURCE' : 'SINK';
}
