import type { actionPayloads, correctionPayloads } from '../../events/any-stream/events.ts';
import type { momentPayloads } from '../../events/moments.ts';
import type { restatedPayloads } from '../../events/restated.ts';
import { line, type Lines } from './line.ts';

type Anywhere = typeof actionPayloads & typeof correctionPayloads & typeof momentPayloads & typeof restatedPayloads;

/** What is said of what may stand in streams of several kinds. */
export const everywhereLines: Lines<Anywhere> = {
  ActionAgreed: line(
    [
      'sprak een actie af: “{text}”, door {ownerOrg}, uiterlijk {due}',
      'agreed an action: “{text}”, by {ownerOrg}, no later than {due}',
    ],
    ['sprak een actie af: “{text}”, uiterlijk {due}', 'agreed an action: “{text}”, no later than {due}'],
    ['sprak een actie af voor {ownerOrg}, uiterlijk {due}', 'agreed an action for {ownerOrg}, no later than {due}'],
    ['sprak een actie af', 'agreed an action'],
  ),
  ActionDone: line(
    ['rondde een actie af op {date}: “{evidence}”', 'completed an action on {date}: “{evidence}”'],
    ['rondde een actie af op {date}', 'completed an action on {date}'],
    ['rondde een actie af', 'completed an action'],
  ),
  FactCorrected: line(
    ['corrigeerde {field} van {old} in {new}', 'corrected {field} from {old} to {new}'],
    ['corrigeerde {field} in {new}', 'corrected {field} to {new}'],
    ['corrigeerde {field}', 'corrected {field}'],
    ['corrigeerde een gegeven', 'corrected a fact'],
  ),
  MomentNamed: line(
    ['noemde een moment “{name}”', 'named a moment “{name}”'],
    ['gaf een moment een naam', 'gave a moment a name'],
  ),
  MomentUnnamed: line(['haalde de naam van een moment weg', 'took the name of a moment away']),
  FactRestated: line(['legde een gegeven opnieuw vast na wissen', 'stated a fact again after an erasure']),
};
