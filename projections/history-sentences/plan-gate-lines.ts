import type { gatePayloads } from '../../events/plan/events-gates.ts';
import { line, type Lines } from './line.ts';

/** What is said of how a plan goes on: gates, pilots, who sees what, its end. */
export const planGateLines: Lines<typeof gatePayloads> = {
  GateRequested: line(
    ['vroeg poort {gate} aan; aanwezig: {checklist}', 'requested gate {gate}; present: {checklist}'],
    ['vroeg poort {gate} aan', 'requested gate {gate}'],
    ['vroeg een poort aan', 'requested a gate'],
  ),
  GatePassed: line(
    ['liet het plan op grond van een besluit door poort {gate}', 'let the plan through gate {gate} by a decision'],
    ['liet het plan op grond van een besluit door een poort', 'let the plan through a gate by a decision'],
  ),
  GateFailed: line(
    [
      'liet het plan op grond van een besluit niet door poort {gate}, met als voorwaarden: {conditions}',
      'refused the plan passage through gate {gate} by a decision, with the conditions: {conditions}',
    ],
    [
      'liet het plan op grond van een besluit niet door poort {gate}',
      'refused the plan passage through gate {gate} by a decision',
    ],
    [
      'liet het plan op grond van een besluit niet door een poort',
      'refused the plan passage through a gate by a decision',
    ],
  ),
  GateReopened: line(
    ['heropende poort {gate} op grond van een besluit', 'reopened gate {gate} by a decision'],
    ['heropende een poort op grond van een besluit', 'reopened a gate by a decision'],
  ),
  PilotDesignated: line([
    'wees het plan op grond van een besluit aan als pilot',
    'designated the plan as a pilot by a decision',
  ]),
  VisibilityChanged: line(
    [
      'wijzigde wie {target} ziet: eerst {oldClass}, nu {newClass}',
      'changed who sees {target}: first {oldClass}, now {newClass}',
    ],
    ['wijzigde wie een gegeven van het plan ziet', 'changed who sees a detail of the plan'],
  ),
  PlanStopped: line(['stopte het plan op grond van een besluit', 'stopped the plan by a decision']),
  PlanRealised: line(
    [
      'meldde het plan op {date} gerealiseerd: {results.MW}, {results.t} minder uitstoot, {results.EUR}',
      'reported the plan as realised on {date}: {results.MW}, {results.t} less emissions, {results.EUR}',
    ],
    ['meldde het plan op {date} gerealiseerd', 'reported the plan as realised on {date}'],
    ['meldde het plan gerealiseerd', 'reported the plan as realised'],
  ),
};
