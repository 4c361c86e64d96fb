import { streamOf } from '../../../events/ids.ts';
import type { SiteState } from '../../../events/site/state.ts';
import { lastRecorded } from '../../../events/timeline.ts';
import { streamState } from '../../../projections/topic/topic.ts';
import { amount, day, named, period, seen } from './printed.ts';
import type { RegionTable } from './region-table.svelte.ts';
import { when, type Group } from './sheet.ts';
import { t } from './texts.ts';

/** What a site uses, needs, has to spare and can do without. Others than its table see nothing of it. */
export function energyGroups(table: RegionTable, site: SiteState, own: boolean, ownOrSteward: boolean): Group[] {
  return [
    useGroup(site, own),
    heatGroup(site, own),
    offersGroup(site, own),
    connectionsGroup(table, site, own),
    needsGroup(site, own),
    flexGroup(site, own),
    reservationsGroup(table, site),
    jobsGroup(site, ownOrSteward),
  ];
}

function useGroup(site: SiteState, own: boolean): Group {
  return {
    ...{ id: 'energie', title: t('energyUse'), empty: t('secretEmpty') },
    lines: Object.entries(site.energyUse).map(([key, entry]) => {
      const [carrier = '', year = ''] = key.split(' ');
      const use = seen(entry.value);
      return {
        ...{ id: key, text: `${named('carrier', carrier)} ${year}: ${amount(use?.MWh, 'MWh', 0)}` },
        note: use && named('quality', use.quality),
        ...{ entry, slot: `EnergyUseReported.${key}` },
        acts: when(own, {
          ...{ type: 'ReportEnergyUse', label: t('correct') },
          initial: { carrier, year: Number(year), ...use },
        }),
      };
    }),
    acts: when(own, { type: 'ReportEnergyUse' }),
  };
}

function heatGroup(site: SiteState, own: boolean): Group {
  return {
    ...{ id: 'proceswarmte', title: t('processHeat'), empty: t('secretEmpty') },
    lines: Object.entries(site.processHeat).flatMap(([band, timeline]) => {
      const entry = lastRecorded(timeline);
      const heat = seen(entry?.value);
      if (!entry) return [];
      const need = heat?.requiredC === undefined ? '' : ` · ${t('needsC', { c: amount(heat.requiredC, '°C', 0) })}`;
      return {
        ...{ id: band, text: `${named('band', band)}: ${amount(heat?.MWh, 'MWh/jr', 0)}` },
        note: `${t('peak', { mw: amount(heat?.peakMW, 'MW') })}${need}`,
        ...{ entry, slot: `ProcessHeatProfiled.${band}` },
        files: heat?.profileFileId === undefined ? [] : [{ what: t('heatProfile'), address: heat.profileFileId }],
        acts: when(own, { type: 'ProfileProcessHeat', label: t('correct'), initial: { band, ...heat } }),
      };
    }),
    acts: when(own, { type: 'ProfileProcessHeat' }),
  };
}

function offersGroup(site: SiteState, own: boolean): Group {
  return {
    ...{ id: 'restwarmte', title: t('residualHeat'), empty: t('offersEmpty') },
    lines: Object.entries(site.offers).map(([offerId, { offer, withdrawn }]) => {
      const heat = seen(offer.value);
      return {
        ...{ id: offerId, text: heat ? `${amount(heat.MW, 'MW')} · ${amount(heat.T_out, '°C', 0)}` : t('secret') },
        note: withdrawn
          ? t('withdrawnOn', { day: day(withdrawn.from) })
          : `${heat ? named('medium', heat.medium) : ''} · ${period(offer.from, offer.to)}`,
        ...{ over: withdrawn !== undefined, entry: withdrawn ?? offer, slot: offerId },
        acts: when(own && !withdrawn, { type: 'WithdrawResidualHeat', given: { offerId } }),
      };
    }),
    acts: when(own, { type: 'OfferResidualHeat' }),
  };
}

