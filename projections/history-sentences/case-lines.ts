import type { CaseEventData } from '../../events/case/events.ts';
import type { InterventionEventData } from '../../events/intervention/events.ts';
import type { LessonEventData } from '../../events/lesson/events.ts';
import { line, type Lines } from './line.ts';

/** What is said of what happens to a case. */
export const caseLines: Lines<CaseEventData> = {
  CaseOpened: line(
    ['opende op grond van een besluit een casus: “{question}”', 'opened a case by a decision: “{question}”'],
    ['opende op grond van een besluit een casus', 'opened a case by a decision'],
  ),
  CasePhaseChanged: line(
    ['bracht de casus van de fase “{from}” naar “{to}”', 'moved the case from the phase “{from}” to “{to}”'],
    ['wijzigde de fase van de casus', 'changed the phase of the case'],
  ),
  CaseMeetingHeld: line(
    [
      'legde het overleg met {orgIds} van {date} vast: “{text}”',
      'recorded the meeting with {orgIds} of {date}: “{text}”',
    ],
    ['legde het overleg van {date} vast: “{text}”', 'recorded the meeting of {date}: “{text}”'],
    ['legde het overleg van {date} vast', 'recorded the meeting of {date}'],
    ['legde een overleg over de casus vast', 'recorded a meeting on the case'],
  ),
  CaseLinkedToPlan: line(['koppelde de casus aan een plan', 'linked the case to a plan']),
  CaseScaledToRegion: line(['schaalde de casus op naar een regio', 'scaled the case up to a region']),
  CaseClosed: line(
    ['sloot de casus ({outcome}): “{text}”', 'closed the case ({outcome}): “{text}”'],
    ['sloot de casus ({outcome})', 'closed the case ({outcome})'],
    ['sloot de casus', 'closed the case'],
  ),
};

/** What is said of what happens to a lesson. */
export const lessonLines: Lines<LessonEventData> = {
  LessonProposed: line(
    ['stelde een les voor: “{advice}”, omdat “{context}”', 'proposed a lesson: “{advice}”, because “{context}”'],
    ['stelde een les voor: “{advice}”', 'proposed a lesson: “{advice}”'],
    ['stelde een les voor', 'proposed a lesson'],
  ),
  LessonEndorsed: line(
    ['stelde de les op {date} vast namens {byOrg}', 'endorsed the lesson on {date} for {byOrg}'],
    ['stelde de les vast', 'endorsed the lesson'],
  ),
  LessonApplied: line(
    ['paste de les toe op {targetId}: “{effect}”', 'applied the lesson to {targetId}: “{effect}”'],
    ['paste de les toe: “{effect}”', 'applied the lesson: “{effect}”'],
    ['paste de les toe op {targetId}', 'applied the lesson to {targetId}'],
    ['paste de les toe', 'applied the lesson'],
  ),
  LessonRetired: line(['liet de les vervallen', 'retired the lesson']),
};

/** What is said of what happens to an intervention. */
export const interventionLines: Lines<InterventionEventData> = {
  InterventionStarted: line(
    [
      'startte een interventie met {type}: “{indicator}” van {baseline} naar {targetValue}, want “{hypothesis}”',
      'started an intervention by {type}: “{indicator}” from {baseline} to {targetValue}, because “{hypothesis}”',
    ],
    [
      'startte een interventie: “{indicator}” van {baseline} naar {targetValue}',
      'started an intervention: “{indicator}” from {baseline} to {targetValue}',
    ],
    ['startte een interventie', 'started an intervention'],
  ),
  IndicatorMeasured: line(
    [
      'mat op {date} de indicator van de interventie: {value}',
      'measured the indicator of the intervention on {date}: {value}',
    ],
    ['mat de indicator van de interventie', 'measured the indicator of the intervention'],
  ),
  InterventionJudged: line(
    ['beoordeelde de interventie: {verdict} (“{evidence}”)', 'judged the intervention: {verdict} (“{evidence}”)'],
    ['beoordeelde de interventie: {verdict}', 'judged the intervention: {verdict}'],
    ['beoordeelde de interventie', 'judged the intervention'],
  ),
  InterventionStopped: line(['stopte de interventie', 'stopped the intervention']),
};
