import { formatTonnes, type Language } from '../../app/i18n/format.ts';

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

/** A change with its sign: `+90 kt`, `−1,2 Mt`, `0 t`. */
export function signed(tonnes: number, language: Language): string {
  const size = formatTonnes(Math.abs(tonnes), language);
  return tonnes === 0 ? size : `${tonnes > 0 ? '+' : '−'}${size}`;
}