function connectionsGroup(table: RegionTable, site: SiteState, own: boolean): Group {
  return {
    ...{ id: 'aansluiting', title: t('connections'), empty: t('secretEmpty') },
    lines: Object.entries(site.contracts).flatMap(([connectionId, timeline]) => {
      const entry = lastRecorded(timeline);
      const contract = seen(entry?.value);
      if (!entry) return [];
      const power = { offtake: amount(contract?.offtakeMW, 'MW'), feedIn: amount(contract?.feedInMW, 'MW') };
      const operator = contract?.dsoOrgId ? table.organisationName(contract.dsoOrgId) : '';
      return {
        ...{ id: connectionId, text: t('contracted', power) },
        note: [contract && named('right', contract.right), amount(contract?.voltageKV, 'kV'), operator]
          .concat(period(entry.from, entry.to))
          .filter(Boolean)
          .join(' · '),
        ...{ entry, slot: connectionId },
        acts: when(own, {
          ...{ type: 'RecordConnectionContract', label: t('change'), given: { connectionId }, initial: contract },
          basis: { [`contract.${connectionId}`]: entry.command },
        }),
      };
    }),
    acts: when(own, { type: 'RecordConnectionContract' }),
  };
}

function needsGroup(site: SiteState, own: boolean): Group {
  return {
    ...{ id: 'behoefte', title: t('capacityNeeds'), empty: t('secretEmpty') },
    lines: Object.entries(site.needs).flatMap(([direction, timeline]) => {
      const entry = lastRecorded(timeline);
      const years = seen(entry?.value) ?? {};
      if (!entry) return [];
      return {
        ...{ id: direction, text: named('direction', direction) },
        note: Object.entries(years)
          .map(([year, mw]) => `${year}: ${amount(mw, 'MW')}`)
          .join(' · '),
        ...{ entry, slot: `CapacityNeedStated.${direction}` },
        acts: when(own, { type: 'StateCapacityNeed', label: t('change'), initial: { direction, years } }),
      };
    }),
    acts: when(own, { type: 'StateCapacityNeed' }),
  };
}

function flexGroup(site: SiteState, own: boolean): Group {
  return {
    ...{ id: 'flexibiliteit', title: t('flexibility'), empty: t('flexEmpty') },
    lines: Object.entries(site.flexibility).map(([type, entry]) => {
      const flex = seen(entry.value);
      const times = flex && t('callsOf', { calls: flex.calls, hours: amount(flex.maxHours, 'uur') });
      return {
        ...{ id: type, text: `${named('type', type)}: ${amount(flex?.MW, 'MW')}`, note: flex?.reason ?? times },
        ...{ entry, slot: `FlexPotentialStated.${type}` },
        acts: when(own, { type: 'StateFlexPotential', label: t('change'), initial: { type, ...flex } }),
      };
    }),
    acts: when(own, { type: 'StateFlexPotential' }),
  };
}

/** Megawatts that are promised to plans; they are given and withdrawn on the plan's own page. */
function reservationsGroup(table: RegionTable, site: SiteState): Group {
  return {
    ...{ id: 'toezeggingen', title: t('reservations'), empty: t('reservationsEmpty') },
    lines: Object.entries(site.reservations).map(([id, { planId, kind, MW, from, to, entry }]) => {
      const plan = streamState(table.state, 'plan', streamOf(planId)?.stream ?? '');
      const title = seen(lastRecorded(plan?.details['title'])?.value);
      return {
        ...{ id, text: `${named('kind', kind)}: ${amount(MW, 'MW')}`, entry, slot: id },
        note: `${typeof title === 'string' ? title : ''} · ${period(from, to)}`,
        to: `/plan/${planId}`,
      };
    }),
    acts: [],
  };
}

function jobsGroup(site: SiteState, may: boolean): Group {
  return {
    ...{ id: 'banen', title: t('jobs'), empty: t('jobsEmpty') },
    lines: Object.entries(site.jobs).map(([year, entry]) => ({
      ...{ id: year, text: `${year}: ${amount(entry.value, '', 0)}`, entry, slot: `EmploymentReported.${year}` },
    })),
    acts: when(may, { type: 'ReportEmployment' }),
  };
}
