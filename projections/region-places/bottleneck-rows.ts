import { bottleneckCodes, type BottleneckCode } from '../../events/bottlenecks.ts';
import { isHidden, type CalendarDay, type SubjectId } from '../../events/envelope.ts';
import { subjectOf } from '../../events/ids.ts';
import type { Bottleneck } from '../../events/project/state.ts';
import { organisationNames } from '../region-overview/region-overview.ts';
import { streamsOf, type TopicState } from '../topic/topic.ts';
import { placeRows } from './place-rows.ts';

/** Something that holds a project of the region up. */
export interface BottleneckRow {
  readonly id: string;
  readonly bottleneck: Bottleneck;
  readonly projectId: SubjectId;
  readonly project: string;
  readonly siteId: SubjectId;
  readonly site: string;
  /** Who resolves it, and until when. */
  readonly owner?: { readonly id: SubjectId; readonly name: string; readonly due: CalendarDay };
  readonly resolved: boolean;
  readonly overdue: boolean;
}

/** Kinds of bottleneck that belong together, as they are told in the taxonomy (domain.md A.8). */
export const bottleneckGroups = ['GRID', 'H2', 'CO2', 'GAS', 'HEAT', 'MONEY', 'SPACE', 'MEANS', 'TOGETHER'] as const;
export type BottleneckGroup = (typeof bottleneckGroups)[number];

const groupByCode: Readonly<Record<string, BottleneckGroup>> = {
  BUSINESS_CASE: 'MONEY',
  ELECTRICITY_PRICE: 'MONEY',
  FINANCING: 'MONEY',
  SUBSIDY_GAP: 'MONEY',
  PERMIT: 'SPACE',
  NITROGEN: 'SPACE',
  SPACE: 'SPACE',
  ENV_LAW: 'SPACE',
  TECHNOLOGY: 'MEANS',
  STAFF: 'MEANS',
  SUPPLY_CHAIN: 'MEANS',
};

export function groupOfBottleneck(code: string): BottleneckGroup {
  const known = groupByCode[code];
  if (known) return known;
  const begin = code.split('_')[0] as BottleneckGroup;
  return (bottleneckGroups as readonly string[]).includes(begin) ? begin : 'TOGETHER';
}

/** What holds up the projects of a region: what is open first, the gravest first, in the order of the taxonomy. */
export function bottleneckRows(
  state: TopicState,
  today: CalendarDay,
  here?: (site: SubjectId) => boolean,
): BottleneckRow[] {
  const nameOf = organisationNames(state);
  const places = new Map(placeRows(state, today, here).map((row) => [row.id, row]));
  return streamsOf(state, 'project')
    .flatMap(([stream, { bottlenecks }]) => {
      const place = places.get(subjectOf(stream));
      if (!place?.project) return [];
      const { project, site } = place;
      return Object.values(bottlenecks).map((bottleneck): BottleneckRow => {
        const given = bottleneck.owner?.value;
        const owner = given && !isHidden(given) ? given : undefined;
        const resolved = bottleneck.resolved !== undefined;
        return {
          ...{ id: bottleneck.id, bottleneck, projectId: project.id, project: project.title },
          ...{ siteId: site.id, site: site.name, resolved },
          ...(owner ? { owner: { id: owner.ownerOrgId, name: nameOf(owner.ownerOrgId), due: owner.due } } : {}),
          overdue: !resolved && owner !== undefined && owner.due < today,
        };
      });
    })
    .sort(
      (a, b) =>
        Number(a.resolved) - Number(b.resolved) ||
        place(a.bottleneck.code) - place(b.bottleneck.code) ||
        b.bottleneck.severity - a.bottleneck.severity,
    );
}

const place = (code: string): number => bottleneckCodes.indexOf(code as BottleneckCode);
