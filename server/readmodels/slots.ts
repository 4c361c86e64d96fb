import type { RecordedEvent, VisibleEvent } from '../../events/envelope.ts';

/** Members of a payload that say which of several things of a stream an event is about, the first that is there. */
const WHICH = ['field', 'direction', 'key', 'year', 'section'];

/** Events that say it with other members, or with more than one: as their streams hold them apart. */
const TOGETHER: Readonly<Record<string, readonly string[]>> = {
  EnergyUseReported: ['carrier', 'year'],
  ProcessHeatProfiled: ['band'],
  FlexPotentialStated: ['type'],
  LoadProfileUploaded: ['direction', 'year'],
  AggregateReleased: ['key', 'scope', 'audience'],
};

/**
 * What of a stream an event sets: two events with the same slot say one thing after another, so that the earlier one
 * holds what was before. A field's own name where it has one, else the part that the event is about, else its type.
 */
export function slotOf({ type, data }: RecordedEvent | VisibleEvent): string {
  const together = TOGETHER[type];
  if (together) return `${type}.${together.map((member) => String(data[member])).join(' ')}`;
  for (const member of WHICH) {
    const value = data[member];
    if (typeof value === 'string' || typeof value === 'number')
      return member === 'field' ? String(value) : `${type}.${value}`;
  }
  const part = Object.entries(data).find(([name, value]) => name.endsWith('Id') && typeof value === 'string');
  return part ? String(part[1]) : type;
}
