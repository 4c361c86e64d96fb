import type { SiteEventData } from '../../events/site/events.ts';
import { energyLines } from './energy-lines.ts';
import { line, type Lines } from './line.ts';

/** What is said of what happens to a site. */
export const siteLines: Lines<SiteEventData> = {
  SiteRegistered: line(
    ['registreerde locatie {name}', 'registered site {name}'],
    ['registreerde een locatie', 'registered a site'],
  ),
  SiteDetailSet: line(
    ['zette {field} van een locatie op {value}', 'set {field} of a site to {value}'],
    ['wijzigde een gegeven van een locatie', 'changed a detail of a site'],
  ),
  SiteRelocated: line(['verplaatste een locatie', 'relocated a site']),
  ClusterAssigned: line(
    ['deelde een locatie in bij {cluster} vanaf {from}', 'assigned a site to {cluster} from {from}'],
    ['deelde een locatie in bij een cluster', 'assigned a site to a cluster'],
  ),
  EtsStatusSet: line(
    ['legde de ETS-status vast: {ets}, vanaf {from}', 'recorded the ETS status: {ets}, from {from}'],
    ['legde een ETS-status vast', 'recorded an ETS status'],
  ),
  VerifiedEmissionsReported: line(
    ['meldde {t} uitstoot over {year}', 'reported emissions of {t} for {year}'],
    ['meldde uitstoot over {year}', 'reported emissions for {year}'],
    ['meldde uitstoot', 'reported emissions'],
  ),
  ResidualHeatOffered: line(
    [
      'bood {MW} restwarmte van {T_out} aan ({medium}, {MWh}), van {from} tot en met {firmUntil}',
      'offered {MW} of residual heat of {T_out} ({medium}, {MWh}), from {from} up to and including {firmUntil}',
    ],
    ['bood {MW} restwarmte aan vanaf {from}', 'offered {MW} of residual heat from {from}'],
    ['bood restwarmte aan', 'offered residual heat'],
  ),
  ResidualHeatWithdrawn: line(
    ['trok restwarmte terug vanaf {from}', 'withdrew residual heat from {from}'],
    ['trok restwarmte terug', 'withdrew residual heat'],
  ),
  ConnectionContractRecorded: line(
    [
      'legde een aansluitcontract vast vanaf {from}: {offtakeMW} afname en {feedInMW} invoeding, {right}',
      'recorded a connection contract from {from}: {offtakeMW} of offtake and {feedInMW} of feed-in, {right}',
    ],
    ['legde een aansluitcontract vast', 'recorded a connection contract'],
  ),
  SiteCapacityReserved: line(
    [
      'reserveerde {MW} op een locatie van {from} tot en met {to} ({firmness})',
      'reserved {MW} at a site from {from} up to and including {to} ({firmness})',
    ],
    ['reserveerde {MW} op een locatie vanaf {from} ({firmness})', 'reserved {MW} at a site from {from} ({firmness})'],
    ['reserveerde {MW} op een locatie', 'reserved {MW} at a site'],
    ['reserveerde vermogen op een locatie', 'reserved capacity at a site'],
  ),
  SiteCapacityReleased: line(['gaf gereserveerd vermogen vrij', 'released reserved capacity']),
  ...energyLines,
};
