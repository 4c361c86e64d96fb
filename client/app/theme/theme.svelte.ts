type Theme = 'light' | 'dark';
const KEY = 'regiotafel.theme';

/** Light or dark: as the browser asks, or as the person chose. */
class ThemeChoice {
  #chosen = $state<Theme | undefined>(stored());
  readonly #system = globalThis.matchMedia?.('(prefers-color-scheme: dark)');
  #systemDark = $state(this.#system?.matches ?? false);

  constructor() {
    this.#system?.addEventListener('change', (event) => {
      this.#systemDark = event.matches;
      this.#apply();
    });
    this.#apply();
  }

  get now(): Theme {
    return this.#chosen ?? (this.#systemDark ? 'dark' : 'light');
  }

  toggle(): void {
    this.#chosen = this.now === 'dark' ? 'light' : 'dark';
    localStorage.setItem(KEY, this.#chosen);
    this.#apply();
  }

  #apply(): void {
    document.documentElement.dataset['theme'] = this.now;
  }
}

function stored(): Theme | undefined {
  const value = localStorage.getItem(KEY);
  return value === 'light' || value === 'dark' ? value : undefined;
}

export const theme = new ThemeChoice();
