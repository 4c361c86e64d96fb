import type { CommandAnswer } from '../../events/live-protocol.ts';
import type { RecordedEvent } from '../../events/envelope.ts';
import { RightsOverTime, type Canary } from './rights.ts';

/** What is known of a run from outside: the log as it was recorded, who typed what, and what was promised to whom. */
export class Truth {
  readonly log: RecordedEvent[] = [];
  readonly trouble: string[] = [];
  readonly rights = new RightsOverTime();
  /** Who typed a character, and for which plan's texts; each character is typed once in a run. */
  readonly typed = new Map<string, Canary>();
  /** Characters that a person took away again, or let go of, or that a crash took before they were kept. */
  readonly letGo = new Set<string>();
  readonly #canaries = new Map<string, Canary>();
  readonly #acknowledged = new Set<string>();
  readonly #ids = new Set<string>();
  readonly #lastOf = new Map<string, RecordedEvent>();
  #next = 0;

  /** Takes in events of the log; those that are known are passed over. */
  learn(events: readonly RecordedEvent[]): void {
    for (const event of events) {
      if (event.index < this.log.length) continue;
      if (event.index > this.log.length) this.trouble.push(`The tail left out event ${this.log.length}.`);
      this.log.push(event);
      this.rights.learn(event);
      this.#once(event);
    }
  }

  /** A word that nobody else writes. */
  word(canary: Canary): string {
    const word = `Q${(this.#next++).toString(36).padStart(3, '0')}Z`;
    this.#canaries.set(word, canary);
    return word;
  }

  /** Megawatts that nobody else names: 0.xyz. */
  megawatts(canary: Canary): number {
    const n = this.#next++;
    const value = (101 + n * 7 + Number((101 + n * 7) % 10 === 0)) % 1000;
    if (this.#canaries.has(`0.${value}`)) return this.megawatts(canary);
    this.#canaries.set(`0.${value}`, canary);
    return Number(`0.${value}`);
  }

  /** Characters that nobody else types. */
  characters(count: number, canary: Canary): string {
    return Array.from({ length: count }, () => {
      const character = String.fromCharCode(0x4e00 + this.#next++);
      this.typed.set(character, canary);
      return character;
    }).join('');
  }

  /** Looks at the bytes of a message for what its reader may not see, as the rights stand at an index. */
  scan(text: string, actor: string, at: number, where: string): void {
    for (const [found] of text.matchAll(/Q[0-9a-z]{3}Z|(?<=[:,[])0\.\d{3}(?=[,}\]])|[\u4e00-\u9fff]/g)) {
      const canary = this.#canaries.get(found) ?? this.typed.get(found);
      if (canary && !this.rights.maySee(actor, canary, at))
        this.trouble.push(`${where} told ${actor} "${found}" (${canary.cls} of ${canary.plan}) at index ${at}.`);
    }
  }

  /** Somebody was told that his command is recorded. */
  acknowledged(command: string, answer: CommandAnswer): void {
    if (answer.ok && !('nothing' in answer)) this.#acknowledged.add(command);
  }

  /** Text that a person takes away or lets go of need not be anywhere. @param but what of it still stands */
  lettingGo(text: string, but = ''): void {
    for (const character of text) if (this.typed.has(character) && !but.includes(character)) this.letGo.add(character);
  }

  /** What was typed and neither recorded nor kept for its person. @param kept what was refused, as text */
  lost(kept: string): string[] {
    const recorded = JSON.stringify(this.log.filter(({ type }) => type === 'TextEdited').map(({ data }) => data));
    const somewhere = new Set(recorded + kept);
    const lost = [...this.typed.keys()].filter((one) => !somewhere.has(one) && !this.letGo.has(one));
    return lost.map((one) => `"${one}" was typed by ${this.typed.get(one)?.by ?? ''} and is lost.`);
  }

  /** What was promised and is not there. */
  broken(): string[] {
    const recorded = new Set(this.log.map((event) => event.meta.command));
    const lost = [...this.#acknowledged].filter((command) => !recorded.has(command));
    return lost.map((command) => `Command ${command} was acknowledged and is not in the log.`);
  }

  /** The events of a command stand next to each other, once. */
  #once(event: RecordedEvent): void {
    if (this.#ids.has(event.id)) this.trouble.push(`Event ${event.id} (${event.type}) stands in the log twice.`);
    this.#ids.add(event.id);
    const { command } = event.meta;
    const before = this.#lastOf.get(command);
    if (before && (before.stream !== event.stream || before.revision + 1 !== event.revision))
      this.trouble.push(`Command ${command} (${event.type}) has had an effect twice.`);
    this.#lastOf.set(command, event);
  }
}
