import type { z } from 'zod';
import { momentCommands } from '../moments.ts';
import { actionCommands } from '../any-stream/events.ts';
import type { CommandSpec } from '../spec.ts';
import { regionPayloads as p } from './events.ts';

/** What somebody may ask of a region. */
export const regionCommands = {
  ...momentCommands,
  DefineRegion: { schema: p.RegionDefined, offline: 'never', creates: true },
  ChangeRegionBoundary: { schema: p.RegionBoundaryChanged, offline: 'never' },
  JoinRegion: { schema: p.PartnerJoinedRegion, offline: 'never' },
  LeaveRegion: { schema: p.PartnerLeftRegion, offline: 'never' },
  RecordPartnerCommitment: { schema: p.PartnerCommitmentRecorded, offline: 'ask' },
  SetRegionIndicator: { schema: p.RegionIndicatorSet, offline: 'ask' },
  ShortlistRegion: { schema: p.RegionShortlisted, offline: 'never' },
  /** Selection follows a decision, whose stream holds the truth; only reactions issue these. */
  SelectRegion: { schema: p.RegionSelected, offline: 'never' },
  WithdrawRegionSelection: { schema: p.RegionSelectionWithdrawn, offline: 'never' },
  ActivateRegion: { schema: p.RegionActivated, offline: 'never' },
  PauseRegion: { schema: p.RegionPaused, offline: 'never' },
  ResumeRegion: { schema: p.RegionResumed, offline: 'never' },
  CloseRegion: { schema: p.RegionClosed, offline: 'never' },
  ...actionCommands,
} as const satisfies Record<string, CommandSpec>;

export type RegionCommandData = { [K in keyof typeof regionCommands]: z.infer<(typeof regionCommands)[K]['schema']> };
