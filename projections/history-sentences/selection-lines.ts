import type { SelectionEventData } from '../../events/selection/events.ts';
import { line, type Lines } from './line.ts';

/** What is said of what happens to a selection of regions. */
export const selectionLines: Lines<SelectionEventData> = {
  SelectionModelDefined: line(
    [
      'legde het selectiemodel vast, met als criteria: {criteria}',
      'defined the selection model, with the criteria: {criteria}',
    ],
    ['legde het selectiemodel vast', 'defined the selection model'],
  ),
  WeightsProposed: line(
    ['stelde namens {org} gewichten voor: {weights}', 'proposed weights for {org}: {weights}'],
    [
      'stelde namens {org} een volgorde voor, van zwaar naar licht: {order}',
      'proposed an order for {org}, from heavy to light: {order}',
    ],
    ['stelde namens {org} gewichten voor', 'proposed weights for {org}'],
    ['stelde gewichten voor', 'proposed weights'],
  ),
  WeightsRevealed: line(
    ['toonde de gewichten die {orgIds} voorstelden', 'revealed the weights that {orgIds} proposed'],
    ['toonde de voorgestelde gewichten', 'revealed the proposed weights'],
  ),
  WeightsAgreed: line(
    ['stelde op grond van een besluit de gewichten vast: {weights}', 'set the weights by a decision: {weights}'],
    ['stelde op grond van een besluit de gewichten vast', 'set the weights by a decision'],
  ),
  ScenarioSaved: line(
    ['bewaarde het scenario “{name}”: {weights}', 'saved the scenario “{name}”: {weights}'],
    ['bewaarde een scenario', 'saved a scenario'],
  ),
  ScoreEntered: line(
    [
      'voerde voor een regio de score op {criterion} in: {score.mid}, tussen {score.low} en {score.high} (bron: {sourceRef})',
      'entered the score of a region on {criterion}: {score.mid}, between {score.low} and {score.high} (source: {sourceRef})',
    ],
    [
      'voerde in dat de score van een regio op {criterion} onbekend is (bron: {sourceRef}){score.unknown=true}',
      'entered that the score of a region on {criterion} is not known (source: {sourceRef}){score.unknown=true}',
    ],
    ['voerde voor een regio de score op {criterion} in', 'entered the score of a region on {criterion}'],
    ['voerde een score van een regio in', 'entered a score of a region'],
  ),
  ScoreChallenged: line(
    ['betwistte een score: “{argument}”', 'challenged a score: “{argument}”'],
    ['betwistte een score', 'challenged a score'],
  ),
  ScoreRevised: line(
    [
      'herzag een score van {old.mid} in {new.mid}, tussen {new.low} en {new.high}',
      'revised a score from {old.mid} to {new.mid}, between {new.low} and {new.high}',
    ],
    [
      'zette een score die onbekend was op {new.mid}, tussen {new.low} en {new.high}{old.unknown=true}',
      'set a score that was not known to {new.mid}, between {new.low} and {new.high}{old.unknown=true}',
    ],
    [
      'zette een score van {old.mid} op onbekend{new.unknown=true}',
      'set a score of {old.mid} to not known{new.unknown=true}',
    ],
    ['herzag een score', 'revised a score'],
  ),
  SelectionRunExecuted: line(
    [
      'rekende de selectie door met {N} trekkingen van gewichten en scores (SMAA){method=SMAA}',
      'ran the selection with {N} draws of weights and scores (SMAA){method=SMAA}',
    ],
    [
      'rekende de selectie door als gewogen som{method=WEIGHTED_SUM}',
      'ran the selection as a weighted sum{method=WEIGHTED_SUM}',
    ],
    ['rekende de selectie door', 'ran the selection'],
  ),
  SelectionFrozen: line(['zette de uitkomst van de selectie vast', 'froze the outcome of the selection']),
};
