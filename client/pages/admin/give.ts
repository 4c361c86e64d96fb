import { ask, ProblemError } from '../../app/ask.ts';
import { language } from '../../app/i18n/i18n.svelte.ts';
import { newId } from '../../live/live.svelte.ts';

/** Gives a command over HTTP and says what came of it, in words. */
export async function give(
  type: string,
  subject: string,
  data: Record<string, unknown>,
  done: string,
): Promise<{ failed: boolean; text: string }> {
  try {
    await ask('/api/commands', { method: 'POST', body: { id: newId(), type, subject, data } });
    return { failed: false, text: done };
  } catch (error) {
    const text = error instanceof ProblemError ? error.problem.sentences[language.now] : String(error);
    return { failed: true, text };
  }
}
