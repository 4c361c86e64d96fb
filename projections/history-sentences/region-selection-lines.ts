import type { selectionStepPayloads } from '../../events/region/events-selection.ts';
import { line, type Lines } from './line.ts';

/** What is said of how a region comes to be chosen, started, paused and closed. */
export const selectionStepLines: Lines<typeof selectionStepPayloads> = {
  PartnerCommitmentRecorded: line(
    ['legde vast dat {org} {level} ({date})', 'recorded that {org} {level} ({date})'],
    ['legde vast hoe {org} zich aan de regio verbindt', 'recorded how {org} commits to the region'],
    ['legde vast hoe een partner zich aan de regio verbindt', 'recorded how a partner commits to the region'],
  ),
  RegionIndicatorSet: line(
    [
      'stelde voor de regio het kengetal “{key}” over {year} vast op {value} (bron: {sourceRef})',
      'set the indicator “{key}” of the region for {year} to {value} (source: {sourceRef})',
    ],
    ['stelde voor de regio het kengetal “{key}” vast', 'set the indicator “{key}” of the region'],
    ['stelde een kengetal van de regio vast', 'set an indicator of the region'],
  ),
  RegionShortlisted: line([
    'zette de regio op de shortlist na een doorrekening van de selectie',
    'put the region on the shortlist after a run of the selection',
  ]),
  RegionSelected: line(['koos de regio op grond van een besluit', 'selected the region by a decision']),
  RegionSelectionWithdrawn: line(['trok de keuze voor de regio in', 'withdrew the selection of the region']),
  RegionActivated: line(
    [
      'startte de regio op {startDate} met {leadOrgId} als trekker, op grond van een besluit',
      'started the region on {startDate}, led by {leadOrgId}, by a decision',
    ],
    ['startte de regio op {startDate}, op grond van een besluit', 'started the region on {startDate}, by a decision'],
    ['startte de regio op grond van een besluit', 'started the region by a decision'],
  ),
  RegionPaused: line(
    ['pauzeerde de regio tot {until}, op grond van een besluit', 'paused the region until {until}, by a decision'],
    ['pauzeerde de regio op grond van een besluit', 'paused the region by a decision'],
  ),
  RegionResumed: line(['hervatte de regio op grond van een besluit', 'resumed the region by a decision']),
  RegionClosed: line(
    [
      'sloot de regio af op grond van een besluit, met als uitkomst “{outcome}”',
      'closed the region by a decision, with the outcome “{outcome}”',
    ],
    ['sloot de regio af op grond van een besluit', 'closed the region by a decision'],
  ),
};
