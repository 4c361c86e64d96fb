import type { z } from 'zod';
import { actionCommands, correctionCommands, revertCommands } from '../any-stream/events.ts';
import type { CommandSpec } from '../spec.ts';
import { infrastructurePayloads as p } from './events.ts';

const network = 'network';

/** What somebody may ask of infrastructure; whose it is, is asked by the decider (I9). */
export const infrastructureCommands = {
  RegisterInfrastructure: { schema: p.InfrastructureRegistered, access: network, offline: 'never', creates: true },
  SetInfrastructureDetail: {
    schema: p.InfrastructureDetailSet.extend({ value: p.InfrastructureDetailSet.shape.value.unwrap() }),
    access: network,
    offline: 'replay',
  },
  ...revertCommands(network),
  PublishCapacity: { schema: p.CapacityPublished, access: network, offline: 'never' },
  ChangeCongestionStatus: {
    schema: p.CongestionStatusChanged.omit({ old: true }),
    access: network,
    offline: 'never',
  },
  ScheduleWork: { schema: p.WorkScheduled, access: network, offline: 'replay' },
  RescheduleWork: { schema: p.WorkRescheduled.omit({ old: true }), access: network, offline: 'ask' },
  CompleteWork: { schema: p.WorkCompleted, access: network, offline: 'ask' },
  ChangeSectionYear: { schema: p.SectionYearChanged.omit({ old: true }), access: network, offline: 'ask' },
  GrantGroupCapacity: { schema: p.GroupCapacityGranted, access: network, offline: 'never' },
  RefuseGroupCapacity: { schema: p.GroupCapacityRefused, access: network, offline: 'never' },
  RecordCapacityImport: { schema: p.CapacityDatasetImported, access: 'steward', offline: 'never' },
  ...actionCommands(network),
  ...correctionCommands(network),
} as const satisfies Record<string, CommandSpec>;

export type InfrastructureCommandData = {
  [K in keyof typeof infrastructureCommands]: z.infer<(typeof infrastructureCommands)[K]['schema']>;
};
