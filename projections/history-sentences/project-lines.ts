import type { ProjectEventData } from '../../events/project/events.ts';
import { line, type Lines } from './line.ts';
import { projectNeedLines } from './project-need-lines.ts';

/** What is said of what happens to a project. */
export const projectLines: Lines<ProjectEventData> = {
  ProjectProposed: line(
    [
      'diende het project “{title}” in: {route}, fase “{phase}”, start in {startYear}, reductie {reduction.t2030} in 2030, investering {capexEUR}',
      'proposed the project “{title}”: {route}, phase “{phase}”, start in {startYear}, reduction {reduction.t2030} in 2030, investment {capexEUR}',
    ],
    [
      'diende het project “{title}” in: {route}, fase “{phase}”, start in {startYear}, reductie {reduction.t2030} in 2030',
      'proposed the project “{title}”: {route}, phase “{phase}”, start in {startYear}, reduction {reduction.t2030} in 2030',
    ],
    [
      'diende het project “{title}” in: {route}, fase “{phase}”, start in {startYear}',
      'proposed the project “{title}”: {route}, phase “{phase}”, start in {startYear}',
    ],
    ['diende een project in: {route}, start in {startYear}', 'proposed a project: {route}, start in {startYear}'],
    ['diende een project in', 'proposed a project'],
  ),
  ProjectDetailSet: line(
    ['noemde het project “{title}”', 'named the project “{title}”'],
    ['zette bij het project {field} op {value}', 'set {field} to {value} for the project'],
    ['maakte bij het project {field} leeg{value=null}', 'cleared {field} for the project{value=null}'],
    ['wijzigde bij het project {field}', 'changed {field} for the project'],
    ['wijzigde een gegeven van het project', 'changed a detail of the project'],
  ),
  ProjectRouteChosen: line(
    [
      'koos {primary} als voornaamste route (routes: {routes})',
      'chose {primary} as the primary route (routes: {routes})',
    ],
    ['koos een route', 'chose a route'],
  ),
  ProjectPhaseAdvanced: line(
    [
      'bracht het project op {date} van de fase “{from}” naar “{to}” (bewijs: {evidenceRef})',
      'moved the project on {date} from the phase “{from}” to “{to}” (evidence: {evidenceRef})',
    ],
    ['bracht het project van de fase “{from}” naar “{to}”', 'moved the project from the phase “{from}” to “{to}”'],
    ['bracht het project een fase verder', 'moved the project a phase further'],
  ),
  ProjectPhaseReverted: line(
    [
      'zette het project terug van de fase “{from}” naar “{to}”',
      'put the project back from the phase “{from}” to “{to}”',
    ],
    ['zette het project een fase terug', 'put the project back by a phase'],
  ),
  ProjectPutOnHold: line(
    [
      'pauzeerde het project vanwege {reasonCode}, opnieuw te bekijken op {reviewDate}',
      'put the project on hold because of {reasonCode}, to be reviewed on {reviewDate}',
    ],
    ['pauzeerde het project', 'put the project on hold'],
  ),
  ProjectResumed: line(
    ['hervatte het project in de fase “{toPhase}”', 'resumed the project in the phase “{toPhase}”'],
    ['hervatte het project', 'resumed the project'],
  ),
  ProjectCancelled: line(
    [
      'annuleerde het project vanwege {reasonCode}: “{text}”',
      'cancelled the project because of {reasonCode}: “{text}”',
    ],
    ['annuleerde het project vanwege {reasonCode}', 'cancelled the project because of {reasonCode}'],
    ['annuleerde het project', 'cancelled the project'],
  ),
  ProjectDelayed: line(
    [
      'stelde de start van het project uit van {oldYear} naar {newYear} vanwege {bottleneckCodes}',
      'delayed the start of the project from {oldYear} to {newYear} because of {bottleneckCodes}',
    ],
    [
      'stelde de start van het project uit van {oldYear} naar {newYear}',
      'delayed the start of the project from {oldYear} to {newYear}',
    ],
    ['stelde de start van het project uit', 'delayed the start of the project'],
  ),
  ProjectAccelerated: line(
    [
      'haalde de start van het project naar voren van {oldYear} naar {newYear}',
      'brought the start of the project forward from {oldYear} to {newYear}',
    ],
    ['haalde de start van het project naar voren', 'brought the start of the project forward'],
  ),
  ProjectRescoped: line(
    [
      'wijzigde het project: reductie in 2030 van {old.reduction.t2030} naar {new.reduction.t2030}, in 2040 van {old.reduction.t2040} naar {new.reduction.t2040}, investering van {oldCapexEUR} naar {newCapexEUR}',
      'changed the project: reduction in 2030 from {old.reduction.t2030} to {new.reduction.t2030}, in 2040 from {old.reduction.t2040} to {new.reduction.t2040}, investment from {oldCapexEUR} to {newCapexEUR}',
    ],
    [
      'wijzigde het project: reductie in 2030 van {old.reduction.t2030} naar {new.reduction.t2030}, in 2040 van {old.reduction.t2040} naar {new.reduction.t2040}',
      'changed the project: reduction in 2030 from {old.reduction.t2030} to {new.reduction.t2030}, in 2040 from {old.reduction.t2040} to {new.reduction.t2040}',
    ],
    ['wijzigde de omvang van het project', 'changed the scope of the project'],
  ),
  ...projectNeedLines,
};
