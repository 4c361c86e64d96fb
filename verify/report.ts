/** Where something is wrong. */
export interface Place {
  index?: number;
  stream?: string;
  revision?: number;
  field?: string;
}

export interface Finding {
  place: Place;
  what: string;
}

/** Nothing can be said of what was given: it cannot be read. The message says what to do. */
export class CannotCheck extends Error {}

/** More findings than these are counted, not told one by one. */
const TOLD = 50;
/** Of so many findings it is known that they were told. */
const KNOWN = 1_000;

/** What a check found. */
export class Report {
  readonly findings: Finding[] = [];
  readonly notes: string[] = [];
  readonly #told = new Set<string>();
  readonly #cosigned = new Map<string, number>();

  wrong(place: Place, what: string): void {
    const sentence = sentenceOf({ place, what });
    if (this.#told.has(sentence)) return;
    if (this.#told.size < KNOWN) this.#told.add(sentence);
    this.findings.push({ place, what });
  }

  note(sentence: string): void {
    this.notes.push(sentence);
  }

  cosigned(witness: string, size: number): void {
    this.#cosigned.set(witness, Math.max(size, this.#cosigned.get(witness) ?? 0));
  }

  lines(): string[] {
    const witnesses = [...this.#cosigned].map(([name, size]) => `cosigned by ${name} up to ${size} events`);
    const told = this.findings.slice(0, TOLD).map(sentenceOf);
    const more = this.findings.length > TOLD ? [`… and ${this.findings.length - TOLD} more`] : [];
    return [...this.notes, ...witnesses, ...told.map((sentence) => `WRONG  ${sentence}`), ...more];
  }
}

/** As in "event 4711 (stream plan-…, revision 12, field /data/value): its digest does not fit". */
export function sentenceOf({ place, what }: Finding): string {
  if (place.index === undefined) return what;
  const parts = [
    place.stream === undefined ? '' : `stream ${place.stream}`,
    place.revision === undefined ? '' : `revision ${place.revision}`,
    place.field === undefined ? '' : `field ${place.field}`,
  ].filter((part) => part !== '');
  return `event ${place.index}${parts.length > 0 ? ` (${parts.join(', ')})` : ''}: ${what}`;
}
