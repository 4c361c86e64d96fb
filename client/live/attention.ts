import type { PresenceState } from '../../events/live-protocol.ts';

export const IDLE_AFTER_MS = 120_000;

/** A clock and its alarm, passed in. */
export interface Alarm {
  now(): number;
  /** Calls once after so many ms; returns what calls it off. */
  after(milliseconds: number, call: () => void): () => void;
}

/** Is the person there? `away`: the window is hidden · `idle`: two minutes without input · else `active`. */
export class Attention {
  readonly #alarm: Alarm;
  readonly #changed: (state: PresenceState) => void;
  #lastInput: number;
  #hidden = false;
  #state: PresenceState = 'active';
  #callOff: () => void = () => undefined;

  /** @param changed told of each new state, at once */
  constructor(alarm: Alarm, changed: (state: PresenceState) => void) {
    this.#alarm = alarm;
    this.#changed = changed;
    this.#lastInput = alarm.now();
    this.#watch();
  }

  get state(): PresenceState {
    return this.#state;
  }

  /** The person has touched something. */
  input(): void {
    this.#lastInput = this.#alarm.now();
    if (this.#state === 'idle') this.#look();
  }

  /** The window is hidden, or in sight again; who brings it back is there. */
  hidden(hidden: boolean): void {
    if (this.#hidden && !hidden) this.#lastInput = this.#alarm.now();
    this.#hidden = hidden;
    this.#look();
  }

  close(): void {
    this.#callOff();
  }

  #look(): void {
    const still = this.#alarm.now() - this.#lastInput;
    const state = this.#hidden ? 'away' : still >= IDLE_AFTER_MS ? 'idle' : 'active';
    this.#watch();
    if (state === this.#state) return;
    this.#state = state;
    this.#changed(state);
  }

  /** One alarm at a time, however much is typed: it looks again from the last input. */
  #watch(): void {
    this.#callOff();
    const left = this.#lastInput + IDLE_AFTER_MS - this.#alarm.now();
    this.#callOff = left > 0 ? this.#alarm.after(left, () => this.#look()) : () => undefined;
  }
}
