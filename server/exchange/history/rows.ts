import { eventSpec } from '../../../events/catalogue.ts';
import { isHidden, type VisibleEvent } from '../../../events/envelope.ts';
import { subjectOf } from '../../../events/ids.ts';
import type { HistoryEntry } from '../../readmodels/port.ts';

export type Language = 'nl' | 'en';

/** A cell of a table; an instant is a Date, in UTC. */
export type Cell = string | number | boolean | Date | undefined;

const headings = {
  nl: 'index;vastgelegd (UTC);geldt vanaf;gebeurtenis;onderwerp;wat;waarde;daarvoor;reden;persoon;organisatie;rol;opdracht;id;gegevens',
  en: 'index;recorded (UTC);effective on;event;subject;what;value;before;reason;person;organisation;role;command;id;data',
} as const;

const words = { nl: { hidden: 'niet zichtbaar', erased: 'gewist' }, en: { hidden: 'not visible', erased: 'erased' } };

/** Headings of the columns of a history. */
export const headingsIn = (language: Language): readonly string[] => headings[language].split(';');

/** A history's entry as a row under {@link headingsIn}. */
export function rowOf({ index, event, slot, before }: HistoryEntry, language: Language): Cell[] {
  const { meta } = event;
  return [
    index,
    new Date(meta.recordedAt),
    meta.effectiveOn,
    eventSpec(event.stream, event.type)?.label[language] ?? event.type,
    subjectOf(event.stream),
    slot,
    cellOf(valueOf(event), language),
    before && cellOf(valueOf(before), language),
    meta.reason,
    meta.actor,
    meta.organisation,
    meta.role,
    meta.command,
    event.id,
    JSON.stringify(event.data),
  ];
}

/** What an event sets, where it sets one thing. */
function valueOf({ data }: VisibleEvent): unknown {
  for (const member of ['value', 'new', 'amount', 't', 'MW', 'date', 'text', 'title', 'name'])
    if (member in data) return data[member];
  return undefined;
}

function cellOf(value: unknown, language: Language): Cell {
  if (isHidden(value)) return value.erased ? words[language].erased : words[language].hidden;
  if (value === null || value === undefined) return undefined;
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  return JSON.stringify(value);
}
