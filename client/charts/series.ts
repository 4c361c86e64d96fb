/** How many kinds of area or line a picture can tell apart, by colour and by pattern. */
export const SERIES = 6;

/**
 * What a shape of a series is filled with inside a `ChartFrame`: its colour with its pattern, so that nobody needs the colour.
 * @param frame the id that the frame hands to its picture
 * @param n the series, from 0; after the last it begins again
 */
export function fillOf(frame: string, n: number): string {
  return `url(#${frame}-series-${(n % SERIES) + 1})`;
}

// in full: the build leaves out what it finds nowhere by name
const colours = [
  ...['var(--rt-series-1)', 'var(--rt-series-2)', 'var(--rt-series-3)'],
  ...['var(--rt-series-4)', 'var(--rt-series-5)', 'var(--rt-series-6)'],
];

/** The plain colour of a series, for lines and outlines: a custom property of the theme. */
export function colourOf(n: number): string {
  return colours[n % SERIES] ?? '';
}

/** Dashes of a line of a series, so that lines differ without colour. */
export function dashOf(n: number): string | undefined {
  return [undefined, '6 3', '2 3', '8 3 2 3', '12 4', '1 4'][n % SERIES];
}
