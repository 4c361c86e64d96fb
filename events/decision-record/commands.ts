import { z } from 'zod';
import { partId, reference, text } from '../fields.ts';
import type { CommandSpec } from '../spec.ts';
import { decisionPayloads as p } from './events.ts';

const taken = p.DecisionTaken.shape;

/** What somebody may ask of a decision. Nothing of it is done without a connection. */
export const decisionCommands = {
  DraftDecision: { schema: p.DecisionDrafted, offline: 'never', creates: true },
  AddAlternative: { schema: p.AlternativeAdded, offline: 'never' },
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
    offline: 'never',
    mandate: true,
  },
  EndorseDecision: { schema: p.DecisionEndorsed, offline: 'never', mandate: true },
  RecordDissent: { schema: p.DissentRecorded, offline: 'never' },
  FulfilCondition: { schema: p.ConditionFulfilled, offline: 'never' },
  BreachCondition: { schema: p.ConditionBreached, offline: 'never' },
  RevokeDecision: {
    schema: p.DecisionRevoked.omit({ published: true }),
    offline: 'never',
    mandate: true,
  },
  PublishDecision: { schema: p.DecisionPublished.omit({ document: true }), offline: 'never' },
  ArchiveDecision: { schema: p.DecisionArchived, offline: 'never' },
  /** Follows DecisionTaken of the decision that replaces this one; only a reaction issues it. */
  SupersedeDecision: {
    schema: z.strictObject({ byDecisionId: reference('decision') }),
    offline: 'never',
  },
  /** Follows from the calendar; only a reaction issues it. */
  RemindOfCondition: {
    schema: z.strictObject({ conditionId: partId('cnd'), stage: p.ConditionReminded.shape.stage }),
    offline: 'never',
  },
} as const satisfies Record<string, CommandSpec>;

export type DecisionCommandData = {
  [K in keyof typeof decisionCommands]: z.infer<(typeof decisionCommands)[K]['schema']>;
};
