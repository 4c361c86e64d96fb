import type { Class } from '../visibility.ts';

const classes: Readonly<Record<string, Class>> = { PUBLIC: 'P0', PARTNERS: 'P1', REGION: 'P2' };

/** Class of a released total: that of its audience. */
export function audienceClass(audience: unknown): Class {
  return classes[String(audience)] ?? 'P2';
}
