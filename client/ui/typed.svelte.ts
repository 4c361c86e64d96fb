import { live } from '../live/live.svelte.ts';

/** What is typed in a form and not sent, kept in this browser until it is: a closed tab or a crash loses nothing. */
export class Typed {
  readonly #place: string;
  #text = $state('');
  #touched = false;

  constructor(place: string) {
    this.#place = place;
    void live.kept.typed(place).then((text) => {
      if (!this.#touched && text !== '') this.#text = text;
    });
  }

  get text(): string {
    return this.#text;
  }
  set text(value: string) {
    this.#touched = true;
    this.#text = value;
    live.kept.keepTyped(this.#place, value);
  }
}
