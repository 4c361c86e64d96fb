import type { z } from 'zod';
import { momentCommands } from '../moments.ts';
import type { CommandSpec } from '../spec.ts';
import { regionPayloads as p } from './events.ts';

/** What somebody may ask of a region. */
export const regionCommands = {
  ...momentCommands('region-member'),
  DefineRegion: { schema: p.RegionDefined, access: 'steward', offline: 'never', creates: true },
  ChangeRegionBoundary: { schema: p.RegionBoundaryChanged, access: 'steward', offline: 'never' },
  JoinRegion: { schema: p.PartnerJoinedRegion, access: 'steward', offline: 'never' },
  LeaveRegion: { schema: p.PartnerLeftRegion, access: 'steward', offline: 'never' },
} as const satisfies Record<string, CommandSpec>;

export type RegionCommandData = { [K in keyof typeof regionCommands]: z.infer<(typeof regionCommands)[K]['schema']> };
