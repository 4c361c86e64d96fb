import { z } from 'zod';
import { actionCommands } from '../any-stream/events.ts';
import type { CommandSpec } from '../spec.ts';
import { interviewPayloads as p } from './events.ts';

/** What somebody may ask of an interview round. */
export const interviewCommands = {
  OpenRound: { schema: p.RoundOpened, offline: 'never', creates: true },
  SubmitResponse: { schema: p.ResponseSubmitted, offline: 'ask' },
  ValidateResponse: { schema: p.ResponseValidated.omit({ byActor: true }), offline: 'ask' },
  CorrectResponse: { schema: p.ResponseCorrected.omit({ old: true }), offline: 'ask' },
  /** The moment is the log's, what is told is worked out: neither is for who asks to say. */
  CloseRound: { schema: p.RoundClosed.omit({ index: true }), offline: 'never' },
  PublishRound: { schema: z.strictObject({}), offline: 'never' },
  ...actionCommands,
} as const satisfies Record<string, CommandSpec>;

export type InterviewCommandData = {
  [K in keyof typeof interviewCommands]: z.infer<(typeof interviewCommands)[K]['schema']>;
};
