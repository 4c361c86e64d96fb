/**
 * What every recorded event carries. This shape cannot change after the first real event:
 * additions are optional, and nothing is ever rewritten.
 */

/** A stream's name inside the log: `<kind>-<UUIDv7>`, e.g. `plan-0190…`. */
export type StreamName = string;
/** An outside id: `<prefix>_<UUIDv7>`, e.g. `pln_0190…`. */
export type SubjectId = string;
/** A command's id, a UUIDv7 made by whoever issues it. */
export type CommandId = string;
/** An event's id, a UUIDv8 derived from its command (server/commands/event-id.ts). */
export type EventId = string;
/** The ordinal (0, 1, 2 …) of an event among our events, in store order. */
export type LogIndex = number;
/** A calendar day in Europe/Amsterdam, `YYYY-MM-DD`. */
export type CalendarDay = string;
/** An instant in UTC, ISO 8601 with milliseconds. */
export type Instant = string;

export type Role =
  | 'COMPANY'
  | 'DSO_TSO'
  | 'MUNICIPALITY'
  | 'PROVINCE'
  | 'RVO'
  | 'INVEST_NL'
  | 'SECTOR_ASSOCIATION'
  | 'PROGRAMME_LEAD'
  | 'STEWARD'
  | 'AUDITOR';

export interface EventMeta {
  readonly recordedAt: Instant;
  /** When the fact holds in the world; absent: the day of recording in Europe/Amsterdam. */
  readonly effectiveOn?: CalendarDay;
  /** Pseudonymous id of the person (`act_…`); names live only in the erasable directory. */
  readonly actor: string;
  readonly organisation: string;
  readonly role: Role;
  readonly mandate?: EventId;
  readonly command: CommandId;
  readonly $correlationId: string;
  readonly $causationId: string;
  /** 16 bytes (base64url) of HMAC-SHA-256 under the salt over the command; never leaves the server. */
  readonly body: string;
  readonly reason?: string;
  readonly source?: string;
}

/**
 * What proves an event and keeps its secrets (docs/architecture.md, Proof). It stands beside the event from its append
 * on; an event of before has none.
 */
export interface EventProof {
  /** Per field (`/data/value`, `/meta/actor`, `/revision`): SHA-256 over salt, pointer and value, base64url. */
  readonly digests: Readonly<Record<string, string>>;
  /** SHA-256 over the ciphertexts, base64url; null when no field is sealed. */
  readonly sealed: string | null;
  /** Per sealed field the id of its data key. */
  readonly keys: Readonly<Record<string, string>>;
  /** Per sealed field its ciphertext, base64url. */
  readonly ciphertexts?: Readonly<Record<string, string>>;
}

/** An event as a decider proposes it: what happened, not yet who, when and where in the log. */
export interface EventDraft {
  readonly type: string;
  readonly version: number;
  readonly data: Readonly<Record<string, unknown>>;
}

/** An event as the log holds it. */
export interface RecordedEvent extends EventDraft {
  readonly id: EventId;
  readonly stream: StreamName;
  /** Ordinal in the stream; never leaves the server. */
  readonly revision: number;
  readonly index: LogIndex;
  /** 16 random bytes (base64url); never leaves the server before the proof discloses it. */
  readonly salt: string;
  readonly meta: EventMeta;
  readonly proof?: EventProof;
}

/** An event as a viewer receives it: fields that he may not see are `HIDDEN`, secrets of the envelope are gone. */
export interface VisibleEvent extends EventDraft {
  readonly id: EventId;
  readonly stream: StreamName;
  readonly index: LogIndex;
  readonly meta: Omit<EventMeta, 'body' | 'mandate'>;
}

/** Stands in the place of a value that the viewer may not see. `evolve` and `apply` accept it everywhere. */
export const HIDDEN = Object.freeze({ hidden: true } as const);
/** Stands in the place of a value whose key was destroyed: nobody can read it again. */
export const ERASED = Object.freeze({ hidden: true, erased: true } as const);
export type Hidden = { readonly hidden: true; readonly erased?: true };

export function isHidden(value: unknown): value is Hidden {
  return typeof value === 'object' && value !== null && 'hidden' in value && value.hidden === true;
}
