import type { MultiPolygon } from '../../events/region/state.ts';

/** An outline on a map; with `href` it can be opened. */
export interface Area {
  id: string;
  geometry: MultiPolygon;
  tone: 'strong' | 'medium' | 'light' | 'example' | 'outline' | 'none';
  /** Stands on it, like a rank. */
  mark?: string;
  title: string;
  detail: string;
  href?: string;
}

/** A place on a map; its area stands for a number. */
export interface Dot {
  id: string;
  point: [number, number];
  /** px */
  radius: number;
  tone: 'own' | 'other';
  title: string;
  detail: string;
}
