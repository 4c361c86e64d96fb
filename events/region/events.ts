import { z } from 'zod';
import { actionEvents, actionPayloads } from '../any-stream/events.ts';
import { label, reference, text } from '../fields.ts';
import { momentEvents, momentPayloads } from '../moments.ts';
import type { EventSpecs } from '../spec.ts';
import { selectionStepEvents, selectionStepPayloads } from './events-selection.ts';

const position = z.tuple([z.number().min(3.0).max(7.5), z.number().min(50.5).max(53.9)]);
const ring = z.array(position).min(4).max(20_000);
/** MultiPolygon of RFC 7946, EPSG:4326: outer rings counter-clockwise. */
export const multiPolygon = z.strictObject({
  type: z.literal('MultiPolygon'),
  coordinates: z.array(z.array(ring).min(1).max(2_000)).min(1).max(2_000),
});

/** Payloads of what can happen to a region (domain.md B.2). */
export const regionPayloads = {
  ...momentPayloads,
  RegionDefined: z.strictObject({
    name: label(2, 80),
    nameEn: label(2, 80).optional(),
    kind: z.enum(['PROVINCE', 'RES', 'COROP', 'CUSTOM']),
    cbsCode: z
      .string()
      .regex(/^(PV|ES|CR)\d\d$/, 'must be a code like PV25, ES07 or CR14')
      .optional(),
    geometry: multiPolygon,
    provinceCodes: z
      .array(z.string().regex(/^PV\d\d$/))
      .min(1)
      .max(12),
    municipalityCodes: z.array(z.string().regex(/^GM\d{4}$/)).max(400),
    operatorIds: z.array(reference('organisation')).max(40).default([]),
    example: z.boolean().optional(),
  }),
  RegionBoundaryChanged: z.strictObject({ geometry: multiPolygon, reason: text(3, 500) }),
  PartnerJoinedRegion: z.strictObject({ orgId: reference('organisation'), role: label(2, 60) }),
  PartnerLeftRegion: z.strictObject({ orgId: reference('organisation'), reason: text(3, 500) }),
  ...selectionStepPayloads,
  ...actionPayloads,
};

export type RegionEventData = { [K in keyof typeof regionPayloads]: z.infer<(typeof regionPayloads)[K]> };

export const regionEvents: EventSpecs<typeof regionPayloads> = {
  ...momentEvents,
  RegionDefined: {
    version: 2,
    label: { nl: 'Regio gedefinieerd', en: 'Region defined' },
    classes: { '*': 'P0' },
    revert: 'never',
    reach: true,
  },
  RegionBoundaryChanged: {
    version: 2,
    label: { nl: 'Grens gewijzigd', en: 'Boundary changed' },
    classes: { '*': 'P0', reason: 'P1' },
    revert: 'never',
    reach: true,
  },
  PartnerJoinedRegion: {
    version: 2,
    label: { nl: 'Partner toegetreden', en: 'Partner joined' },
    classes: { '*': 'P1' },
    revert: { compensate: 'LeaveRegion' },
    reach: true,
  },
  PartnerLeftRegion: {
    version: 2,
    label: { nl: 'Partner uitgetreden', en: 'Partner left' },
    classes: { '*': 'P1' },
    revert: 'never',
    reach: true,
  },
  ...selectionStepEvents,
  ...actionEvents('P1'),
};
