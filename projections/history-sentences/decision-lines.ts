import type { DecisionEventData } from '../../events/decision-record/events.ts';
import { line, type Lines } from './line.ts';

/** What is said of what happens to a decision. */
export const decisionLines: Lines<DecisionEventData> = {
  DecisionDrafted: line(
    ['bereidde een besluit voor: “{question}”', 'prepared a decision: “{question}”'],
    ['bereidde een besluit voor', 'prepared a decision'],
  ),
  AlternativeAdded: line(
    ['voegde een alternatief toe: {label}', 'added an alternative: {label}'],
    ['voegde een alternatief toe', 'added an alternative'],
  ),
  DecisionTaken: line(
    ['nam het besluit, met ingang van {effectiveDate}', 'took the decision, effective {effectiveDate}'],
    ['nam het besluit', 'took the decision'],
  ),
  DecisionEndorsed: line(
    ['ondertekende het besluit mede namens {org}', 'endorsed the decision for {org}'],
    ['ondertekende het besluit mede', 'endorsed the decision'],
  ),
  DissentRecorded: line(
    ['legde een afwijkend standpunt van {org} vast', 'recorded a dissent of {org}'],
    ['legde een afwijkend standpunt vast', 'recorded a dissent'],
  ),
  ConditionFulfilled: line(
    ['meldde een voorwaarde vervuld: {evidence}', 'reported a condition as fulfilled: {evidence}'],
    ['meldde een voorwaarde vervuld', 'reported a condition as fulfilled'],
  ),
  ConditionBreached: line(
    ['meldde een voorwaarde geschonden: {text}', 'reported a condition as breached: {text}'],
    ['meldde een voorwaarde geschonden', 'reported a condition as breached'],
  ),
  ConditionReminded: line(
    ['herinnerde aan een voorwaarde ({due})', 'reminded of a condition ({due})'],
    ['herinnerde aan een voorwaarde', 'reminded of a condition'],
  ),
  DecisionSuperseded: line(['verving het besluit door een nieuw', 'superseded the decision by a new one']),
  DecisionRevoked: line(['trok het besluit in', 'revoked the decision']),
  DecisionPublished: line(
    ['maakte het besluit openbaar {channel}', 'published the decision {channel}'],
    ['maakte het besluit openbaar', 'published the decision'],
  ),
  DecisionArchived: line(['archiveerde het besluit', 'archived the decision']),
};
