import type { z } from 'zod';
import { actionCommands } from '../any-stream/events.ts';
import type { CommandSpec } from '../spec.ts';
import { lessonPayloads as p } from './events.ts';

/** What somebody may ask of a lesson: every partner proposes and uses, governments endorse and retire. */
export const lessonCommands = {
  ProposeLesson: { schema: p.LessonProposed, offline: 'ask', creates: true },
  EndorseLesson: { schema: p.LessonEndorsed, offline: 'ask' },
  ApplyLesson: { schema: p.LessonApplied, offline: 'replay' },
  RetireLesson: { schema: p.LessonRetired, offline: 'ask' },
  ...actionCommands,
} as const satisfies Record<string, CommandSpec>;

export type LessonCommandData = { [K in keyof typeof lessonCommands]: z.infer<(typeof lessonCommands)[K]['schema']> };
