import { HIDDEN, type EventMeta, type RecordedEvent, type VisibleEvent } from './envelope.ts';

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
}

export type FieldClass = Class | ((facts: ClassFacts, data: Readonly<Record<string, unknown>>) => Class);

/** Class per field of `data`; `*` for every field not named, `reason` of meta by `$reason` (P2 unless said). */
export type FieldClasses = Readonly<Record<string, FieldClass>>;

/** What one viewer may see of one stream. */
export type Sees = (cls: Class) => boolean;

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
    const seen = sees(classOf(classes, field, facts, event.data));
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
    meta: visibleMeta(event.meta, sees(classOf(classes, '$reason', facts, event.data, 'P2'))),
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
