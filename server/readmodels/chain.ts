import type { EventId, RecordedEvent, VisibleEvent } from '../../events/envelope.ts';
import type { ReadModelFile } from './file.ts';
import { slotOf } from './slots.ts';

/** An event with what led to it and what came of it, each as the viewer may see it. */
export interface EventChain {
  readonly event: VisibleEvent;
  /** What of its stream it sets: a field's name, a part's id, or its type. */
  readonly slot: string;
  /** What had set the same before, and what set it next. */
  readonly before?: VisibleEvent;
  readonly next?: VisibleEvent;
  /** What brought it about, the nearest first; it begins with somebody's command. */
  readonly causes: readonly VisibleEvent[];
  /** What it brought about, each below what brought that about. */
  readonly effects: readonly { readonly event: VisibleEvent; readonly depth: number }[];
  /** There are more effects than are told. */
  readonly moreEffects: boolean;
  /** Other events of the same command. */
  readonly together: readonly VisibleEvent[];
  /** What it corrects, and what corrects it. */
  readonly corrects?: VisibleEvent;
  readonly corrections: readonly VisibleEvent[];
  /** Under which mandate it was done. */
  readonly mandate?: VisibleEvent;
}

const DEEPEST = 20;
const MOST_EFFECTS = 100;
const PAGE = 200;

type Redact = (event: RecordedEvent) => VisibleEvent | undefined;

/** Undefined: there is no such event, or it is not for this viewer. What he may not see is left out everywhere. */
export function readChain(file: ReadModelFile, id: EventId, redact: Redact): EventChain | undefined {
  const recorded = eventOf(file, id);
  const event = recorded && redact(recorded);
  if (!recorded || !event) return undefined;
  const visible = (one: RecordedEvent | undefined): VisibleEvent | undefined => one && redact(one);
  const at = (index: number | undefined): VisibleEvent | undefined =>
    index === undefined ? undefined : visible(file.event(index));
  const typing = recorded.type === 'TextEdited';
  const target = recorded.data['targetEventId'];
  return {
    ...{ event, slot: slotOf(recorded), causes: causesOf(file, recorded, redact) },
    ...optional('before', typing ? undefined : at(file.index.before(recorded))),
    ...optional('next', typing ? undefined : at(file.index.following(recorded))),
    ...effectsOf(file, recorded, redact),
    together: file
      .ofCommand(recorded.meta.command)
      .filter((one) => one.id !== id)
      .flatMap((one) => redact(one) ?? []),
    ...optional('corrects', typeof target === 'string' ? visible(eventOf(file, target)) : undefined),
    corrections: file.at(file.chain.corrections(id)).flatMap((one) => redact(one) ?? []),
    ...optional(
      'mandate',
      recorded.meta.mandate === undefined ? undefined : visible(eventOf(file, recorded.meta.mandate)),
    ),
  };
}

function eventOf(file: ReadModelFile, id: EventId): RecordedEvent | undefined {
  const index = file.chain.indexOf(id);
  return index === undefined ? undefined : file.event(index);
}

/** Goes on through what the viewer may not see: what lies beyond may be his again. */
function causesOf(file: ReadModelFile, event: RecordedEvent, redact: Redact): VisibleEvent[] {
  const causes: VisibleEvent[] = [];
  let at = eventOf(file, event.meta.$causationId);
  for (let depth = 0; at !== undefined && depth < DEEPEST; depth++) {
    const visible = redact(at);
    if (visible) causes.push(visible);
    at = eventOf(file, at.meta.$causationId);
  }
  return causes;
}

function effectsOf(
  file: ReadModelFile,
  event: RecordedEvent,
  redact: Redact,
): Pick<EventChain, 'effects' | 'moreEffects'> {
  const effects: { event: VisibleEvent; depth: number }[] = [];
  const walk = (cause: EventId, depth: number): boolean => {
    for (let after = -1; ;) {
      const page = file.at(file.chain.causedBy(cause, after, PAGE));
      for (const one of page) {
        const visible = redact(one);
        if (visible && effects.length === MOST_EFFECTS) return true;
        if (visible) effects.push({ event: visible, depth });
        if (depth < DEEPEST && walk(one.id, depth + 1)) return true;
      }
      const last = page.at(-1);
      if (!last || page.length < PAGE) return false;
      after = last.index;
    }
  };
  const moreEffects = walk(event.id, 0);
  return { effects, moreEffects };
}

const optional = <K extends string, V>(key: K, value: V | undefined): { [key in K]?: V } =>
  (value === undefined ? {} : { [key]: value }) as { [key in K]?: V };
