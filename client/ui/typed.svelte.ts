import { session } from '../session/session.svelte.ts';

/** What is typed in a form and not sent, kept in this browser until it is: a closed tab or a crash loses nothing. */
export class Typed {
  readonly #key: string;
  #text = $state('');

  constructor(place: string) {
    this.#key = `regiotafel.typed.${session.person?.id ?? ''}.${place}`;
    this.#text = localStorage.getItem(this.#key) ?? '';
  }

  get text(): string {
    return this.#text;
  }
  set text(value: string) {
    this.#text = value;
    if (value === '') localStorage.removeItem(this.#key);
    else localStorage.setItem(this.#key, value);
  }
}

/** Forgets what a person has typed in this browser. */
export function forgetTyped(actor: string): void {
  for (const key of Object.keys(localStorage))
    if (key.startsWith(`regiotafel.typed.${actor}.`)) localStorage.removeItem(key);
}
