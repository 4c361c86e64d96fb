import { ask } from '../app/ask.ts';
import { queryOf, type AskedMoment } from './asked-moment.ts';

/** What a page shows of a moment that has gone; while the next one is fetched, the last stays. */
export class PastPage<T extends { readonly index: number }> {
  readonly #path: string;
  readonly #always: AskedMoment;
  #asked = '';
  #id = '';
  #then = $state.raw<T>();
  #missing = $state(false);

  /**
   * @param path of the call, up to the id
   * @param always asked for where the address says nothing else
   */
  constructor(path: string, always: AskedMoment = {}) {
    this.#path = path;
    this.#always = always;
  }

  get then(): T | undefined {
    return this.#then;
  }
  /** There was nothing by this id then, or it is not for this person. */
  get missing(): boolean {
    return this.#missing;
  }

  show(id: string, moment: AskedMoment | undefined): void {
    const asked = `${this.#path}/${id}?${queryOf({ ...this.#always, ...moment })}`;
    this.#asked = moment ? asked : '';
    if (id !== this.#id || !moment) this.#then = undefined;
    this.#id = id;
    if (!moment) {
      this.#missing = false;
      return;
    }
    ask<T>(asked).then(
      (then) => {
        if (this.#asked !== asked) return;
        this.#missing = false;
        this.#then = this.read(then, moment);
      },
      () => {
        if (this.#asked !== asked) return;
        this.#then = undefined;
        this.#missing = true;
      },
    );
  }

  /** What is shown of an answer. */
  protected read(answer: T, moment: AskedMoment): T {
    void moment;
    return answer;
  }
}
