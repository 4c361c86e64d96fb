import { kindOf, subjectOf } from '../../../events/ids.ts';
import type { HistoryEntry } from '../../readmodels/port.ts';
import type { Writer } from './export.ts';

/** One CloudEvent (1.0, JSON format) on each line. What belongs to a recorded event beside them is in extensions. */
export function cloudEventsWriter(origin: string): Writer {
  const source = encodeURI(origin);
  return {
    begin: () => '',
    entries: (entries) => entries.map((entry) => `${JSON.stringify(cloudEvent(entry, source))}\n`).join(''),
    end: () => '',
  };
}

function cloudEvent({ index, event }: HistoryEntry, source: string): Record<string, unknown> {
  const { meta } = event;
  return {
    specversion: '1.0',
    id: event.id,
    source,
    type: `regiotafel.${kindOf(event.stream)}.${event.type}`,
    subject: subjectOf(event.stream),
    time: meta.recordedAt,
    datacontenttype: 'application/json',
    logindex: index,
    schemaversion: event.version,
    actor: meta.actor,
    organisation: meta.organisation,
    actorrole: meta.role,
    command: meta.command,
    correlationid: meta.$correlationId,
    causationid: meta.$causationId,
    ...(meta.effectiveOn === undefined ? {} : { effectiveon: meta.effectiveOn }),
    ...(meta.reason === undefined ? {} : { reason: meta.reason }),
    data: event.data,
  };
}
