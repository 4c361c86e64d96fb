import type { VisibleEvent } from '../../events/envelope.ts';

/**
 * What a feed shows of writing in a text: who, where and when, without what was written. A function of the event as
 * its viewer may see it, so that a line is there exactly for whom the event is.
 */
export function writingLine(event: VisibleEvent): VisibleEvent | undefined {
  if (event.type !== 'TextEdited') return undefined;
  const { section, textRevision } = event.data;
  return { ...event, data: { section, textRevision } };
}
