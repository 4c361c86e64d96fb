import type { z } from 'zod';
import { momentCommands } from '../moments.ts';
import { actionCommands } from '../any-stream/events.ts';
import type { CommandSpec } from '../spec.ts';
import { regionPayloads as p } from './events.ts';

/** What somebody may ask of a region. */
export const regionCommands = {
  ...momentCommands('region-member'),
  DefineRegion: { schema: p.RegionDefined, access: 'steward', offline: 'never', creates: true },
  ChangeRegionBoundary: { schema: p.RegionBoundaryChanged, access: 'steward', offline: 'never' },
  JoinRegion: { schema: p.PartnerJoinedRegion, access: 'steward', offline: 'never' },
  LeaveRegion: { schema: p.PartnerLeftRegion, access: 'steward', offline: 'never' },
  RecordPartnerCommitment: { schema: p.PartnerCommitmentRecorded, access: 'government', offline: 'ask' },
  SetRegionIndicator: { schema: p.RegionIndicatorSet, access: 'programme-or-steward', offline: 'ask' },
  ShortlistRegion: { schema: p.RegionShortlisted, access: 'programme', offline: 'never' },
  /** Selection follows a decision, whose stream holds the truth; only reactions issue these. */
  SelectRegion: { schema: p.RegionSelected, access: 'system', offline: 'never' },
  WithdrawRegionSelection: { schema: p.RegionSelectionWithdrawn, access: 'system', offline: 'never' },
  ActivateRegion: { schema: p.RegionActivated, access: 'programme', offline: 'never' },
  PauseRegion: { schema: p.RegionPaused, access: 'programme', offline: 'never' },
  ResumeRegion: { schema: p.RegionResumed, access: 'programme', offline: 'never' },
  CloseRegion: { schema: p.RegionClosed, access: 'programme', offline: 'never' },
  ...actionCommands('in-region'),
} as const satisfies Record<string, CommandSpec>;

export type RegionCommandData = { [K in keyof typeof regionCommands]: z.infer<(typeof regionCommands)[K]['schema']> };
