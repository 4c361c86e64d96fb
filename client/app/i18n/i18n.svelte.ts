import i18next from 'i18next';

export type Language = 'nl' | 'en';
const KEY = 'regiotafel.language';

const instance = i18next.createInstance();
await instance.init({
  lng: stored(),
  fallbackLng: 'nl',
  resources: {},
  interpolation: { escapeValue: false },
  initAsync: false,
});

class LanguageChoice {
  #now = $state<Language>(stored());

  constructor() {
    document.documentElement.lang = this.#now;
  }

  get now(): Language {
    return this.#now;
  }

  set(language: Language): void {
    this.#now = language;
    localStorage.setItem(KEY, language);
    document.documentElement.lang = language;
  }
}

/** The language of the interface: Dutch, or English by the toggle. Read in markup, it redraws without a reload. */
export const language = new LanguageChoice();

/** Plural forms share the key without its suffix: `edits_one` and `edits_other` are asked for as `edits`. */
type Key<T> = keyof T extends infer K ? (K extends `${infer Base}_${'one' | 'other'}` ? Base : K & string) : never;

/**
 * Registers the texts of a page and returns its `t`: keys are checked by the compiler.
 * @param namespace name of the page or part
 * @param texts Dutch first; English must have the same keys
 */
export function texts<const T extends Readonly<Record<string, string>>>(
  namespace: string,
  { nl, en }: { nl: T; en: { readonly [K in keyof T]: string } },
): (key: Key<T>, values?: Readonly<Record<string, unknown>>) => string {
  instance.addResourceBundle('nl', namespace, nl);
  instance.addResourceBundle('en', namespace, en);
  return (key, values) => String(instance.t(key as string, { ...values, ns: namespace, lng: language.now }));
}

function stored(): Language {
  return globalThis.localStorage?.getItem(KEY) === 'en' ? 'en' : 'nl';
}
