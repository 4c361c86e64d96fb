import { formatNumber, formatTonnes, type Language } from '../../app/i18n/format.ts';

/** A bar of a waterfall: a total that stands on the ground, or a step from where the one before it ended. */
export interface Step {
  readonly id: string;
  readonly name: string;
  readonly tonnes: number;
  readonly whole: boolean;
}

export interface Bar extends Step {
  /** Between which values it is drawn, the smaller first. */
  readonly from: number;
  readonly to: number;
  /** Where the next one begins. */
  readonly end: number;
}

/** Where each bar stands. */
export function barsOf(steps: readonly Step[]): Bar[] {
  let at = 0;
  return steps.map((step) => {
    const [start, end] = step.whole ? [0, step.tonnes] : [at, at + step.tonnes];
    at = end;
    return { ...step, from: Math.min(start, end), to: Math.max(start, end), end };
  });
}

/** How the figures of one picture are written: all in the unit of the largest. */
export function writtenIn(steps: readonly Step[], language: Language): (tonnes: number, whole: boolean) => string {
  const most = Math.max(0, ...steps.map(({ tonnes }) => Math.abs(tonnes)));
  const [size, unit] = most >= 1e6 ? [1e6, 'Mt'] : most >= 1e4 ? [1e3, 'kt'] : [1, 't'];
  return (tonnes, whole) => {
    const written = `${formatNumber(Math.abs(tonnes) / size, language, size === 1 ? 0 : size === 1e3 ? 1 : 2)}\u00a0${unit}`;
    return whole || tonnes === 0 ? written : `${tonnes > 0 ? '+' : '−'}${written}`;
  };
}

/** A change with its sign: `+90 kt`, `−1,2 Mt`, `0 t`. */
export function signed(tonnes: number, language: Language): string {
  const size = formatTonnes(Math.abs(tonnes), language);
  return tonnes === 0 ? size : `${tonnes > 0 ? '+' : '−'}${size}`;
}
