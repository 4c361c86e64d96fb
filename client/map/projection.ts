import { geoMercator, geoPath, type GeoProjection } from 'd3-geo';
import { turnedForD3 } from '../../projections/where/geometry.ts';

type MultiPolygon = Parameters<typeof turnedForD3>[0];

/** An outline (RFC 7946) with the winding that d3-geo wants. */
export function forDrawing(geometry: MultiPolygon): MultiPolygon {
  return turnedForD3(geometry);
}

/** A projection that fits outlines into a box with a margin, sizes in px. */
export function fitted(outlines: readonly MultiPolygon[], width: number, height: number, margin = 12): GeoProjection {
  const collection = {
    type: 'FeatureCollection' as const,
    features: outlines.map((geometry) => ({
      type: 'Feature' as const,
      properties: {},
      geometry: forDrawing(geometry),
    })),
  };
  return geoMercator().fitExtent(
    [
      [margin, margin],
      [width - margin, height - margin],
    ],
    collection as Parameters<GeoProjection['fitExtent']>[1],
  );
}

/** SVG path of an outline. */
export function pathOf(projection: GeoProjection, geometry: MultiPolygon): string {
  return geoPath(projection)(forDrawing(geometry)) ?? '';
}

/** Where a mark stands on an outline, in px: the middle of its largest part. */
export function middleOf(projection: GeoProjection, geometry: MultiPolygon): readonly [number, number] {
  const path = geoPath(projection);
  const parts = geometry.coordinates.map((ring) => forDrawing({ type: 'MultiPolygon', coordinates: [ring] }));
  const [largest = geometry] = parts.sort((a, b) => path.area(b) - path.area(a));
  return path.centroid(largest);
}

/** Radius in px of a circle whose area stands for a number. */
export function radiusOf(value: number, largest: number, most = 22): number {
  return Math.max(3.5, most * Math.sqrt(Math.max(0, value) / Math.max(1, largest)));
}
