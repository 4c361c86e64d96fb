import type { z } from 'zod';
import { actionCommands, correctionCommands } from '../any-stream/events.ts';
import type { CommandSpec } from '../spec.ts';
import { interventionPayloads as p } from './events.ts';

/** What somebody may ask of an intervention. */
export const interventionCommands = {
  StartIntervention: { schema: p.InterventionStarted, offline: 'ask', creates: true },
  MeasureIndicator: { schema: p.IndicatorMeasured, offline: 'replay' },
  JudgeIntervention: { schema: p.InterventionJudged, offline: 'ask' },
  StopIntervention: { schema: p.InterventionStopped, offline: 'ask' },
  ...actionCommands,
  ...correctionCommands,
} as const satisfies Record<string, CommandSpec>;

export type InterventionCommandData = {
  [K in keyof typeof interventionCommands]: z.infer<(typeof interventionCommands)[K]['schema']>;
};
