import { usualPreferences, type NoticeKind, type NoticePreferences } from '../../../projections/notices/notice.ts';
import { ask } from '../../app/ask.ts';

const PATH = '/api/notices/preferences';

/** How the person wants to be told; each choice is saved at once. */
export class Preferences {
  #now = $state.raw<NoticePreferences>(usualPreferences);
  #email = $state<string | null>();
  #saved = $state<'saved' | 'notSaved'>();

  get now(): NoticePreferences {
    return this.#now;
  }
  /** Where mail goes; null: nowhere, undefined: not known yet. */
  get email(): string | null | undefined {
    return this.#email;
  }
  get saved(): 'saved' | 'notSaved' | undefined {
    return this.#saved;
  }

  async load(): Promise<void> {
    const answer = await ask<{ preferences: NoticePreferences; email: string | null }>(PATH).catch(() => undefined);
    if (!answer) return;
    this.#now = answer.preferences;
    this.#email = answer.email;
  }

  /** Tells of a kind in the app or by mail, or no longer. */
  async tell(kind: NoticeKind, where: 'appOff' | 'mailOff', on: boolean): Promise<void> {
    const others = this.#now[where].filter((one) => one !== kind);
    await this.choose({ [where]: on ? others : [...others, kind] });
  }

  async choose(change: Partial<NoticePreferences>): Promise<void> {
    const before = this.#now;
    this.#now = { ...before, ...change };
    this.#saved = undefined;
    try {
      await ask(PATH, { method: 'PUT', body: this.#now });
      this.#saved = 'saved';
    } catch {
      this.#now = before;
      this.#saved = 'notSaved';
    }
  }
}
