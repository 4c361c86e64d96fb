import { z } from 'zod';
import { actionCommands } from '../any-stream/events.ts';
import type { CommandSpec } from '../spec.ts';
import { selectionPayloads as p } from './events.ts';

const lead = 'programme';

/** What somebody may ask of a selection of regions. */
export const selectionCommands = {
  DefineSelectionModel: { schema: p.SelectionModelDefined, access: lead, offline: 'never' },
  ProposeWeights: { schema: p.WeightsProposed, access: 'adviser', offline: 'never' },
  RevealWeights: { schema: z.strictObject({}), access: lead, offline: 'never' },
  AgreeWeights: { schema: p.WeightsAgreed, access: lead, offline: 'never' },
  EnterScore: { schema: p.ScoreEntered, access: 'scorer', offline: 'ask' },
  ChallengeScore: { schema: p.ScoreChallenged, access: 'adviser', offline: 'replay' },
  ReviseScore: { schema: p.ScoreRevised.omit({ old: true }), access: 'scorer', offline: 'ask' },
  RecordSelectionRun: { schema: p.SelectionRunExecuted, access: lead, offline: 'never' },
  FreezeSelection: { schema: p.SelectionFrozen.omit({ byActor: true }), access: lead, offline: 'never' },
  ...actionCommands(lead),
} as const satisfies Record<string, CommandSpec>;

export type SelectionCommandData = {
  [K in keyof typeof selectionCommands]: z.infer<(typeof selectionCommands)[K]['schema']>;
};
