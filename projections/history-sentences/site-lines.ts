import type { SiteEventData } from '../../events/site/events.ts';
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
    ['legde de ETS-status {ets} vast vanaf {from}', 'recorded the ETS status {ets} from {from}'],
    ['legde een ETS-status vast', 'recorded an ETS status'],
  ),
  VerifiedEmissionsReported: line(
    ['meldde {t} ton uitstoot over {year}', 'reported emissions of {t} tonnes for {year}'],
    ['meldde uitstoot over {year}', 'reported emissions for {year}'],
    ['meldde uitstoot', 'reported emissions'],
  ),
  ResidualHeatOffered: line(
    ['bood {MW} MW restwarmte aan vanaf {from}', 'offered {MW} MW of residual heat from {from}'],
    ['bood restwarmte aan', 'offered residual heat'],
  ),
  ResidualHeatWithdrawn: line(['trok restwarmte terug', 'withdrew residual heat']),
  ConnectionContractRecorded: line(
    [
      'legde een aansluitcontract vast: {offtakeMW} MW afname',
      'recorded a connection contract: {offtakeMW} MW offtake',
    ],
    ['legde een aansluitcontract vast', 'recorded a connection contract'],
  ),
  SiteCapacityReserved: line(
    ['reserveerde {MW} MW op een locatie', 'reserved {MW} MW at a site'],
    ['reserveerde vermogen op een locatie', 'reserved capacity at a site'],
  ),
  SiteCapacityReleased: line(['gaf gereserveerd vermogen vrij', 'released reserved capacity']),
  FactCorrected: line(
    ['corrigeerde {field} in {new}', 'corrected {field} to {new}'],
    ['corrigeerde een gegeven van een locatie', 'corrected a fact of a site'],
  ),
};
