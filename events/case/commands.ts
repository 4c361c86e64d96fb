import type { z } from 'zod';
import { actionCommands } from '../any-stream/events.ts';
import type { CommandSpec } from '../spec.ts';
import { casePayloads as p } from './events.ts';

const government = 'government';

/** What somebody may ask of a case. */
export const caseCommands = {
  OpenCase: { schema: p.CaseOpened, access: government, offline: 'never', creates: true },
  ChangeCasePhase: { schema: p.CasePhaseChanged.omit({ from: true }), access: government, offline: 'ask' },
  HoldCaseMeeting: { schema: p.CaseMeetingHeld, access: government, offline: 'replay' },
  LinkCaseToPlan: { schema: p.CaseLinkedToPlan, access: government, offline: 'ask' },
  ScaleCaseToRegion: { schema: p.CaseScaledToRegion, access: government, offline: 'ask' },
  CloseCase: { schema: p.CaseClosed, access: government, offline: 'ask' },
  ...actionCommands(government),
} as const satisfies Record<string, CommandSpec>;

export type CaseCommandData = { [K in keyof typeof caseCommands]: z.infer<(typeof caseCommands)[K]['schema']> };
