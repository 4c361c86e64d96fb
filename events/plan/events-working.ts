import { z } from 'zod';
import { codeVersion, day, euro, fileId, organisationId, partId, sha256, share, text } from '../fields.ts';
import { firstVersion, type EventSpecs } from '../spec.ts';

const agreementId = partId('agr');
const riskId = partId('rsk');
const grade = z.int().min(1).max(5);
const reason = text(3, 500);

/** What a plan's participants work out together: who pays what, agreements, risks, calculations. */
export const workingPayloads = {
  CostSplitProposed: z.strictObject({
    proposalId: partId('csp'),
    method: z.enum(['EQUAL', 'PROPORTIONAL', 'SHAPLEY', 'NEGOTIATED']),
    shares: z
      .array(z.strictObject({ orgId: organisationId, share }))
      .min(1)
      .max(60),
    totalEUR: euro,
  }),
  CostSplitAccepted: z.strictObject({ proposalId: partId('csp'), orgId: organisationId }),
  AgreementDrafted: z.strictObject({
    agreementId,
    type: z.enum(['LOI', 'NDA', 'GTO', 'CBC', 'HEAT_SUPPLY', 'JV', 'GRANT']),
    fileId,
    hash: sha256,
  }),
  AgreementSigned: z.strictObject({
    agreementId,
    signatories: z.array(organisationId).min(1).max(60),
    date: day,
    fileId,
    hash: sha256,
  }),
  AgreementTerminated: z.strictObject({ agreementId, date: day, reason }),
  RiskRaised: z.strictObject({
    riskId,
    cause: text(3, 1000),
    effect: text(3, 1000),
    /** Chance and impact, 1 (small) to 5. */
    p: grade,
    impact: grade,
    owner: organisationId,
  }),
  RiskRescored: z.strictObject({ riskId, p: grade, impact: grade, mitigation: text(0, 2000) }),
  RiskClosed: z.strictObject({ riskId, how: reason }),
  CalculationSnapshotTaken: z.strictObject({
    snapshotId: partId('snp'),
    calc: z.string().regex(/^[a-z][a-z0-9-]{1,59}$/, 'must be a name like shared-heat'),
    /** The moment up to which the inputs were read, and how many parameters had been set. */
    inputIndex: z.int().min(0),
    paramVersion: z.int().min(0),
    code: codeVersion,
    outputs: z.record(z.string().max(80), z.unknown()),
    hash: sha256,
  }),
};

const region = { '*': 'P2' } as const;
const document = { ...region, fileId: 'P3', hash: 'P3' } as const;

export const workingEvents: EventSpecs<typeof workingPayloads> = {
  CostSplitProposed: firstVersion('Kostenverdeling voorgesteld', 'Cost split proposed', {
    ...region,
    shares: 'P3',
    totalEUR: 'P3',
  }),
  CostSplitAccepted: firstVersion('Kostenverdeling aanvaard', 'Cost split accepted', region),
  AgreementDrafted: firstVersion('Overeenkomst in concept', 'Agreement drafted', document),
  AgreementSigned: firstVersion('Overeenkomst getekend', 'Agreement signed', document, {
    revert: { compensate: 'TerminateAgreement' },
    dated: 'date',
  }),
  AgreementTerminated: firstVersion('Overeenkomst beëindigd', 'Agreement terminated', region, { dated: 'date' }),
  RiskRaised: firstVersion('Risico gemeld', 'Risk raised', region, { revert: { compensate: 'CloseRisk' } }),
  RiskRescored: firstVersion('Risico herijkt', 'Risk rescored', region, { revert: { compensate: 'RescoreRisk' } }),
  RiskClosed: firstVersion('Risico gesloten', 'Risk closed', region),
  CalculationSnapshotTaken: firstVersion('Berekening vastgelegd', 'Calculation recorded', {
    ...region,
    outputs: 'P3',
  }),
};
