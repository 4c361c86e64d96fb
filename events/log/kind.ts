import { z } from 'zod';
import { draft, happened, refuse, type Command, type Decision } from '../decision.ts';
import { label } from '../fields.ts';
import type { CommandSpec, EventSpecs } from '../spec.ts';

/** The log's own stream: its first event names where the log came into being. */
export const logPayloads = {
  LogCreated: z.strictObject({ origin: z.string().min(1).max(200) }),
  /** Nobody can read any more what was sealed under these keys; every process lets go of what it holds of it. */
  KeysDestroyed: z.strictObject({
    keys: z.array(z.string().max(60)).min(1).max(5_000),
    ground: label(3, 500),
    /** Whose or which: a person, an organisation, a text. */
    subject: z.string().max(120),
  }),
};

export const logEvents: EventSpecs<typeof logPayloads> = {
  LogCreated: {
    version: 2,
    label: { nl: 'Logboek aangelegd', en: 'Log created' },
    classes: { '*': 'P0' },
    revert: 'never',
  },
  KeysDestroyed: {
    version: 1,
    label: { nl: 'Sleutels vernietigd', en: 'Keys destroyed' },
    classes: { '*': 'P1' },
    revert: 'never',
  },
};

export const logCommands = {
  CreateLog: { schema: logPayloads.LogCreated, access: 'system', offline: 'never', creates: true },
  DestroyKeys: { schema: logPayloads.KeysDestroyed, access: 'system', offline: 'never' },
} as const satisfies Record<string, CommandSpec>;

/** Stream of the log itself; its UUIDv7 is fixed, so that two processes that start at once make one. */
export const LOG_SUBJECT = 'log_00000000-0000-7000-8000-000000000000';

export interface LogState {
  exists: boolean;
  origin: string;
}

export const initial = (): LogState => ({ exists: false, origin: '' });

export function evolve(state: LogState, event: { type: string; data: Readonly<Record<string, unknown>> }): LogState {
  if (event.type === 'LogCreated') {
    state.exists = true;
    state.origin = String(event.data['origin']);
  }
  return state;
}

export function decide(state: LogState, command: Command): Decision {
  if (command.type === 'DestroyKeys') return happened(draft('KeysDestroyed', { ...command.data }));
  if (state.exists) return refuse('ALREADY_EXISTS', { subject: command.subject });
  return happened(draft('LogCreated', { ...command.data }));
}

export const view = (state: LogState): LogState => state;
