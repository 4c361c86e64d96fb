/** Rows beyond what is seen that are drawn, so that scrolling shows no gap. */
const BEYOND = 12;

/** Which rows of a long list of equally high rows are drawn: those in sight, and the one that has the focus. */
export class WindowOfRows {
  readonly #rowHeight: number;
  #scrolled = $state(0);
  #height = $state(600);

  /** @param rowHeight in CSS pixels */
  constructor(rowHeight: number) {
    this.#rowHeight = rowHeight;
  }

  look(element: { scrollTop: number; clientHeight: number }): void {
    this.#scrolled = element.scrollTop;
    this.#height = element.clientHeight;
  }

  /** From and up to, not including, which row is drawn, and how much room the others take above and below. */
  of(count: number): { from: number; to: number; above: number; below: number } {
    const first = Math.floor(this.#scrolled / this.#rowHeight) - BEYOND;
    const seen = Math.ceil(this.#height / this.#rowHeight) + 2 * BEYOND;
    const from = Math.max(0, Math.min(first, count - seen));
    const to = Math.min(count, from + seen);
    return { from, to, above: from * this.#rowHeight, below: (count - to) * this.#rowHeight };
  }
}
