import type { PlanEventData } from '../../events/plan/events.ts';
import { line, type Lines } from './line.ts';
import { planGateLines } from './plan-gate-lines.ts';
import { planWorkingLines } from './plan-working-lines.ts';

/** What is said of what happens to a plan. */
export const planLines: Lines<PlanEventData> = {
  SynergyPlanStarted: line(
    ['startte het plan “{title}”', 'started the plan “{title}”'],
    ['startte het plan', 'started the plan'],
  ),
  PlanDetailSet: line(
    ['noemde het plan “{title}”', 'named the plan “{title}”'],
    ['zette {field} op {value}', 'set {field} to {value}'],
    ['maakte {field} leeg{value=null}', 'cleared {field}{value=null}'],
    ['wijzigde {field}', 'changed {field}'],
    ['wijzigde een gegeven van het plan', 'changed a detail of the plan'],
  ),
  ParticipantInvited: line(
    ['nodigde {org} uit als {role}', 'invited {org} as {role}'],
    ['nodigde {org} uit', 'invited {org}'],
    ['nodigde een organisatie uit', 'invited an organisation'],
  ),
  ParticipantJoined: line(
    ['kwam met {org} aan tafel als {role}', 'joined the table with {org} as {role}'],
    ['kwam met {org} aan tafel', 'joined the table with {org}'],
    ['kwam aan tafel', 'joined the table'],
  ),
  ParticipantLeft: line(
    ['stapte met {org} uit het plan', 'left the plan with {org}'],
    ['stapte uit het plan', 'left the plan'],
  ),
  ContributionPledged: line(
    ['zegde {amount} toe vanaf {from}', 'pledged {amount} from {from}'],
    ['deed een toezegging', 'made a pledge'],
  ),
  ContributionChanged: line(
    ['wijzigde de inbreng van {old} naar {new}', 'changed the contribution from {old} to {new}'],
    ['wijzigde een toezegging', 'changed a pledge'],
  ),
  ContributionWithdrawn: line(['trok een inbreng in', 'withdrew a contribution']),
  CapacityTargetSet: line(
    ['zette het doel op {MW} vanaf {fromYear}', 'set the target to {MW} from {fromYear}'],
    ['nam het doel weg{MW=null}', 'took the target away{MW=null}'],
    ['zette een doel voor het vermogen', 'set a target for the capacity'],
  ),
  RouteDrawn: line(
    ['tekende een tracé van {length_km}', 'drew a route of {length_km}'],
    ['tekende een tracé', 'drew a route'],
  ),
  MilestonePlanned: line(
    ['plande de mijlpaal “{name}” op {date}', 'planned the milestone “{name}” for {date}'],
    ['plande een mijlpaal op {date}', 'planned a milestone for {date}'],
    ['plande een mijlpaal', 'planned a milestone'],
  ),
  MilestoneForecastMoved: line(
    ['verschoof een mijlpaal van {old} naar {new}', 'moved a milestone from {old} to {new}'],
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
  ...planWorkingLines,
  ...planGateLines,
};
