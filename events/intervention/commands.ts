import type { z } from 'zod';
import { actionCommands, correctionCommands } from '../any-stream/events.ts';
import type { CommandSpec } from '../spec.ts';
import { interventionPayloads as p } from './events.ts';

const government = 'government';

/** What somebody may ask of an intervention. */
export const interventionCommands = {
  StartIntervention: { schema: p.InterventionStarted, access: government, offline: 'ask', creates: true },
  MeasureIndicator: { schema: p.IndicatorMeasured, access: government, offline: 'replay' },
  JudgeIntervention: { schema: p.InterventionJudged, access: government, offline: 'ask' },
  StopIntervention: { schema: p.InterventionStopped, access: government, offline: 'ask' },
  ...actionCommands(government),
  ...correctionCommands(government),
} as const satisfies Record<string, CommandSpec>;

export type InterventionCommandData = {
  [K in keyof typeof interventionCommands]: z.infer<(typeof interventionCommands)[K]['schema']>;
};
