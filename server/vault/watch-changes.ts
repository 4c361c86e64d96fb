import type { Change, Changes, Mark } from './port.ts';

/** An end of a session must be heard of within a second. */
const EVERY_MS = 300;

/**
 * Asks again and again what any process changed since a mark.
 * @param onProblem told once when the vault stops answering
 * @returns ends it
 */
export function watchChanges(
  changes: Changes,
  from: Mark,
  onChanges: (changes: readonly Change[]) => void | Promise<void>,
  onProblem: (error: unknown) => void,
): () => void {
  let mark = from;
  let away = false;
  let timer: NodeJS.Timeout | undefined;
  let ended = false;
  const look = async (): Promise<void> => {
    try {
      const found = await changes.since(mark);
      if (found.changes.length > 0) await onChanges(found.changes);
      mark = found.mark;
      away = false;
    } catch (error) {
      if (!away && !ended) onProblem(error);
      away = true;
    }
    if (!ended) timer = setTimeout(() => void look(), EVERY_MS).unref();
  };
  timer = setTimeout(() => void look(), EVERY_MS).unref();
  return () => {
    ended = true;
    clearTimeout(timer);
  };
}
