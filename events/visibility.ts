import { HIDDEN, type EventMeta, type RecordedEvent, type SubjectId, type VisibleEvent } from './envelope.ts';
import type { DataClass } from './organisation/consent.ts';

/**
 * Confidentiality: P0 public · P1 programme partners · P2 region partners · P3 plan participants and
 * owner · P4 owner alone. Declared per field of an event; rights are always today's, also for the past.
 */
export type Class = 'P0' | 'P1' | 'P2' | 'P3' | 'P4';

/** Facts of the stream, as they are now, on which a field's class may depend. */
export interface ClassFacts {
  readonly ets: 'NONE' | 'ETS1' | 'ETS2';
  /** Selection: proposed weights have been shown to all. */
  readonly revealed?: boolean;
  /** Plan: classes of fields and sections where they are not the usual one. */
  readonly narrowed?: Readonly<Record<string, Class>>;
  /** Interview round: per answer the organisation whose it is. */
  readonly answers?: Readonly<Record<string, { readonly orgId: SubjectId }>>;
}

/**
 * A part of a stream that some see who do not see the whole class: data of a kind that its owner may share by consent,
 * or what one organisation said among many, which it sees itself.
 */
export interface Part {
  readonly data?: DataClass;
  readonly owner?: SubjectId;
}

/** A class, and the part of the stream to which the value belongs. */
export interface PartClass {
  readonly cls: Class;
  readonly part: Part;
}

export type FieldClass =
  Class | PartClass | ((facts: ClassFacts, data: Readonly<Record<string, unknown>>) => Class | PartClass);

/** Class per field of `data`; `*` for every field not named, `reason` of meta by `$reason` (P2 unless said). */
export type FieldClasses = Readonly<Record<string, FieldClass>>;

/** What one viewer may see of one stream; without a part: of all of it. */
export type Sees = (cls: Class, part?: Part) => boolean;

export const seesAll: Sees = () => true;
export const noFacts: ClassFacts = { ets: 'NONE' };

/**
 * The one function by which an event leaves the server: HTTP, push, history and errors use it.
 * Returns undefined when the viewer may see none of its fields: to him the event does not exist.
 */
export function redact(
  event: RecordedEvent | VisibleEvent,
  classes: FieldClasses,
  sees: Sees,
  facts: ClassFacts,
): VisibleEvent | undefined {
  const data: Record<string, unknown> = {};
  let visible = false;
  for (const [field, value] of Object.entries(event.data)) {
    const seen = isSeen(sees, declaredOf(classes, field, facts, event.data));
    visible ||= seen;
    data[field] = seen ? value : HIDDEN;
  }
  if (!visible) return undefined;
  return {
    id: event.id,
    stream: event.stream,
    type: event.type,
    version: event.version,
    index: event.index,
    data,
    meta: visibleMeta(event.meta, isSeen(sees, declaredOf(classes, '$reason', facts, event.data, 'P2'))),
  };
}

/** The class of a field of an event; `otherwise` when nothing is declared. */
export function classOf(
  classes: FieldClasses,
  field: string,
  facts: ClassFacts,
  data: Readonly<Record<string, unknown>>,
  otherwise: Class = 'P4',
): Class {
  const declared = declaredOf(classes, field, facts, data, otherwise);
  return typeof declared === 'string' ? declared : declared.cls;
}

const isSeen = (sees: Sees, declared: Class | PartClass): boolean =>
  typeof declared === 'string' ? sees(declared) : sees(declared.cls, declared.part);

function declaredOf(
  classes: FieldClasses,
  field: string,
  facts: ClassFacts,
  data: Readonly<Record<string, unknown>>,
  otherwise: Class = 'P4',
): Class | PartClass {
  const declared = classes[field] ?? (field === '$reason' ? otherwise : (classes['*'] ?? otherwise));
  return typeof declared === 'function' ? declared(facts, data) : declared;
}

function visibleMeta(meta: EventMeta | VisibleEvent['meta'], reason: boolean): VisibleEvent['meta'] {
  return {
    recordedAt: meta.recordedAt,
    ...(meta.effectiveOn === undefined ? {} : { effectiveOn: meta.effectiveOn }),
    actor: meta.actor,
    organisation: meta.organisation,
    role: meta.role,
    command: meta.command,
    $correlationId: meta.$correlationId,
    $causationId: meta.$causationId,
    ...(reason && meta.reason !== undefined ? { reason: meta.reason } : {}),
    ...(meta.source === undefined ? {} : { source: meta.source }),
  };
}
