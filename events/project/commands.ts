import { z } from 'zod';
import { actionCommands, correctionCommands, revertCommands } from '../any-stream/events.ts';
import { text } from '../fields.ts';
import type { CommandSpec } from '../spec.ts';
import { projectPayloads as p } from './events.ts';

/** What somebody may ask of a project. */
export const projectCommands = {
  ProposeProject: { schema: p.ProjectProposed, offline: 'ask', creates: true },
  SetProjectDetail: {
    schema: p.ProjectDetailSet.extend({ value: p.ProjectDetailSet.shape.value.unwrap() }),
    offline: 'replay',
  },
  ...revertCommands,
  ChooseRoute: { schema: p.ProjectRouteChosen, offline: 'ask' },
  AdvancePhase: {
    schema: p.ProjectPhaseAdvanced.omit({ from: true }),
    offline: 'ask',
  },
  RevertPhase: { schema: p.ProjectPhaseReverted.omit({ from: true }), offline: 'ask' },
  PutProjectOnHold: { schema: p.ProjectPutOnHold, offline: 'ask' },
  ResumeProject: { schema: z.strictObject({}), offline: 'ask' },
  CancelProject: { schema: p.ProjectCancelled, offline: 'ask' },
  DelayProject: { schema: p.ProjectDelayed.omit({ oldYear: true }), offline: 'ask' },
  AccelerateProject: { schema: p.ProjectAccelerated.omit({ oldYear: true }), offline: 'ask' },
  RescopeProject: {
    schema: z.strictObject({
      reduction: p.ProjectProposed.shape.reduction,
      capexEUR: p.ProjectProposed.shape.capexEUR,
      reason: text(3, 500),
    }),
    offline: 'ask',
  },
  StateInfraNeed: { schema: p.InfraNeedStated, offline: 'ask' },
  WithdrawInfraNeed: { schema: p.InfraNeedWithdrawn, offline: 'ask' },
  ReportBottleneck: { schema: p.BottleneckReported, offline: 'replay' },
  AssignBottleneck: { schema: p.BottleneckAssigned, offline: 'replay' },
  ResolveBottleneck: { schema: p.BottleneckResolved, offline: 'replay' },
  /** The same plan again replaces its share. */
  AttributeReduction: { schema: p.ReductionAttributed, offline: 'ask' },
  RealiseProject: { schema: p.ProjectRealised, offline: 'ask' },
  LinkAlternative: { schema: p.ProjectAlternativeLinked, offline: 'ask' },
  RequestConnection: { schema: p.ConnectionRequested, offline: 'ask' },
  WithdrawConnectionRequest: { schema: p.ConnectionRequestWithdrawn, offline: 'ask' },
  RequestFunding: { schema: p.FundingRequested, offline: 'ask' },
  GrantFunding: { schema: p.FundingGranted, offline: 'ask' },
  RefuseFunding: { schema: p.FundingRefused, offline: 'ask' },
  ...actionCommands,
  ...correctionCommands,
} as const satisfies Record<string, CommandSpec>;

export type ProjectCommandData = {
  [K in keyof typeof projectCommands]: z.infer<(typeof projectCommands)[K]['schema']>;
};
