/** A page may still fetch what it shows; the place is waited for this long. */
const WITHIN_MS = 5_000;

/**
 * Shows the place on this page that an address names after its `#`: unfolds what hides it, scrolls to it, marks it and
 * puts the focus there. Until the next one it stays marked. Returns how to stop waiting for it.
 */
export function markPlace(hash: string): () => void {
  for (const marked of document.querySelectorAll('[data-marked]')) marked.removeAttribute('data-marked');
  const id = decodeURIComponent(hash.replace(/^#/, ''));
  let stopped = id === '';
  const until = performance.now() + WITHIN_MS;
  const look = (): void => {
    if (stopped) return;
    const element = document.getElementById(id);
    if (element) show(element);
    else if (performance.now() < until) requestAnimationFrame(look);
  };
  look();
  return () => (stopped = true);
}

function show(element: HTMLElement): void {
  for (let fold = element.closest('details'); fold; fold = fold.parentElement?.closest('details') ?? null)
    fold.open = true;
  (element.closest('[data-field]') ?? element).setAttribute('data-marked', '');
  // after a navigation the heading takes the focus in the next frame; the place comes after it
  requestAnimationFrame(() =>
    requestAnimationFrame(() => {
      if (element.tabIndex < 0) element.tabIndex = -1;
      element.focus({ preventScroll: true });
      element.scrollIntoView({ block: 'center' });
    }),
  );
}
