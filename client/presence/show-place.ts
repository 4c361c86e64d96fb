import type { PlaceOnScreen } from './places.ts';

/** The page may still be loading what it shows; the place is looked for this long. */
const WITHIN_MS = 5_000;
let looking = 0;

/** Brings the place where somebody works into sight and marks it. The focus stays where it is. */
export function showPlace(place: PlaceOnScreen, actor: string): void {
  const mine = ++looking;
  const until = performance.now() + WITHIN_MS;
  const look = (): void => {
    if (mine !== looking) return;
    const found = elementOf(place);
    if (!found) {
      if (performance.now() < until) requestAnimationFrame(look);
      return;
    }
    mark(found);
    const caret = found.shadowRoot?.querySelector(`[data-person="${CSS.escape(actor)}"]`);
    // nearest, with a margin: a caret that moves on does not make the page jump
    (caret ?? found).scrollIntoView({ block: 'nearest', behavior: stillness() ? 'instant' : 'smooth' });
  };
  if (place.field === undefined && place.section === undefined) mark(undefined);
  else requestAnimationFrame(look);
}

/** Shows no place any more. */
export function showNothing(): void {
  looking++;
  mark(undefined);
}

function elementOf({ field, section }: PlaceOnScreen): Element | null {
  if (section !== undefined)
    return document.querySelector(`[data-text="${section}"]`) ?? document.getElementById(`tekst-${section}`);
  return document.querySelector(`[data-field="veld-${CSS.escape(field ?? '')}"]`);
}

function mark(element: Element | undefined): void {
  for (const marked of document.querySelectorAll('[data-followed]'))
    if (marked !== element) marked.removeAttribute('data-followed');
  element?.setAttribute('data-followed', '');
}

const stillness = (): boolean => matchMedia('(prefers-reduced-motion: reduce)').matches;
