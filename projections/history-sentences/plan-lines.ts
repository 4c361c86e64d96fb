import type { PlanEventData } from '../../events/plan/events.ts';
import { line, type Lines } from './line.ts';

/** What is said of what happens to a plan. */
export const planLines: Lines<PlanEventData> = {
  SynergyPlanStarted: line(
    ['startte het plan “{title}”', 'started the plan “{title}”'],
    ['startte het plan', 'started the plan'],
  ),
  PlanDetailSet: line(
    ['noemde het plan “{title}”', 'named the plan “{title}”'],
    ['zette {field} op {value}', 'set {field} to {value}'],
    ['maakte {field} leeg', 'cleared {field}'],
  ),
  ParticipantInvited: line(
    ['nodigde {org} uit als {role}', 'invited {org} as {role}'],
    ['nodigde {org} uit', 'invited {org}'],
  ),
  ParticipantJoined: line(
    ['kwam met {org} aan tafel als {role}', 'joined the table with {org} as {role}'],
    ['kwam met {org} aan tafel', 'joined the table with {org}'],
  ),
  ParticipantLeft: line(
    ['stapte met {org} uit het plan', 'left the plan with {org}'],
    ['stapte uit het plan', 'left the plan'],
  ),
  ContributionPledged: line(
    ['zegde {amount} MW toe vanaf {from}', 'pledged {amount} MW from {from}'],
    ['deed een toezegging', 'made a pledge'],
  ),
  ContributionChanged: line(
    ['wijzigde de inbreng naar {new} MW', 'changed the contribution to {new} MW'],
    ['wijzigde een toezegging', 'changed a pledge'],
  ),
  ContributionWithdrawn: line(['trok een inbreng in', 'withdrew a contribution']),
  CapacityTargetSet: line(
    ['zette het doel op {MW} MW vanaf {fromYear}', 'set the target to {MW} MW from {fromYear}'],
    ['nam het doel weg', 'took the target away'],
  ),
  RouteDrawn: line(
    ['tekende een tracé van {length_km} km', 'drew a route of {length_km} km'],
    ['tekende een tracé', 'drew a route'],
  ),
  MilestonePlanned: line(
    ['plande de mijlpaal “{name}” op {date}', 'planned the milestone “{name}” for {date}'],
    ['plande een mijlpaal op {date}', 'planned a milestone for {date}'],
  ),
  MilestoneForecastMoved: line(
    ['verschoof een mijlpaal naar {new}', 'moved a milestone to {new}'],
    ['verschoof een mijlpaal', 'moved a milestone'],
  ),
  MilestoneReached: line(
    ['haalde een mijlpaal op {date}', 'reached a milestone on {date}'],
    ['haalde een mijlpaal', 'reached a milestone'],
  ),
  CommentPlaced: line(['schreef: “{text}”', 'wrote: “{text}”'], ['schreef een opmerking', 'wrote a comment']),
  CommentResolved: line(['handelde een opmerking af', 'resolved a comment']),
  CommentReopened: line(['heropende een opmerking', 'reopened a comment']),
  PlanParked: line(
    ['parkeerde het plan tot {reviewDate}', 'parked the plan until {reviewDate}'],
    ['parkeerde het plan', 'parked the plan'],
  ),
  PlanResumed: line(['nam het plan weer op', 'took the plan up again']),
  FactCorrected: line(
    ['corrigeerde {field} in {new}', 'corrected {field} to {new}'],
    ['corrigeerde een gegeven', 'corrected a fact'],
  ),
  MomentNamed: line(
    ['noemde een moment “{name}”', 'named a moment “{name}”'],
    ['gaf een moment een naam', 'gave a moment a name'],
  ),
  MomentUnnamed: line(['haalde de naam van een moment weg', 'took the name of a moment away']),
};
