import type { SubjectId } from '../../events/envelope.ts';
import { streamOf, subjectOf } from '../../events/ids.ts';
import type { PlanKind } from '../../events/plan/details.ts';
import { presentParticipants, type PlanState } from '../../events/plan/state.ts';
import type { SuggestionState } from '../../events/suggestion/state.ts';
import { partNames, type PartName } from '../analysis/suggestions/part-names.ts';
import type { Level } from '../analysis/suggestions/shown.ts';
import { organisationNames, siteRow } from '../region-overview/region-overview.ts';
import { streamState, streamsOf } from '../topic/topic.ts';
import { shownOf, type Table } from './table.ts';

/** Sites that might make a plan together, as a viewer may know of it. */
export interface SuggestionRow {
  readonly id: SubjectId;
  readonly kind: PlanKind;
  /** Undefined name: it lies at another table. */
  readonly sites: readonly {
    readonly id: SubjectId;
    readonly name?: string;
    readonly orgId?: SubjectId;
    readonly organisation?: string;
  }[];
  /** 0–100; to tens for who may not see the figures of all of its sites. */
  readonly score: number;
  readonly exact: boolean;
  /** How much of each there is; a part of which nothing is known is left out. `value` 0–1 where all may be seen. */
  readonly parts: readonly { readonly part: PartName; readonly level: Level; readonly value?: number }[];
  readonly state: 'OPEN' | 'ACCEPTED' | 'DISMISSED';
  /** Why nobody wants to see it again. */
  readonly reason?: string;
  /** The plan that came of it. */
  readonly planId?: SubjectId;
}

/**
 * The suggestions of a table, the best first. One that no longer follows from what is known has a score of 0 and is not
 * offered; one whose sites sit together in a plan of that kind already counts as accepted.
 */
export function suggestionRows(table: Table): SuggestionRow[] {
  const nameOf = organisationNames(table.state);
  const plans = streamsOf(table.state, 'plan').map(([stream, plan]) => ({ id: subjectOf(stream), plan }));
  return streamsOf(table.state, 'suggestion')
    .flatMap(([stream, one]): SuggestionRow[] => {
      const id = subjectOf(stream);
      const rounded = shownOf(one.rounded);
      if (!rounded) return [];
      const reason = shownOf(one.dismissed);
      const plan = plans.find((other) => comesFrom(other.plan, id, one));
      const state = plan ? 'ACCEPTED' : one.dismissed ? 'DISMISSED' : 'OPEN';
      if (rounded.score === 0 && state === 'OPEN') return [];
      const exact = shownOf(one.exact);
      return [
        {
          ...{ id, kind: one.kind, state, exact: exact !== undefined, score: exact?.score ?? rounded.score },
          sites: one.siteIds.map((site) => siteOf(table, site, nameOf)),
          parts: partNames.flatMap((part) => {
            const [level, value] = [rounded.bands[part], exact?.parts[part]];
            return level === undefined ? [] : [{ part, level, ...(value === undefined ? {} : { value }) }];
          }),
          ...(reason === undefined ? {} : { reason }),
          ...(plan ? { planId: plan.id } : {}),
        },
      ];
    })
    .sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1));
}

function comesFrom(plan: PlanState, id: SubjectId, { kind, siteIds }: SuggestionState): boolean {
  if (plan.suggestionId === id) return true;
  if (plan.kind !== kind || plan.status === 'STOPPED') return false;
  const brought = presentParticipants(plan).flatMap((one) => one.siteIds);
  return siteIds.every((site) => brought.includes(site));
}

function siteOf(
  { state, on }: Table,
  id: SubjectId,
  nameOf: (org: SubjectId) => string,
): SuggestionRow['sites'][number] {
  const site = streamState(state, 'site', streamOf(id)?.stream ?? '');
  if (!site) return { id };
  const { name, orgId, organisation } = siteRow(id, site, on, nameOf);
  return { id, name, orgId, organisation };
}
