import { z } from 'zod';
import { draft, happened, nothingToDo, refuse, type Command, type Decision } from '../decision.ts';
import { isHidden, type Instant, type VisibleEvent } from '../envelope.ts';
import { label } from '../fields.ts';
import { idPattern } from '../ids.ts';
import type { CommandSpec, EventSpecs } from '../spec.ts';
import type { Sees } from '../visibility.ts';
export { LOG_SUBJECT } from './subject.ts';
import { DEFAULT_TERMS, retentionTerms, type RetentionTerms } from './retention.ts';

/** Whose or which: a person, an organisation, a text. */
const holder = z
  .string()
  .max(120)
  .regex(
    new RegExp(`^act_[0-9a-z-]{3,60}$|${idPattern('org').source}|${idPattern('txt', '_[a-z]{3,20}').source}`),
    'must be a person (act_…), an organisation (org_…) or a text (txt_…_section)',
  );

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
  /** For how long what is sealed is kept from now on, also what was sealed before. */
  RetentionTermsSet: z.strictObject({ terms: retentionTerms, ground: label(3, 500) }),
  /** Nothing of it may be destroyed. */
  LegalHoldPlaced: z.strictObject({ subject: holder, ground: label(3, 500) }),
  LegalHoldLifted: z.strictObject({ subject: holder, ground: label(3, 500) }),
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
  RetentionTermsSet: {
    version: 1,
    label: { nl: 'Bewaartermijnen vastgesteld', en: 'Retention terms set' },
    classes: { '*': 'P1' },
    revert: { compensate: 'SetRetentionTerms' },
  },
  LegalHoldPlaced: {
    version: 1,
    label: { nl: 'Bewaarplicht opgelegd', en: 'Legal hold placed' },
    classes: { '*': 'P2' },
    revert: { compensate: 'LiftLegalHold' },
  },
  LegalHoldLifted: {
    version: 1,
    label: { nl: 'Bewaarplicht opgeheven', en: 'Legal hold lifted' },
    classes: { '*': 'P2' },
    revert: { compensate: 'PlaceLegalHold' },
  },
};

export const logCommands = {
  CreateLog: { schema: logPayloads.LogCreated, offline: 'never', creates: true },
  DestroyKeys: { schema: logPayloads.KeysDestroyed, offline: 'never' },
  SetRetentionTerms: { schema: logPayloads.RetentionTermsSet, offline: 'never' },
  PlaceLegalHold: { schema: logPayloads.LegalHoldPlaced, offline: 'never' },
  LiftLegalHold: { schema: logPayloads.LegalHoldLifted, offline: 'never' },
} as const satisfies Record<string, CommandSpec>;

/** Who set or placed something, when and why. */
interface Placed {
  readonly by: string;
  readonly at: Instant;
  readonly ground: string;
  readonly command: string;
}

export interface LogState {
  exists: boolean;
  origin: string;
  /** The terms that hold, and how often they were set: 0 are the ones that nobody has set. */
  retention: { terms: RetentionTerms; version: number; set?: Placed };
  /** Legal holds that stand, by whose or which. */
  holds: Record<string, Placed>;
}

export const initial = (): LogState => ({
  exists: false,
  origin: '',
  retention: { terms: DEFAULT_TERMS, version: 0 },
  holds: {},
});

/** Folds an event of the log's stream; of a viewer who may see none of its holds, none is there. */
export function evolve(state: LogState, { type, data, meta }: VisibleEvent): LogState {
  const placed = (): Placed => ({
    ...{ by: meta.actor, at: meta.recordedAt, ground: String(data['ground']), command: meta.command },
  });
  switch (type) {
    case 'LogCreated':
      state.exists = true;
      state.origin = String(data['origin']);
      break;
    case 'RetentionTermsSet':
      if (isHidden(data['terms'])) break;
      state.retention = {
        terms: data['terms'] as RetentionTerms,
        version: state.retention.version + 1,
        set: placed(),
      };
      break;
    case 'LegalHoldPlaced':
      if (!isHidden(data['subject'])) state.holds = { ...state.holds, [String(data['subject'])]: placed() };
      break;
    case 'LegalHoldLifted': {
      const { [String(data['subject'])]: lifted, ...others } = state.holds;
      if (lifted) state.holds = others;
    }
  }
  return state;
}

export function decide(state: LogState, { type, subject, data }: Command): Decision {
  const whose = String(data['subject']);
  if (!state.exists && type !== 'CreateLog') return refuse('NOT_FOUND', { subject });
  switch (type) {
    case 'CreateLog':
      return state.exists ? refuse('ALREADY_EXISTS', { subject }) : happened(draft('LogCreated', data));
    case 'DestroyKeys':
      return state.holds[whose] ? refuse('KEYS_HELD', { subject: whose }) : happened(draft('KeysDestroyed', data));
    case 'SetRetentionTerms':
      return happened(draft('RetentionTermsSet', data));
    case 'PlaceLegalHold': {
      const standing = state.holds[whose];
      return standing ? nothingToDo(standing.command) : happened(draft('LegalHoldPlaced', data));
    }
    case 'LiftLegalHold':
      return state.holds[whose] ? happened(draft('LegalHoldLifted', data)) : refuse('NOT_HELD', { subject: whose });
    default:
      return refuse('UNKNOWN_COMMAND', { type });
  }
}

/** Holds are for stewards alone. */
export const view = (state: LogState, sees: Sees): LogState => (sees('P2') ? state : { ...state, holds: {} });
