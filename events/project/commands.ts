import { z } from 'zod';
import { actionCommands, correctionCommands, revertCommands } from '../any-stream/events.ts';
import { text } from '../fields.ts';
import type { CommandSpec } from '../spec.ts';
import { projectPayloads as p } from './events.ts';

const own = 'own-project';

/** What somebody may ask of a project. */
export const projectCommands = {
  ProposeProject: { schema: p.ProjectProposed, access: own, offline: 'ask', creates: true },
  SetProjectDetail: {
    schema: p.ProjectDetailSet.extend({ value: p.ProjectDetailSet.shape.value.unwrap() }),
    access: own,
    offline: 'replay',
  },
  ...revertCommands(own),
  ChooseRoute: { schema: p.ProjectRouteChosen, access: own, offline: 'ask' },
  AdvancePhase: {
    schema: p.ProjectPhaseAdvanced.omit({ from: true }),
    access: own,
    offline: 'ask',
  },
  RevertPhase: { schema: p.ProjectPhaseReverted.omit({ from: true }), access: own, offline: 'ask' },
  PutProjectOnHold: { schema: p.ProjectPutOnHold, access: own, offline: 'ask' },
  ResumeProject: { schema: z.strictObject({}), access: own, offline: 'ask' },
  CancelProject: { schema: p.ProjectCancelled, access: own, offline: 'ask' },
  DelayProject: { schema: p.ProjectDelayed.omit({ oldYear: true }), access: own, offline: 'ask' },
  AccelerateProject: { schema: p.ProjectAccelerated.omit({ oldYear: true }), access: own, offline: 'ask' },
  RescopeProject: {
    schema: z.strictObject({
      reduction: p.ProjectProposed.shape.reduction,
      capexEUR: p.ProjectProposed.shape.capexEUR,
      reason: text(3, 500),
    }),
    access: own,
    offline: 'ask',
  },
  StateInfraNeed: { schema: p.InfraNeedStated, access: own, offline: 'ask' },
  WithdrawInfraNeed: { schema: p.InfraNeedWithdrawn, access: own, offline: 'ask' },
  ReportBottleneck: { schema: p.BottleneckReported, access: own, offline: 'replay' },
  AssignBottleneck: { schema: p.BottleneckAssigned, access: own, offline: 'replay' },
  ResolveBottleneck: { schema: p.BottleneckResolved, access: 'bottleneck-owner', offline: 'replay' },
  /** The same plan again replaces its share. */
  AttributeReduction: { schema: p.ReductionAttributed, access: own, offline: 'ask' },
  RealiseProject: { schema: p.ProjectRealised, access: own, offline: 'ask' },
  LinkAlternative: { schema: p.ProjectAlternativeLinked, access: own, offline: 'ask' },
  RequestConnection: { schema: p.ConnectionRequested, access: own, offline: 'ask' },
  WithdrawConnectionRequest: { schema: p.ConnectionRequestWithdrawn, access: own, offline: 'ask' },
  RequestFunding: { schema: p.FundingRequested, access: own, offline: 'ask' },
  GrantFunding: { schema: p.FundingGranted, access: own, offline: 'ask' },
  RefuseFunding: { schema: p.FundingRefused, access: own, offline: 'ask' },
  ...actionCommands(own),
  ...correctionCommands('own-project-or-steward'),
} as const satisfies Record<string, CommandSpec>;

export type ProjectCommandData = {
  [K in keyof typeof projectCommands]: z.infer<(typeof projectCommands)[K]['schema']>;
};
