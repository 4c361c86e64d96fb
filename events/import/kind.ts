import { z } from 'zod';
import { draft, happened, nothingToDo, refuse, type Command, type Decision } from '../decision.ts';
import type { VisibleEvent } from '../envelope.ts';
import type { CommandSpec, EventSpecs } from '../spec.ts';
import { entryOf, type Entry } from '../timeline.ts';
import type { Sees } from '../visibility.ts';

/** An import of real data: what came in, and when it was written to its end. */
export const importPayloads = {
  ImportStarted: z.strictObject({
    format: z.string().min(1).max(40),
    fileId: z.string().max(120),
    hash: z.string().regex(/^[0-9a-f]{64}$/, 'must be a SHA-256 in hexadecimal'),
    rows: z.int().min(0),
  }),
  ImportCompleted: z.strictObject({ written: z.int().min(0), unchanged: z.int().min(0), rejected: z.int().min(0) }),
};

export const importEvents: EventSpecs<typeof importPayloads> = {
  ImportStarted: {
    version: 2,
    label: { nl: 'Import gestart', en: 'Import started' },
    classes: { '*': 'P1' },
    revert: 'never',
  },
  ImportCompleted: {
    version: 2,
    label: { nl: 'Import voltooid', en: 'Import completed' },
    classes: { '*': 'P1' },
    revert: 'never',
  },
};

export const importCommands = {
  StartImport: { schema: importPayloads.ImportStarted, offline: 'never', creates: true },
  CompleteImport: { schema: importPayloads.ImportCompleted, offline: 'never' },
} as const satisfies Record<string, CommandSpec>;

export interface ImportState {
  exists: boolean;
  started?: Entry<z.infer<typeof importPayloads.ImportStarted>>;
  completed?: Entry<z.infer<typeof importPayloads.ImportCompleted>>;
}

export const initial = (): ImportState => ({ exists: false });

export function evolve(state: ImportState, event: VisibleEvent): ImportState {
  if (event.type === 'ImportStarted') {
    state.exists = true;
    state.started = entryOf(event, event.data as z.infer<typeof importPayloads.ImportStarted>);
  } else if (event.type === 'ImportCompleted') {
    state.completed = entryOf(event, event.data as z.infer<typeof importPayloads.ImportCompleted>);
  }
  return state;
}

export function decide(state: ImportState, command: Command): Decision {
  if (command.type === 'StartImport') {
    if (state.exists) return refuse('ALREADY_EXISTS', { subject: command.subject });
    return happened(draft('ImportStarted', { ...command.data }));
  }
  if (!state.exists) return refuse('NOT_FOUND', { subject: command.subject });
  if (state.completed) return nothingToDo(state.completed.command);
  return happened(draft('ImportCompleted', { ...command.data }));
}

export const view = (state: ImportState, sees: Sees): ImportState => (sees('P1') ? state : initial());
