import type { ParameterEventData } from '../../events/parameter/events.ts';
import type { ProgrammeEventData } from '../../events/programme/events.ts';
import type { ReleaseEventData } from '../../events/release/events.ts';
import { line, type Lines } from './line.ts';

/** What is said of what happens to a programme's budget. */
export const programmeLines: Lines<ProgrammeEventData> = {
  BudgetAllocated: line(
    [
      'kende {EUR} toe uit “{source}” voor {period.fromYear} tot en met {period.toYear} (bron: {docRef})',
      'allocated {EUR} from “{source}” for {period.fromYear} up to and including {period.toYear} (source: {docRef})',
    ],
    ['kende budget toe', 'allocated budget'],
  ),
  BudgetReserved: line(
    [
      'reserveerde {EUR} uit “{source}” tot {until}, onder voorwaarde: “{condition}”',
      'reserved {EUR} from “{source}” until {until}, on the condition: “{condition}”',
    ],
    ['reserveerde {EUR} uit “{source}” tot {until}', 'reserved {EUR} from “{source}” until {until}'],
    ['reserveerde budget', 'reserved budget'],
  ),
  ReservationReleased: line(
    [
      'gaf {EUR} uit een reservering vrij om te besteden{toAllocated=true}',
      'released {EUR} from a reservation to be spent{toAllocated=true}',
    ],
    [
      'gaf {EUR} uit een reservering vrij, niet om te besteden{toAllocated=false}',
      'released {EUR} from a reservation, not to be spent{toAllocated=false}',
    ],
    ['gaf een deel van een reservering vrij', 'released a part of a reservation'],
  ),
  FundsCommitted: line(
    ['legde op grond van een besluit {EUR} vast voor {targetId}', 'committed {EUR} to {targetId} by a decision'],
    ['legde op grond van een besluit {EUR} vast', 'committed {EUR} by a decision'],
    ['legde op grond van een besluit middelen vast', 'committed funds by a decision'],
  ),
  FundsPaid: line(
    ['betaalde op {date} {EUR} uit een vastlegging', 'paid {EUR} from a commitment on {date}'],
    ['betaalde een deel van een vastlegging', 'paid a part of a commitment'],
  ),
  CommitmentWithdrawn: line(
    ['trok {EUR} van een vastlegging in', 'withdrew {EUR} of a commitment'],
    ['trok een deel van een vastlegging in', 'withdrew a part of a commitment'],
  ),
};

/** What is said of the parameters of calculations. */
export const parameterLines: Lines<ParameterEventData> = {
  ParameterSet: line(
    [
      'zette de parameter “{key}” vanaf {validFrom} op {value}, met als grenzen {low} en {high} (bron: {sourceRef})',
      'set the parameter “{key}” from {validFrom} to {value}, with the bounds {low} and {high} (source: {sourceRef})',
    ],
    [
      'zette de parameter “{key}” vanaf {validFrom} op {value} (bron: {sourceRef})',
      'set the parameter “{key}” from {validFrom} to {value} (source: {sourceRef})',
    ],
    ['zette een parameter', 'set a parameter'],
  ),
};

/** What is said of totals that are released. */
export const releaseLines: Lines<ReleaseEventData> = {
  AggregateReleased: line(
    ['gaf een totaal vrij voor {audience}: “{key}”, {value}', 'released a total to {audience}: “{key}”, {value}'],
    ['gaf een totaal vrij', 'released a total'],
  ),
};
