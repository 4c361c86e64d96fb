import { z } from 'zod';
import { partId, reference, text } from '../fields.ts';
import type { CommandSpec } from '../spec.ts';
import { decisionPayloads as p } from './events.ts';

const taken = p.DecisionTaken.shape;

/** What somebody may ask of a decision. Nothing of it is done without a connection. */
export const decisionCommands = {
  DraftDecision: { schema: p.DecisionDrafted, access: 'decision-proposer', offline: 'never', creates: true },
  AddAlternative: { schema: p.AlternativeAdded, access: 'decision-proposer', offline: 'never' },
  TakeDecision: {
    schema: p.DecisionTaken.extend({
      /** How long it must be is a rule of its own (DECISION_INCOMPLETE). */
      motivation: text(0, 10_000),
      conditions: taken.conditions.default([]),
      /** Absent: what is known when it is taken. */
      inputIndex: taken.inputIndex.optional(),
      snapshotIds: taken.snapshotIds.default([]),
      citedEventIds: taken.citedEventIds.default([]),
    }),
    access: 'decision-maker',
    offline: 'never',
    mandate: true,
  },
  EndorseDecision: { schema: p.DecisionEndorsed, access: 'decision-party', offline: 'never', mandate: true },
  RecordDissent: { schema: p.DissentRecorded, access: 'decision-party', offline: 'never' },
  FulfilCondition: { schema: p.ConditionFulfilled, access: 'decision-party', offline: 'never' },
  BreachCondition: { schema: p.ConditionBreached, access: 'decision-maker', offline: 'never' },
  RevokeDecision: {
    schema: p.DecisionRevoked.omit({ published: true }),
    access: 'decision-maker',
    offline: 'never',
    mandate: true,
  },
  PublishDecision: { schema: p.DecisionPublished.omit({ document: true }), access: 'decision-maker', offline: 'never' },
  ArchiveDecision: { schema: p.DecisionArchived, access: 'steward', offline: 'never' },
  /** Follows DecisionTaken of the decision that replaces this one; only a reaction issues it. */
  SupersedeDecision: {
    schema: z.strictObject({ byDecisionId: reference('decision') }),
    access: 'system',
    offline: 'never',
  },
  /** Follows from the calendar; only a reaction issues it. */
  RemindOfCondition: {
    schema: z.strictObject({ conditionId: partId('cnd'), stage: p.ConditionReminded.shape.stage }),
    access: 'system',
    offline: 'never',
  },
} as const satisfies Record<string, CommandSpec>;

export type DecisionCommandData = {
  [K in keyof typeof decisionCommands]: z.infer<(typeof decisionCommands)[K]['schema']>;
};
