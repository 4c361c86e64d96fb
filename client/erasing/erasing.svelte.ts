import { ask, ProblemError } from '../app/ask.ts';
import { language } from '../app/i18n/i18n.svelte.ts';

/** Whose or which, as the server takes it. */
export type Target =
  | { readonly kind: 'person'; readonly actor: string }
  | { readonly kind: 'organisation'; readonly organisation: string; readonly year: number }
  | {
      readonly kind: 'passage';
      readonly text: string;
      readonly textRevision: number;
      readonly from: number;
      readonly to: number;
    };

export interface Preview {
  readonly keys: number;
  readonly events: number;
  readonly saidAgain: number;
  readonly held: readonly string[];
}

export interface ListedErasure {
  readonly id: string;
  readonly request: (Target | { readonly kind: 'term'; readonly subject: string }) & { readonly ground: string };
  readonly state: 'under way' | 'done';
  readonly keys: number;
  /** Every process has let go of it. */
  readonly complete?: boolean;
}

const LOOK_EVERY_MS = 1_000;

/** Has nothing more to be waited for? A person who had nothing sealed has no index to wait for. */
export const isOver = ({ state, complete, keys }: ListedErasure): boolean =>
  complete === true || (state === 'done' && keys === 0);

/** One erasure on its way: looked at, confirmed, followed until every process has let go. */
export class ErasureRun {
  #preview = $state.raw<Preview>();
  #erasure = $state.raw<ListedErasure>();
  #problem = $state('');
  #busy = $state(false);
  #timer: ReturnType<typeof setTimeout> | undefined;

  get preview(): Preview | undefined {
    return this.#preview;
  }
  get erasure(): ListedErasure | undefined {
    return this.#erasure;
  }
  get problem(): string {
    return this.#problem;
  }
  get busy(): boolean {
    return this.#busy;
  }

  async look(target: Target): Promise<void> {
    await this.#try(async () => {
      this.#preview = await ask<Preview>('/api/erasures/preview', { method: 'POST', body: target });
    });
  }

  async erase(target: Target, ground: string): Promise<void> {
    await this.#try(async () => {
      this.#erasure = await ask<ListedErasure>('/api/erasures', { method: 'POST', body: { ...target, ground } });
      this.#follow();
    });
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  #follow(): void {
    this.#timer = setTimeout(() => {
      void listErasures().then(
        (all) => {
          this.#erasure = all.find(({ id }) => id === this.#erasure?.id) ?? this.#erasure;
          if (this.#erasure && !isOver(this.#erasure)) this.#follow();
        },
        () => this.#follow(),
      );
    }, LOOK_EVERY_MS);
  }

  async #try(act: () => Promise<void>): Promise<void> {
    this.#busy = true;
    this.#problem = '';
    try {
      await act();
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      this.#problem = error.problem.sentences[language.now];
    } finally {
      this.#busy = false;
    }
  }
}

/** Every erasure so far, the newest first. */
export async function listErasures(): Promise<ListedErasure[]> {
  const { erasures } = await ask<{ erasures: ListedErasure[] }>('/api/erasures');
  return erasures.reverse();
}
