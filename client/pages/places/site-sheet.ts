import { streamOf, subjectOf } from '../../../events/ids.ts';
import { sectors } from '../../../events/site/sectors.ts';
import type { SiteState } from '../../../events/site/state.ts';
import type { Entry } from '../../../events/timeline.ts';
import { projectCell } from '../../../projections/region-places/place-rows.ts';
import { streamState, streamsOf } from '../../../projections/topic/topic.ts';
import { named, amount, day, seen } from './printed.ts';
import type { RegionTable } from './region-table.svelte.ts';
import { actionGroup } from './action-group.ts';
import { may } from './rights.ts';
import { when, type Group, type Sheet } from './sheet.ts';
import { energyGroups } from './site-energy.ts';
import { t } from './texts.ts';

/** The page of a site; undefined: there is none that this person may see. */
export function siteSheet(table: RegionTable, id: string): Sheet | undefined {
  const site = streamState(table.state, 'site', streamOf(id)?.stream ?? '');
  if (!site?.exists) return undefined;
  const own = may(table, 'OfferResidualHeat', id);
  const steward = may(table, 'AssignCluster', id);
  const closed = site.closed !== undefined;
  const value = (field: string) => seen(table.held(site.details[field])?.value) ?? '';
  const text = { type: 'text', min: 2, max: 160, merge: 'label', required: true } as const;
  const choice = { type: 'choice', options: sectors, merge: 'strict', required: true } as const;
  return {
    ...{ kind: 'site', id, title: value('name') || id },
    badges: [
      { text: named('sector', value('sector')), tone: 'teal' },
      ...(closed ? [{ text: t('closed'), tone: 'red' as const }] : []),
    ],
    links: table.past ? [] : [{ to: `locaties/${id}/routes`, text: t('routes') }],
    mayEdit: may(table, 'SetSiteDetail', id),
    editors: t('siteEditors', { organisation: table.organisationName(site.orgId) }),
    fields: [
      {
        name: 'name',
        label: t('name'),
        spec: text,
        last: table.held(site.details['name']),
        firstBy: 'SiteRegistered',
      },
      {
        name: 'sector',
        label: t('sector'),
        spec: choice,
        last: table.held(site.details['sector']),
        firstBy: 'SiteRegistered',
      },
    ],
    groups: [
      projectsGroup(table, id, own && !closed),
      placeGroup(table, site, own || steward, steward),
      emissionsGroup(site, own || steward),
      ...energyGroups(table, site, own, own || steward),
      actionGroup(table, id, site.actions, own),
      {
        ...{ id: 'einde', title: t('end'), empty: t('endEmpty') },
        lines: site.closed
          ? [
              {
                id: 'closed',
                text: t('closedOn', { day: day(site.closed.from) }),
                note: seen(site.closed.value),
                entry: site.closed,
                slot: 'SiteClosed',
              },
            ]
          : [],
        acts: when((own || steward) && !closed, { type: 'TransferSite' }, { type: 'CloseSite' }),
      },
    ],
  };
}

function projectsGroup(table: RegionTable, siteId: string, own: boolean): Group {
  const projects = streamsOf(table.state, 'project').filter(([, project]) => project.siteId === siteId);
  return {
    ...{ id: 'projecten', title: t('projects'), empty: t('projectsEmpty') },
    lines: projects.map(([stream, project]) => {
      const { id, title, phase, route, startYear } = projectCell(subjectOf(stream), project, table.on);
      const note = [route && named('route', route), startYear && t('startsIn', { year: startYear })];
      return {
        ...{ id, text: title, to: `locaties/${id}`, note: note.filter(Boolean).join(' · ') },
        badge: { text: named('phase', phase), tone: 'neutral' as const },
        over: phase === 'CANCELLED',
      };
    }),
    acts: when(own, { type: 'ProposeProject', given: { siteId }, strong: true }),
  };
}

function placeGroup(table: RegionTable, site: SiteState, mayMove: boolean, steward: boolean): Group {
  const address = table.held(site.address);
  const point = table.held(site.point);
  const place = seen(address?.value);
  const at = seen(point?.value);
  const cluster = table.held(site.cluster);
  const ets = table.held(site.ets);
  const standing = (entry: Entry<unknown> | undefined) => entry?.command ?? null;
  const held = { cluster: seen(cluster?.value), ets: seen(ets?.value) };
  return {
    ...{ id: 'plaats', title: t('placeAndOwner'), empty: '' },
    lines: [
      { id: 'owner', text: t('owner', { organisation: table.organisationName(site.orgId) }), slot: 'SiteTransferred' },
      {
        ...{ id: 'address', text: [place?.street, place?.postcode, place?.city].filter(Boolean).join(', ') || '–' },
        note: at ? `${amount(at[1], '', 4)} N, ${amount(at[0], '', 4)} E` : t('atSea'),
        ...{ entry: address, slot: 'SiteRelocated' },
        acts: when(mayMove, {
          ...{ type: 'RelocateSite', initial: { address: place, point: at } },
          basis: { address: standing(address) },
        }),
      },
      {
        id: 'cluster',
        text: held.cluster ? named('cluster', held.cluster.cluster) : t('noCluster'),
        note: held.cluster?.basis,
        ...{ entry: cluster, slot: 'ClusterAssigned' },
        acts: when(steward, { type: 'AssignCluster', initial: held.cluster, basis: { cluster: standing(cluster) } }),
      },
      {
        id: 'ets',
        text: `${t('ets')}: ${named('ets', held.ets?.ets ?? 'NONE')}`,
        note: held.ets?.eutlId,
        ...{ entry: ets, slot: 'EtsStatusSet' },
        acts: when(steward, { type: 'SetEtsStatus', initial: held.ets, basis: { ets: standing(ets) } }),
      },
    ],
    acts: [],
  };
}

function emissionsGroup(site: SiteState, may: boolean): Group {
  const years = Object.entries(site.emissions).sort(([a], [b]) => Number(b) - Number(a));
  return {
    ...{ id: 'uitstoot', title: t('emissions'), empty: t('emissionsEmpty') },
    lines: years.map(([year, entry]) => ({
      ...{
        id: year,
        text: `${year}: ${amount(entry.value, 't', 0)}`,
        entry,
        slot: `VerifiedEmissionsReported.${year}`,
      },
      acts: when(may, {
        ...{ type: 'ReportVerifiedEmissions', label: t('correct') },
        initial: { years: [{ year: Number(year), t: seen(entry.value) }] },
        basis: { [`emissions.${year}`]: entry.command },
      }),
    })),
    acts: when(may, { type: 'ReportVerifiedEmissions' }),
  };
}
