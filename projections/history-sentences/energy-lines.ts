import type { energyPayloads } from '../../events/site/events-energy.ts';
import { line, type Lines } from './line.ts';

/** What is said of what a site uses, needs and could do without, and where it goes in the end. */
export const energyLines: Lines<typeof energyPayloads> = {
  SiteTransferred: line(
    ['droeg de locatie per {date} over aan {toOrgId}', 'transferred the site to {toOrgId} from {date}'],
    ['droeg de locatie over aan een andere organisatie', 'transferred the site to another organisation'],
  ),
  EnergyUseReported: line(
    [
      'meldde over {year} een gebruik van {MWh} {carrier} ({quality})',
      'reported a use of {MWh} of {carrier} for {year} ({quality})',
    ],
    ['meldde het energiegebruik over {year}', 'reported the energy use of {year}'],
    ['meldde energiegebruik', 'reported energy use'],
  ),
  ProcessHeatProfiled: line(
    [
      'legde proceswarmte {band} vast: {MWh}, piek {peakMW}, nodig {requiredC}',
      'recorded process heat {band}: {MWh}, peak {peakMW}, needed at {requiredC}',
    ],
    ['legde proceswarmte {band} vast: {MWh}, piek {peakMW}', 'recorded process heat {band}: {MWh}, peak {peakMW}'],
    ['legde proceswarmte vast', 'recorded process heat'],
  ),
  CapacityNeedStated: line(
    [
      'meldde hoeveel vermogen nodig is voor {direction}: {years}',
      'stated the capacity needed for {direction}: {years}',
    ],
    ['meldde hoeveel vermogen nodig is voor {direction}', 'stated the capacity needed for {direction}'],
    ['meldde hoeveel vermogen nodig is', 'stated the capacity needed'],
  ),
  FlexPotentialStated: line(
    ['meldde dat de locatie geen flexibiliteit heeft{type=NONE}', 'stated that the site has no flexibility{type=NONE}'],
    [
      'meldde {MW} flexibiliteit {type}, hooguit {maxHours} achtereen en {calls} keer per jaar, voor {EURPerMWh}',
      'stated {MW} of flexibility {type}, for at most {maxHours} on end and {calls} calls per year, at {EURPerMWh}',
    ],
    [
      'meldde {MW} flexibiliteit {type}, hooguit {maxHours} achtereen en {calls} keer per jaar',
      'stated {MW} of flexibility {type}, for at most {maxHours} on end and {calls} calls per year',
    ],
    ['meldde het flexpotentieel', 'stated the flexibility'],
  ),
  LoadProfileUploaded: line(
    [
      'las een belastingprofiel van {year} in: {direction} {step}, piek {peakMW}',
      'uploaded a load profile of {year}: {direction} {step}, peak {peakMW}',
    ],
    [
      'las een belastingprofiel van {year} in, {step}, piek {peakMW}',
      'uploaded a load profile of {year}, {step}, peak {peakMW}',
    ],
    ['las een belastingprofiel in', 'uploaded a load profile'],
  ),
  EmploymentReported: line(
    [
      'meldde het aantal directe banen over {year}: {jobsDirect}',
      'reported the number of direct jobs for {year}: {jobsDirect}',
    ],
    ['meldde het aantal directe banen over {year}', 'reported the number of direct jobs for {year}'],
    ['meldde het aantal directe banen', 'reported the number of direct jobs'],
  ),
  SiteClosed: line(
    ['sloot de locatie per {date}', 'closed the site from {date}'],
    ['sloot de locatie', 'closed the site'],
  ),
};
