import { draft, happened, nothingToDo, refuse, type Command, type DecideContext, type Decision } from '../decision.ts';
import { isHidden } from '../envelope.ts';
import { same } from '../same.ts';
import { lastRecorded, type Entry } from '../timeline.ts';
import type { SiteCommandData as C } from './commands.ts';
import { bandBounds } from './energy.ts';
import type { SiteState } from './state.ts';

/** Energy, flexibility, jobs, and the end of a site. Undefined: another command. */
export function decideEnergy(state: SiteState, command: Command, context: DecideContext): Decision | undefined {
  switch (command.type) {
    case 'TransferSite': {
      const { toOrgId, date } = command.data as C['TransferSite'];
      if (context.around.organisationExists(toOrgId) === false) return refuse('NOT_FOUND', { subject: toOrgId });
      if (state.orgId === toOrgId) return nothingToDo();
      if (date > context.today) return refuse('DATE_AHEAD', { date, today: context.today });
      return happened(draft('SiteTransferred', { toOrgId, date }));
    }
    case 'ReportEnergyUse': {
      const { carrier, year, MWh, quality } = command.data as C['ReportEnergyUse'];
      const standing = state.energyUse[`${carrier} ${year}`];
      return unchanged(standing, { MWh, quality }) ?? happened(draft('EnergyUseReported', { ...command.data }));
    }
    case 'ProfileProcessHeat':
      return decideHeat(state, command.data as C['ProfileProcessHeat']);
    case 'StateCapacityNeed': {
      const { direction, years } = command.data as C['StateCapacityNeed'];
      const standing = lastRecorded(state.needs[direction]);
      return unchanged(standing, years) ?? happened(draft('CapacityNeedStated', { direction, years }));
    }
    case 'StateFlexPotential': {
      const { type, ...flexibility } = command.data as C['StateFlexPotential'];
      if (type === 'NONE' && (flexibility.reason === undefined || flexibility.MW > 0))
        return refuse('NO_FLEX_NEEDS_REASON', {});
      return (
        unchanged(state.flexibility[type], flexibility) ?? happened(draft('FlexPotentialStated', { ...command.data }))
      );
    }
    case 'UploadLoadProfile':
      return decideProfile(state, command.data as C['UploadLoadProfile']);
    case 'ReportEmployment': {
      const { year, jobsDirect } = command.data as C['ReportEmployment'];
      return unchanged(state.jobs[year], jobsDirect) ?? happened(draft('EmploymentReported', { year, jobsDirect }));
    }
    case 'CloseSite':
      return state.closed ? nothingToDo(state.closed.command) : happened(draft('SiteClosed', { ...command.data }));
    default:
      return undefined;
  }
}

function unchanged(standing: Entry<unknown> | undefined, value: unknown): Decision | undefined {
  return standing && !isHidden(standing.value) && same(standing.value, value)
    ? nothingToDo(standing.command)
    : undefined;
}

/** Heat lies in its band, is not more than its power gives, and all of it not more than the energy that was used. */
function decideHeat(state: SiteState, data: C['ProfileProcessHeat']): Decision {
  const { band, ...heat } = data;
  const [min, max] = bandBounds[band];
  if (heat.requiredC !== undefined && (heat.requiredC < min || heat.requiredC > max))
    return refuse('OUT_OF_RANGE', { value: heat.requiredC, min, max, unit: '°C' });
  if (heat.MWh > heat.peakMW * 8760) return refuse('MWH_EXCEEDS_MW', { MWh: heat.MWh, most: heat.peakMW * 8760 });
  const others = Object.entries(state.processHeat).map(([name, timeline]) => {
    const value = lastRecorded(timeline)?.value;
    return name === band || value === undefined || isHidden(value) ? 0 : value.MWh;
  });
  const total = others.reduce((sum, MWh) => sum + MWh, heat.MWh);
  const used = latestUseMWh(state);
  if (used !== undefined && total > used) return refuse('HEAT_EXCEEDS_FUEL', { MWh: total, used });
  return unchanged(lastRecorded(state.processHeat[band]), heat) ?? happened(draft('ProcessHeatProfiled', { ...data }));
}

/** Energy used in the latest year of which anything was reported, all carriers together. */
function latestUseMWh(state: SiteState): number | undefined {
  const years = Object.keys(state.energyUse).map((name) => Number(name.slice(name.lastIndexOf(' ') + 1)));
  if (years.length === 0) return undefined;
  const latest = Math.max(...years);
  return Object.entries(state.energyUse).reduce(
    (sum, [name, { value }]) => (name.endsWith(` ${latest}`) && !isHidden(value) ? sum + value.MWh : sum),
    0,
  );
}

function decideProfile(state: SiteState, data: C['UploadLoadProfile']): Decision {
  const physical = Object.values(state.contracts).map((timeline) => lastRecorded(timeline)?.value);
  const known = physical.flatMap((contract) => (contract && 'physicalMVA' in contract ? [contract.physicalMVA] : []));
  const most = known.reduce((sum, MVA) => sum + MVA, 0);
  if (known.length > 0 && data.peakMW > most)
    return refuse('CONTRACT_EXCEEDS_PHYSICAL', { contracted: data.peakMW, physical: most });
  const standing = state.loadProfiles.find(({ value }) => !isHidden(value) && value.hash === data.hash);
  return standing ? nothingToDo(standing.command) : happened(draft('LoadProfileUploaded', { ...data }));
}
