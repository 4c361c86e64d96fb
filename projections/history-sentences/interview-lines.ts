import type { InterviewEventData } from '../../events/interview/events.ts';
import { line, type Lines } from './line.ts';

/** What is said of what happens to an interview round. */
export const interviewLines: Lines<InterviewEventData> = {
  RoundOpened: line(
    [
      'opende de interviewronde van {year} (vragenlijst {questionnaireVersion}) voor {invited}',
      'opened the interview round of {year} (questionnaire {questionnaireVersion}) to {invited}',
    ],
    [
      'opende de interviewronde van {year} (vragenlijst {questionnaireVersion})',
      'opened the interview round of {year} (questionnaire {questionnaireVersion})',
    ],
    ['opende een interviewronde', 'opened an interview round'],
  ),
  ResponseSubmitted: line(
    [
      'antwoordde namens {org} over een project: fase “{phase}”, start in {startYear}, zekerheid {certainty}, reductie {t2030} in 2030 en {t2040} in 2040, knelpunten: {bottlenecks}',
      'answered for {org} about a project: phase “{phase}”, start in {startYear}, certainty {certainty}, reduction {t2030} in 2030 and {t2040} in 2040, bottlenecks: {bottlenecks}',
    ],
    [
      'antwoordde namens {org} over een project: fase “{phase}”, start in {startYear}, zekerheid {certainty}, reductie {t2030} in 2030 en {t2040} in 2040',
      'answered for {org} about a project: phase “{phase}”, start in {startYear}, certainty {certainty}, reduction {t2030} in 2030 and {t2040} in 2040',
    ],
    ['antwoordde over een project', 'answered about a project'],
  ),
  ResponseValidated: line(['keurde een antwoord goed', 'validated an answer']),
  ResponseCorrected: line(
    ['corrigeerde {field} in een antwoord van {old} in {new}', 'corrected {field} in an answer from {old} to {new}'],
    ['corrigeerde {field} in een antwoord', 'corrected {field} in an answer'],
    ['corrigeerde een antwoord', 'corrected an answer'],
  ),
  RoundClosed: line(['sloot de interviewronde', 'closed the interview round']),
  RoundPublished: line(
    [
      'publiceerde de totalen van de interviewronde, zonder: {suppressedCells}',
      'published the totals of the interview round, without: {suppressedCells}',
    ],
    ['publiceerde de totalen van de interviewronde', 'published the totals of the interview round'],
  ),
};
