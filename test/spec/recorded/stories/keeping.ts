import { LOG_SUBJECT } from '../../../../events/log/kind.ts';
import { id } from '../../given.ts';
import { step, type Step } from '../play.ts';

/** How long what is sealed is kept, what may not be destroyed, and moments that got a name. */

const steward = { role: 'STEWARD', actor: 'act_steward', organisation: id('org', 4) } as const;
const ground = 'Archiefwet';

export const keepingSteps: Step[] = [
  step(LOG_SUBJECT, 'SetRetentionTerms', { terms: { person: 7, organisation: 20, text: 20 }, ground }, steward),
  step(LOG_SUBJECT, 'PlaceLegalHold', { subject: 'act_noor', ground: 'Bezwaar loopt' }, steward),
  step(LOG_SUBJECT, 'LiftLegalHold', { subject: 'act_noor', ground: 'Bezwaar ingetrokken' }, steward),
  ...[id('reg', 1), id('pln', 1)].flatMap((subject, n) => [
    step(subject, 'NameMoment', { momentId: id('mom', n + 1), name: 'Voor de stuurgroep', index: 0 }),
    step(subject, 'UnnameMoment', { momentId: id('mom', n + 1) }),
  ]),
];
