import { z } from 'zod';
import { actionEvents, actionPayloads } from '../any-stream/events.ts';
import {
  codeVersion,
  decisionId,
  label,
  organisationId,
  partId,
  personId,
  reference,
  sha256,
  share,
  text,
} from '../fields.ts';
import { roleSchema } from '../organisation/roles.ts';
import { firstVersion, type EventSpecs } from '../spec.ts';
import type { Class, ClassFacts, PartClass } from '../visibility.ts';
import { classOfScore } from './few-sites.ts';

/** Name of a criterion, like `reduction`. */
const criterion = z.string().regex(/^[a-z][A-Za-z0-9]{1,39}$/, 'must be a name like costEffectiveness');
const weights = z.record(criterion, share);
const figure = z.number();
const scoreId = partId('scr');
const range = z.strictObject({ low: figure, mid: figure, high: figure });
const unknown = z.strictObject({ unknown: z.literal(true) });
/** What is known of the weights: themselves, their order from the heaviest to the lightest, or bounds of each. */
const order = z.array(criterion).max(30);
const intervals = z.record(criterion, z.tuple([share, share]));
export const kindsOfWeights = {
  weights: weights.optional(),
  order: order.optional(),
  intervals: intervals.optional(),
};
/** How many sites a score was derived from: of fewer than five it tells of one of them. */
const sites = z.int().min(0).max(10_000).optional();

/** Payloads of what can happen to a selection of regions (domain.md C8). */
export const selectionPayloads = {
  SelectionModelDefined: z.strictObject({
    criteria: z
      .array(
        z.strictObject({
          key: criterion,
          nl: label(2, 120),
          en: label(2, 120),
          unit: label(1, 20).optional(),
          /** Roles that score it beside those who score all. */
          scorers: z.array(roleSchema).max(10),
        }),
      )
      .min(1)
      .max(30),
    /** Raw values that count 0 and 1; a criterion without takes them from its regions. */
    valueFunctions: z.array(z.strictObject({ criterion, worst: figure, best: figure })).max(30),
    regions: z.array(reference('region')).min(2).max(60),
  }),
  /** One of the three is given. The others are null, so that what is hidden does not tell which of them it is. */
  WeightsProposed: z.strictObject({
    orgId: organisationId,
    weights: weights.nullable().optional(),
    order: order.nullable().optional(),
    intervals: intervals.nullable().optional(),
  }),
  WeightsRevealed: z.strictObject({ orgIds: z.array(organisationId).max(200) }),
  WeightsAgreed: z.strictObject({ weights, decisionId }),
  /** Weights under a name, for everybody to look at; the same id again replaces it. */
  ScenarioSaved: z.strictObject({ scenarioId: partId('scn'), name: label(2, 80), weights }),
  ScoreEntered: z.strictObject({
    scoreId,
    regionId: reference('region'),
    criterion,
    score: z.union([range, unknown]),
    sites,
    sourceRef: label(1, 200),
    /** It was worked out from what the log held up to here; absent: entered by hand. */
    inputIndex: z.int().min(0).optional(),
  }),
  ScoreChallenged: z.strictObject({ scoreId, argument: text(3, 2000) }),
  ScoreRevised: z.strictObject({
    scoreId,
    old: z.union([range, unknown]),
    new: z.union([range, unknown]),
    sites,
    /** Of how many sites the old one was; absent: of as many as the new one. */
    oldSites: sites,
    reason: text(3, 500),
    sourceRef: label(1, 200).optional(),
    inputIndex: z.int().min(0).optional(),
  }),
  SelectionRunExecuted: z.strictObject({
    runId: partId('run'),
    method: z.enum(['WEIGHTED_SUM', 'SMAA']),
    N: z.int().min(1).max(1_000_000),
    seed: z.int().min(0).max(0xffff_ffff),
    code: codeVersion,
    inputIndex: z.int().min(0),
    /** By which weights regions are scored, and within what they are drawn; absent: none, and from all that there are. */
    weighing: z.strictObject(kindsOfWeights).optional(),
    results: z
      .array(
        z.strictObject({
          regionId: reference('region'),
          score: figure.nullable(),
          /** Share of the draws in which the region comes at each rank, the first one first. */
          rankAcceptability: z.array(share).max(60),
          confidence: share.nullable(),
          centralWeights: weights.nullable(),
        }),
      )
      .min(1)
      .max(60),
    hash: sha256,
  }),
  SelectionFrozen: z.strictObject({ runId: partId('run'), byActor: personId }),
  ...actionPayloads,
};

export type SelectionEventData = { [K in keyof typeof selectionPayloads]: z.infer<(typeof selectionPayloads)[K]> };

const partners = { '*': 'P1', $reason: 'P1' } as const;
/** Nobody sees what another proposes before all are shown together; the own proposal one sees. */
const proposed = (facts: ClassFacts, { orgId }: Readonly<Record<string, unknown>>): Class | PartClass => {
  if (facts.revealed === true) return 'P1';
  return typeof orgId === 'string' ? { cls: 'P4', part: { owner: orgId } } : 'P4';
};
const scored = (_: unknown, { sites }: Readonly<Record<string, unknown>>): Class => classOfScore(sites);
const scoredBefore = (_: unknown, { sites, oldSites = sites }: Readonly<Record<string, unknown>>): Class =>
  classOfScore(oldSites);

export const selectionEvents: EventSpecs<typeof selectionPayloads> = {
  SelectionModelDefined: firstVersion('Selectiemodel vastgelegd', 'Selection model defined', partners),
  WeightsProposed: firstVersion('Gewichten voorgesteld', 'Weights proposed', {
    ...partners,
    weights: proposed,
    order: proposed,
    intervals: proposed,
  }),
  WeightsRevealed: firstVersion('Gewichten getoond', 'Weights revealed', partners, { reach: true }),
  WeightsAgreed: firstVersion('Gewichten vastgesteld', 'Weights agreed', partners),
  ScenarioSaved: firstVersion('Scenario bewaard', 'Scenario saved', partners),
  ScoreEntered: firstVersion('Score ingevoerd', 'Score entered', { ...partners, score: scored }),
  ScoreChallenged: firstVersion('Score betwist', 'Score challenged', partners),
  ScoreRevised: firstVersion('Score herzien', 'Score revised', { ...partners, old: scoredBefore, new: scored }),
  SelectionRunExecuted: firstVersion('Selectie doorgerekend', 'Selection run executed', partners),
  SelectionFrozen: firstVersion('Selectie bevroren', 'Selection frozen', partners),
  ...actionEvents('P1'),
};
