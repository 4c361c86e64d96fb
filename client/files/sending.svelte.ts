import { ProblemError } from '../app/ask.ts';
import { language } from '../app/i18n/i18n.svelte.ts';
import { FileMoved, linesOf, sendFile, type FileAbout, type LineError, type SentFile } from './send-file.ts';
import { t } from './texts.ts';

/** One file on its way. */
export class Sending {
  /** How much has been sent, 0 to 1; undefined: nothing is under way. */
  #part = $state<number>();
  #problem = $state.raw<ProblemError | FileMoved>();
  #ending: AbortController | undefined;

  get part(): number | undefined {
    return this.#part;
  }
  get problem(): string {
    if (this.#problem instanceof FileMoved) return t('moved');
    return this.#problem?.problem.sentences[language.now] ?? '';
  }
  get lines(): readonly LineError[] {
    return this.#problem instanceof ProblemError ? linesOf(this.#problem.problem) : [];
  }

  /** @returns the file as it was kept; undefined when it was refused or stopped */
  async send(file: File, about: FileAbout): Promise<SentFile | undefined> {
    this.#ending = new AbortController();
    this.#problem = undefined;
    this.#part = 0;
    try {
      const onProgress = (part: number): void => void (this.#part = part);
      return await sendFile(file, about, { onProgress, signal: this.#ending.signal });
    } catch (error) {
      if (error instanceof ProblemError || error instanceof FileMoved) this.#problem = error;
      else if (!(error instanceof DOMException)) throw error;
      return undefined;
    } finally {
      this.#part = undefined;
    }
  }

  stop(): void {
    this.#ending?.abort();
  }

  forget(): void {
    this.#problem = undefined;
  }
}
