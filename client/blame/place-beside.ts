const GAP = 6;

/** Puts a popover under what it belongs to, or above it where there is more room, within the window. */
export function placeBeside(popover: HTMLElement, beside: HTMLElement): void {
  const at = beside.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = popover;
  const below = innerHeight - at.bottom;
  const top = height + GAP <= below || below >= at.top ? at.bottom + GAP : at.top - GAP - height;
  const left = Math.min(at.left, document.documentElement.clientWidth - width - GAP);
  popover.style.top = `${Math.max(GAP, Math.min(top, innerHeight - height - GAP))}px`;
  popover.style.left = `${Math.max(GAP, left)}px`;
}
