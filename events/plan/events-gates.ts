import { z } from 'zod';
import { amount, day, decisionId, euro, label, megawatt, partId, text } from '../fields.ts';
import { firstVersion, type EventSpecs } from '../spec.ts';
import { checklistItems, gates } from './gates.ts';

const gate = z.enum(gates);
const cls = z.enum(['P0', 'P1', 'P2', 'P3']);

/** How a plan goes on: gates, pilots, who sees what, its end. */
export const gatePayloads = {
  GateRequested: z.strictObject({
    gate,
    /** What was asked for before this gate, and was there. */
    checklist: z.array(z.enum(checklistItems)).max(20),
    snapshotIds: z.array(partId('snp')).max(20),
  }),
  GatePassed: z.strictObject({ gate, decisionId }),
  GateFailed: z.strictObject({ gate, decisionId, conditions: z.array(text(1, 500)).max(20) }),
  GateReopened: z.strictObject({ gate, decisionId }),
  PilotDesignated: z.strictObject({ decisionId }),
  VisibilityChanged: z.strictObject({
    /** A field of the plan, or a section of its texts. */
    target: label(1, 60),
    oldClass: cls,
    newClass: cls,
    consentId: partId('cns').optional(),
  }),
  PlanStopped: z.strictObject({ decisionId, reason: text(3, 500) }),
  PlanRealised: z.strictObject({
    date: day,
    results: z.strictObject({ t: amount(-1e9, 1e9), MW: megawatt, EUR: euro }),
  }),
};

const region = { '*': 'P2' } as const;

export const gateEvents: EventSpecs<typeof gatePayloads> = {
  GateRequested: firstVersion('Poort aangevraagd', 'Gate requested', region),
  GatePassed: firstVersion('Poort gehaald', 'Gate passed', region),
  GateFailed: firstVersion('Poort niet gehaald', 'Gate failed', region),
  GateReopened: firstVersion('Poort heropend', 'Gate reopened', region),
  PilotDesignated: firstVersion('Pilot aangewezen', 'Pilot designated', region),
  VisibilityChanged: firstVersion('Zichtbaarheid gewijzigd', 'Visibility changed', region, {
    revert: { compensate: 'ChangeVisibility' },
    reach: true,
  }),
  PlanStopped: firstVersion('Plan gestopt', 'Plan stopped', region),
  PlanRealised: firstVersion('Plan gerealiseerd', 'Plan realised', region, { dated: 'date' }),
};
