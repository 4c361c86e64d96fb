import type { InfrastructureEventData } from '../../events/infrastructure/events.ts';
import { line, type Lines } from './line.ts';

/** What is said of what happens to infrastructure. */
export const infrastructureLines: Lines<InfrastructureEventData> = {
  InfrastructureRegistered: line(
    ['registreerde {name} ({kind}) van {operatorId}', 'registered {name} ({kind}) of {operatorId}'],
    ['registreerde {name} ({kind})', 'registered {name} ({kind})'],
    ['registreerde een {kind} van {operatorId}', 'registered a {kind} of {operatorId}'],
    ['registreerde infrastructuur', 'registered infrastructure'],
  ),
  InfrastructureDetailSet: line(
    ['zette bij de infrastructuur {field} op {value}', 'set {field} to {value} for the infrastructure'],
    ['maakte bij de infrastructuur {field} leeg{value=null}', 'cleared {field} for the infrastructure{value=null}'],
    ['wijzigde bij de infrastructuur {field}', 'changed {field} for the infrastructure'],
    ['wijzigde een gegeven van de infrastructuur', 'changed a detail of the infrastructure'],
  ),
  CapacityPublished: line(
    [
      'publiceerde de capaciteit voor {direction}: {years}, wachtrij {queueMW} (stand van {asOf}, bron: {sourceRef})',
      'published the capacity for {direction}: {years}, queue {queueMW} (as of {asOf}, source: {sourceRef})',
    ],
    [
      'publiceerde de capaciteit voor {direction}: {years} (stand van {asOf}, bron: {sourceRef})',
      'published the capacity for {direction}: {years} (as of {asOf}, source: {sourceRef})',
    ],
    ['publiceerde de capaciteit voor {direction}', 'published the capacity for {direction}'],
    ['publiceerde capaciteit', 'published capacity'],
  ),
  CongestionStatusChanged: line(
    [
      'wijzigde de congestiestatus voor {direction} van “{old}” in “{new}”, verlichting in {alleviationYear}',
      'changed the congestion status for {direction} from “{old}” to “{new}”, relief in {alleviationYear}',
    ],
    [
      'wijzigde de congestiestatus voor {direction} van “{old}” in “{new}”',
      'changed the congestion status for {direction} from “{old}” to “{new}”',
    ],
    [
      'zette de congestiestatus voor {direction} op “{new}”, verlichting in {alleviationYear}',
      'set the congestion status for {direction} to “{new}”, relief in {alleviationYear}',
    ],
    ['zette de congestiestatus voor {direction} op “{new}”', 'set the congestion status for {direction} to “{new}”'],
    ['wijzigde de congestiestatus', 'changed the congestion status'],
  ),
  WorkScheduled: line(
    ['plande het werk “{name}” voor {when}', 'scheduled the work “{name}” for {when}'],
    ['plande werk', 'scheduled work'],
  ),
  WorkRescheduled: line(
    ['verschoof werk van {old} naar {new}', 'rescheduled work from {old} to {new}'],
    ['verschoof werk', 'rescheduled work'],
  ),
  WorkCompleted: line(
    ['meldde werk gereed op {date}, met {addedMW} erbij', 'reported work as completed on {date}, adding {addedMW}'],
    ['meldde werk gereed op {date}', 'reported work as completed on {date}'],
    ['meldde werk gereed', 'reported work as completed'],
  ),
  SectionYearChanged: line(
    [
      'wijzigde het opleverjaar van {old} in {new} ({firmness}, bron: {sourceRef})',
      'changed the year of delivery from {old} to {new} ({firmness}, source: {sourceRef})',
    ],
    [
      'zette het opleverjaar op {new} ({firmness}, bron: {sourceRef})',
      'set the year of delivery to {new} ({firmness}, source: {sourceRef})',
    ],
    ['wijzigde het opleverjaar', 'changed the year of delivery'],
  ),
  GroupCapacityGranted: line(
    [
      'kende de groep van een plan vanaf {from} {MW} toe voor {direction}, onder voorwaarde: “{conditions}”',
      'granted the group of a plan {MW} for {direction} from {from}, on the condition: “{conditions}”',
    ],
    [
      'kende de groep van een plan vanaf {from} {MW} toe voor {direction}',
      'granted the group of a plan {MW} for {direction} from {from}',
    ],
    ['kende de groep van een plan capaciteit toe', 'granted the group of a plan capacity'],
  ),
  GroupCapacityRefused: line(
    [
      'wees capaciteit voor de groep van een plan af, opnieuw mogelijk vanaf {retryDate}',
      'refused capacity for the group of a plan, possible again from {retryDate}',
    ],
    ['wees capaciteit voor de groep van een plan af', 'refused capacity for the group of a plan'],
  ),
  CapacityDatasetImported: line(
    [
      'las de gegevens “{dataset}” in, versie {version}: {rows} rijen, waarvan {rejected} afgekeurd',
      'imported the data “{dataset}”, version {version}: {rows} rows, of which {rejected} rejected',
    ],
    ['las gegevens over capaciteit in', 'imported data on capacity'],
  ),
};
