const PAUSE_MS = 1_000;

/** Is somebody in the middle of typing? What opens by itself waits for a pause, or the next key would press something in it. */
class TypingNow {
  #busy = $state(false);
  #timer: ReturnType<typeof setTimeout> | undefined;

  get busy(): boolean {
    return this.#busy;
  }

  /** A key was pressed: one that writes or takes away; any other ends it. */
  heard({ key, ctrlKey, metaKey }: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey'>): void {
    clearTimeout(this.#timer);
    this.#busy = !ctrlKey && !metaKey && (key.length === 1 || key === 'Backspace' || key === 'Delete');
    if (this.#busy) this.#timer = setTimeout(() => (this.#busy = false), PAUSE_MS);
  }
}

export const typingNow = new TypingNow();
addEventListener('keydown', (event) => typingNow.heard(event), { capture: true });
