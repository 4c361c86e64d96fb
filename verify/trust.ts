import { fits, madeBy, readHead, readKey, readNote, type Head, type NoteKey } from './notes.ts';
import type { Report } from './report.ts';

/** A key as a log tells of it. */
export interface ToldKey {
  key: string;
  from: number;
  to?: number;
  endorsement?: string;
}

/**
 * The keys that are believed: those that were given, and each that a believed one has named as its successor. Without
 * any given, the first key that the log tells of is believed, and the report says so.
 */
export class Trust {
  readonly #given: readonly string[];
  readonly #witnesses: readonly NoteKey[];
  readonly #believed = new Map<string, { key: NoteKey; from: number; to: number }>();
  /** A key was believed because the log itself told of it. */
  onFirstUse = false;

  constructor(given: readonly string[], witnesses: readonly string[]) {
    this.#given = given;
    this.#witnesses = witnesses.map(readKey);
    for (const said of given) this.#believe(said, 0, Infinity);
  }

  /** Hears which keys a log says it has. */
  hear(origin: string, told: readonly ToldKey[]): void {
    const [first] = told;
    if (this.#believed.size === 0 && first) {
      this.onFirstUse = true;
      this.#believe(first.key, first.from, first.to ?? Infinity);
    }
    for (const one of told) {
      const known = this.#believed.get(one.key);
      if (known) Object.assign(known, { from: one.from, to: one.to ?? Infinity });
      else if (one.endorsement !== undefined && this.#isEndorsed(origin, one, one.endorsement))
        this.#believe(one.key, one.from, one.to ?? Infinity);
    }
  }

  /** The keys believed, as they are to be given next time. */
  keys(): string[] {
    return this.#believed.size === 0 ? [...this.#given] : [...this.#believed.keys()];
  }

  /** A checkpoint that is signed by a believed key; undefined, and why in the report, when it is not. */
  head(note: string, from: string, report: Report): Head | undefined {
    let head: Head;
    try {
      head = readHead(note);
    } catch (error) {
      report.wrong({}, `${from}: ${(error as Error).message}`);
      return undefined;
    }
    const { text, lines, size } = head;
    const name = `checkpoint of ${size} events`;
    let good = 0;
    for (const line of lines) {
      const known = [...this.#believed.values()].find(({ key }) => madeBy(line, key));
      const witness = this.#witnesses.find((key) => madeBy(line, key));
      const key = known?.key ?? witness;
      if (!key) continue;
      if (!fits(text, line, key)) report.wrong({}, `${name}: the signature of ${line.name}+${line.id} does not fit`);
      else if (known && (size < known.from || size > known.to))
        report.wrong(
          {},
          `${name}: signed by ${line.name}+${line.id}, which signs from ${known.from} to ${known.to} only`,
        );
      else if (known) good++;
      else report.cosigned(line.name, size);
    }
    if (good > 0) return head;
    const by = lines.map((line) => `${line.name}+${line.id}`).join(', ');
    report.wrong({}, `${name}: signature by unknown key (${by})`);
    return undefined;
  }

  /** Is a text that is no checkpoint signed by a believed key that signs at this size of the log? */
  vouches(note: string, size: number): boolean {
    try {
      const { text, lines } = readNote(note);
      return [...this.#believed.values()].some(
        ({ key, from, to }) =>
          size >= from && size <= to && lines.some((line) => madeBy(line, key) && fits(text, line, key)),
      );
    } catch {
      return false;
    }
  }

  #believe(said: string, from: number, to: number): void {
    this.#believed.set(said, { key: readKey(said), from, to });
  }

  #isEndorsed(origin: string, { key, from }: ToldKey, endorsement: string): boolean {
    try {
      const { text, lines } = readNote(endorsement);
      if (text !== `regiotafel key succession v1\n${origin}\n${key}\n${from}\n`) return false;
      return [...this.#believed.values()].some((old) =>
        lines.some((line) => madeBy(line, old.key) && fits(text, line, old.key)),
      );
    } catch {
      return false;
    }
  }
}
