import type { SuggestionEventData } from '../../events/suggestion/events.ts';
import { line, type Lines } from './line.ts';

/** What is said of a suggested synergy. Who may not see the figures behind its score reads the rounded one. */
export const suggestionLines: Lines<SuggestionEventData> = {
  SynergySuggested: line(
    ['stelde een synergie voor: {kind}, score {score} van 100', 'suggested a synergy: {kind}, score {score} of 100'],
    [
      'stelde een synergie voor: {kind}, score ongeveer {roundedScore} van 100',
      'suggested a synergy: {kind}, score about {roundedScore} of 100',
    ],
    ['stelde een synergie voor', 'suggested a synergy'],
  ),
  SuggestionDismissed: line(['wees het voorstel voor een synergie af', 'dismissed the suggested synergy']),
};
