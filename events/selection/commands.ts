import { z } from 'zod';
import { actionCommands } from '../any-stream/events.ts';
import type { CommandSpec } from '../spec.ts';
import { kindsOfWeights, selectionPayloads as p } from './events.ts';

/** What somebody may ask of a selection of regions. */
export const selectionCommands = {
  DefineSelectionModel: { schema: p.SelectionModelDefined, offline: 'never' },
  ProposeWeights: { schema: p.WeightsProposed.extend(kindsOfWeights), offline: 'never' },
  RevealWeights: { schema: z.strictObject({}), offline: 'never' },
  AgreeWeights: { schema: p.WeightsAgreed, offline: 'never' },
  SaveScenario: { schema: p.ScenarioSaved, offline: 'replay' },
  EnterScore: { schema: p.ScoreEntered.omit({ inputIndex: true }), offline: 'ask' },
  /** Works a score out from what the log holds; the server alone knows it. */
  DeriveScore: { schema: p.ScoreEntered.pick({ scoreId: true, regionId: true, criterion: true }), offline: 'never' },
  ChallengeScore: { schema: p.ScoreChallenged, offline: 'replay' },
  ReviseScore: { schema: p.ScoreRevised.omit({ old: true, oldSites: true, inputIndex: true }), offline: 'ask' },
  RecordSelectionRun: { schema: p.SelectionRunExecuted, offline: 'never' },
  FreezeSelection: { schema: p.SelectionFrozen.omit({ byActor: true }), offline: 'never' },
  ...actionCommands,
} as const satisfies Record<string, CommandSpec>;

export type SelectionCommandData = {
  [K in keyof typeof selectionCommands]: z.infer<(typeof selectionCommands)[K]['schema']>;
};
