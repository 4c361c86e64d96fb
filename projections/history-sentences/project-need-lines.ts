import type { ProjectEventData } from '../../events/project/events.ts';
import { line, type Lines } from './line.ts';

/** What is said of what a project needs and gets: infrastructure, money; what holds it up; what came of it. */
export const projectNeedLines: Lines<ProjectEventData> = {
  InfraNeedStated: line(
    [
      'meldde dat het project vanaf {fromYear} {amount} {carrier} nodig heeft ({direction}, minimaal {minimumShare} daarvan)',
      'stated that the project needs {amount} of {carrier} from {fromYear} ({direction}, at least {minimumShare} of it)',
    ],
    [
      'meldde dat het project vanaf {fromYear} {amount} {carrier} nodig heeft ({direction})',
      'stated that the project needs {amount} of {carrier} from {fromYear} ({direction})',
    ],
    ['meldde een behoefte aan infrastructuur', 'stated a need for infrastructure'],
  ),
  InfraNeedWithdrawn: line(['liet een behoefte aan infrastructuur vervallen', 'withdrew a need for infrastructure']),
  BottleneckReported: line(
    [
      'meldde een knelpunt met ernst {severity} van 5, {code}: “{text}”',
      'reported a bottleneck of severity {severity} of 5, {code}: “{text}”',
    ],
    [
      'meldde een knelpunt met ernst {severity} van 5: {code}',
      'reported a bottleneck of severity {severity} of 5: {code}',
    ],
    ['meldde een knelpunt', 'reported a bottleneck'],
  ),
  BottleneckAssigned: line(
    [
      'belegde een knelpunt bij {ownerOrgId}, op te lossen uiterlijk {due}',
      'assigned a bottleneck to {ownerOrgId}, to be resolved by {due}',
    ],
    ['belegde een knelpunt bij {ownerOrgId}', 'assigned a bottleneck to {ownerOrgId}'],
    ['belegde een knelpunt', 'assigned a bottleneck'],
  ),
  BottleneckResolved: line(
    ['meldde een knelpunt opgelost op {date}: “{how}”', 'reported a bottleneck as resolved on {date}: “{how}”'],
    ['meldde een knelpunt opgelost op {date}', 'reported a bottleneck as resolved on {date}'],
    ['meldde een knelpunt opgelost', 'reported a bottleneck as resolved'],
  ),
  ReductionAttributed: line(
    ['rekende {share} van de reductie toe aan een plan', 'attributed {share} of the reduction to a plan'],
    ['rekende een deel van de reductie toe aan een plan', 'attributed a part of the reduction to a plan'],
  ),
  ProjectRealised: line(
    [
      'meldde het project op {date} gerealiseerd: {actual_t} minder uitstoot, investering {actualCapexEUR}',
      'reported the project as realised on {date}: {actual_t} less emissions, investment {actualCapexEUR}',
    ],
    [
      'meldde het project op {date} gerealiseerd: {actual_t} minder uitstoot',
      'reported the project as realised on {date}: {actual_t} less emissions',
    ],
    ['meldde het project op {date} gerealiseerd', 'reported the project as realised on {date}'],
    ['meldde het project gerealiseerd', 'reported the project as realised'],
  ),
  ProjectAlternativeLinked: line(
    [
      'koppelde het project als tijdelijk alternatief tot en met {temporaryUntil} aan andere routes{preferred=false}',
      'linked the project to other routes as a temporary alternative until {temporaryUntil}{preferred=false}',
    ],
    [
      'koppelde het project aan andere routes, als voorkeur{preferred=true}',
      'linked the project to other routes, as the preferred one{preferred=true}',
    ],
    ['koppelde het project als alternatief aan andere routes', 'linked the project to other routes as an alternative'],
  ),
  ConnectionRequested: line(
    [
      'vroeg op {requestedOn} bij {operatorId} {amount} {carrier} aan ({direction}), gewenst in {wantedYear}',
      'requested {amount} of {carrier} ({direction}) from {operatorId} on {requestedOn}, wanted in {wantedYear}',
    ],
    [
      'vroeg op {requestedOn} {amount} {carrier} aan ({direction}), gewenst in {wantedYear}',
      'requested {amount} of {carrier} ({direction}) on {requestedOn}, wanted in {wantedYear}',
    ],
    ['vroeg een aansluiting aan', 'requested a connection'],
  ),
  ConnectionRequestWithdrawn: line(['trok een aanvraag voor een aansluiting in', 'withdrew a connection request']),
  FundingRequested: line(
    [
      'vroeg op {date} {EUR} aan bij de regeling {scheme} voor {covers}',
      'requested {EUR} from the scheme {scheme} for {covers} on {date}',
    ],
    ['vroeg financiering aan', 'requested funding'],
  ),
  FundingGranted: line(
    [
      'legde vast dat op {date} {EUR} is toegekend, onder voorwaarde: “{conditions}”',
      'recorded that {EUR} was granted on {date}, on the condition: “{conditions}”',
    ],
    ['legde vast dat op {date} {EUR} is toegekend', 'recorded that {EUR} was granted on {date}'],
    ['legde vast dat financiering is toegekend', 'recorded that funding was granted'],
  ),
  FundingRefused: line(
    ['legde vast dat op {date} financiering is afgewezen', 'recorded that funding was refused on {date}'],
    ['legde vast dat financiering is afgewezen', 'recorded that funding was refused'],
  ),
};
