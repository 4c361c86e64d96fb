import { untrack } from 'svelte';

/** Runs `work` now and whenever something has changed that `reads` reads, as a component does; until the result is called. */
export function whenever(reads: () => void, work: () => void): () => void {
  return $effect.root(() => {
    $effect(() => {
      reads();
      untrack(work);
    });
  });
}
