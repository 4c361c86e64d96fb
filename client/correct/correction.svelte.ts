import type { VisibleEvent } from '../../events/envelope.ts';
import { subjectOf } from '../../events/ids.ts';
import type { Problem, Topic } from '../../events/live-protocol.ts';
import { formatNumber, parseNumber } from '../app/i18n/format.ts';
import { language } from '../app/i18n/i18n.svelte.ts';
import { inForms } from '../forms/in-forms.svelte.ts';
import { live, newId } from '../live/live.svelte.ts';
import { corrected, isYear, type Correctable } from './correctable.ts';

/** What is not right yet in what was typed. */
export type Fault = 'Value' | 'Same' | 'Reason';
const REASON_LEAST = 3;

/** Setting a recorded fact right: which value, what it should have been, why, and what shows it. */
export class Correction {
  readonly #event: VisibleEvent;
  readonly #topic: Topic;
  #chosen = $state.raw<Correctable>();
  #typed = $state.raw<readonly (string | boolean)[]>([]);
  #given = $state<string>();
  #fault = $state<Fault>();
  reason = $state('');
  evidence = $state('');

  constructor(event: VisibleEvent, topic: Topic) {
    this.#event = event;
    this.#topic = topic;
  }

  get chosen(): Correctable | undefined {
    return this.#chosen;
  }
  get typed(): readonly (string | boolean)[] {
    return this.#typed;
  }
  get fault(): Fault | undefined {
    return this.#fault;
  }
  get refused(): Problem | undefined {
    return live.refused.find(({ command }) => command.id === this.#given)?.problem;
  }
  get stage(): 'typing' | 'sending' | 'done' {
    if (this.#given === undefined || this.refused) return 'typing';
    return live.holds(this.#given) && live.status === 'online' ? 'sending' : 'done';
  }

  /** Starts from what stands there. */
  choose(one: Correctable): void {
    this.#chosen = one;
    this.#fault = undefined;
    this.#typed = one.parts.map(({ name, value }) => {
      if (typeof value === 'boolean') return value;
      return typeof value === 'number' && !isYear(name) ? formatNumber(value, language.now, 6) : String(value);
    });
  }

  type(part: number, value: string | boolean): void {
    this.#fault = undefined;
    this.#typed = this.#typed.map((one, n) => (n === part ? value : one));
  }

  /** Gives the correction when it is complete; else says what is missing. */
  submit(): void {
    const one = this.#chosen;
    if (!one || this.stage !== 'typing') return;
    this.release();
    const value = corrected(
      one,
      one.parts.map((part, n) => valueOf(part.value, this.#typed[n] ?? '')),
    );
    const { fact } = one;
    if (fact.check(value) !== undefined) this.#fault = 'Value';
    else if (JSON.stringify(value) === JSON.stringify(one.value)) this.#fault = 'Same';
    else if (this.reason.trim().length < REASON_LEAST) this.#fault = 'Reason';
    else this.#give(one, value);
  }

  /** Lets go of what was given: it is recorded, waits in the queue, or its refusal was read. */
  release(): void {
    if (this.#given === undefined) return;
    if (this.refused) live.dismiss(this.#given);
    inForms.delete(this.#given);
    this.#given = undefined;
  }

  #give({ fact }: Correctable, value: unknown): void {
    const id = newId();
    inForms.add(id);
    const evidence = this.evidence.trim();
    const { field, entry } = fact;
    this.#given = live.give(
      this.#topic,
      {
        ...{ type: 'CorrectFact', subject: subjectOf(this.#event.stream), reason: this.reason.trim() },
        data: { targetEventId: this.#event.id, field, new: value, ...(evidence === '' ? {} : { evidence }) },
        // a value that was corrected before is corrected on the basis of that
        basis: { [field]: entry.command },
      },
      id,
    );
  }
}

function valueOf(standing: unknown, typed: string | boolean): unknown {
  if (typeof standing === 'number') return typeof typed === 'string' ? parseNumber(typed, language.now) : Number.NaN;
  return typeof standing === 'boolean' ? typed === true : String(typed).trim();
}
