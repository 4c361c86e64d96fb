import type { z } from 'zod';
import { actionCommands } from '../any-stream/events.ts';
import type { CommandSpec } from '../spec.ts';
import { interviewPayloads as p } from './events.ts';

const interviewer = 'interviewer';

/** What somebody may ask of an interview round. */
export const interviewCommands = {
  OpenRound: { schema: p.RoundOpened, access: interviewer, offline: 'never', creates: true },
  SubmitResponse: { schema: p.ResponseSubmitted, access: 'interviewee', offline: 'ask' },
  ValidateResponse: { schema: p.ResponseValidated.omit({ byActor: true }), access: interviewer, offline: 'ask' },
  CorrectResponse: { schema: p.ResponseCorrected.omit({ old: true }), access: 'interviewee', offline: 'ask' },
  CloseRound: { schema: p.RoundClosed, access: interviewer, offline: 'never' },
  PublishRound: { schema: p.RoundPublished, access: interviewer, offline: 'never' },
  ...actionCommands(interviewer),
} as const satisfies Record<string, CommandSpec>;

export type InterviewCommandData = {
  [K in keyof typeof interviewCommands]: z.infer<(typeof interviewCommands)[K]['schema']>;
};
