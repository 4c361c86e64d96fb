import type { z } from 'zod';
import { actionCommands, correctionCommands, revertCommands } from '../any-stream/events.ts';
import type { CommandSpec } from '../spec.ts';
import { infrastructurePayloads as p } from './events.ts';

/** What somebody may ask of infrastructure; whose it is, is asked by the decider (I9). */
export const infrastructureCommands = {
  RegisterInfrastructure: { schema: p.InfrastructureRegistered, offline: 'never', creates: true },
  SetInfrastructureDetail: {
    schema: p.InfrastructureDetailSet.extend({ value: p.InfrastructureDetailSet.shape.value.unwrap() }),
    offline: 'replay',
  },
  ...revertCommands,
  PublishCapacity: { schema: p.CapacityPublished, offline: 'never' },
  ChangeCongestionStatus: {
    schema: p.CongestionStatusChanged.omit({ old: true }),
    offline: 'never',
  },
  ScheduleWork: { schema: p.WorkScheduled, offline: 'replay' },
  RescheduleWork: { schema: p.WorkRescheduled.omit({ old: true }), offline: 'ask' },
  CompleteWork: { schema: p.WorkCompleted, offline: 'ask' },
  ChangeSectionYear: { schema: p.SectionYearChanged.omit({ old: true }), offline: 'ask' },
  GrantGroupCapacity: { schema: p.GroupCapacityGranted, offline: 'never' },
  RefuseGroupCapacity: { schema: p.GroupCapacityRefused, offline: 'never' },
  RecordCapacityImport: { schema: p.CapacityDatasetImported, offline: 'never' },
  ...actionCommands,
  ...correctionCommands,
} as const satisfies Record<string, CommandSpec>;

export type InfrastructureCommandData = {
  [K in keyof typeof infrastructureCommands]: z.infer<(typeof infrastructureCommands)[K]['schema']>;
};
