import { stemmer } from '@orama/stemmers/dutch';
import { eventSpec } from '../../events/catalogue.ts';
import type { RecordedEvent, VisibleEvent } from '../../events/envelope.ts';

/** The stems of a text's words: lower case, without accents, in Dutch. Numbers stay as they are. */
export function stemsOf(text: string): string[] {
  const words =
    text
      .normalize('NFD')
      .replace(/\p{M}/gu, '')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.map((word) => stem(word));
}

/** What somebody may look for in an event: what it is called, what was written in it, why. */
export function textOf({ stream, type, data, meta }: RecordedEvent | VisibleEvent): string {
  const label = eventSpec(stream, type)?.label;
  const parts = [label?.nl ?? '', label?.en ?? '', meta.reason ?? ''];
  if (type !== 'TextEdited') collect(data, parts);
  return parts.join(' ');
}

/** Does what somebody sees of an event hold all these stems? Hidden values are not looked into. */
export function holdsAll(event: VisibleEvent, stems: readonly string[]): boolean {
  const held = new Set(stemsOf(textOf(event)));
  return stems.every((one) => held.has(one));
}

const stems = new Map<string, string>();
const REMEMBERED = 20_000;

function stem(word: string): string {
  const known = stems.get(word);
  if (known !== undefined) return known;
  const found = stemmer(word);
  if (stems.size > REMEMBERED) stems.clear();
  stems.set(word, found);
  return found;
}

/** An id is no word. */
const ID = /^[a-z]{3}_[0-9a-f-]{36}(_[a-z]+)?$|^[0-9a-f]{8}-[0-9a-f-]{27}$/;

function collect(value: unknown, into: string[]): void {
  if (typeof value === 'string') {
    if (!ID.test(value)) into.push(value);
  } else if (typeof value === 'object' && value !== null) {
    for (const part of Object.values(value)) collect(part, into);
  }
}
