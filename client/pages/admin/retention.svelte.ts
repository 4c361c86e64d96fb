import { LOG_SUBJECT } from '../../../events/log/subject.ts';
import type { RetentionTerms } from '../../../events/log/retention.ts';
import { ask, ProblemError } from '../../app/ask.ts';
import { language } from '../../app/i18n/i18n.svelte.ts';
import { newId } from '../../live/live.svelte.ts';
import { t } from './texts.ts';

interface Placed {
  readonly by: string;
  readonly at: string;
  readonly ground: string;
}

interface Told {
  readonly terms: RetentionTerms;
  readonly version: number;
  readonly set?: Placed;
  readonly holds: readonly (Placed & { readonly subject: string })[];
  readonly due: { readonly before: string; readonly keys: number };
}

/** Retention terms and legal holds, as a steward sees and changes them. */
export class RetentionDesk {
  #told = $state.raw<Told>();
  #outcome = $state('');
  #failed = $state(false);
  /** As they stand in the form. */
  terms = $state({ person: 0, organisation: 0, text: 0 });
  ground = $state('');

  get told(): Told | undefined {
    return this.#told;
  }
  get outcome(): string {
    return this.#outcome;
  }
  get failed(): boolean {
    return this.#failed;
  }

  async load(): Promise<void> {
    const told = await ask<Told>('/api/retention').catch(() => undefined);
    if (!told) return;
    this.#told = told;
    this.terms = { ...told.terms };
  }

  async setTerms(): Promise<void> {
    if (await this.give('SetRetentionTerms', { terms: { ...this.terms }, ground: this.ground.trim() }))
      this.ground = '';
  }

  /** Gives a command about the log itself. @returns whether it was taken */
  async give(type: string, data: Record<string, unknown>): Promise<boolean> {
    try {
      await ask('/api/commands', { method: 'POST', body: { id: newId(), type, subject: LOG_SUBJECT, data } });
      [this.#failed, this.#outcome] = [false, t('recorded')];
    } catch (error) {
      [this.#failed, this.#outcome] = [
        true,
        error instanceof ProblemError ? error.problem.sentences[language.now] : String(error),
      ];
    }
    await this.load();
    return !this.#failed;
  }
}
