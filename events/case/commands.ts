import type { z } from 'zod';
import { actionCommands } from '../any-stream/events.ts';
import type { CommandSpec } from '../spec.ts';
import { casePayloads as p } from './events.ts';

/** What somebody may ask of a case. */
export const caseCommands = {
  OpenCase: { schema: p.CaseOpened, offline: 'never', creates: true },
  ChangeCasePhase: { schema: p.CasePhaseChanged.omit({ from: true }), offline: 'ask' },
  HoldCaseMeeting: { schema: p.CaseMeetingHeld, offline: 'replay' },
  LinkCaseToPlan: { schema: p.CaseLinkedToPlan, offline: 'ask' },
  ScaleCaseToRegion: { schema: p.CaseScaledToRegion, offline: 'ask' },
  CloseCase: { schema: p.CaseClosed, offline: 'ask' },
  ...actionCommands,
} as const satisfies Record<string, CommandSpec>;

export type CaseCommandData = { [K in keyof typeof caseCommands]: z.infer<(typeof caseCommands)[K]['schema']> };
