import type { z } from 'zod';
import type { CommandSpec } from '../spec.ts';
import { suggestionPayloads as p } from './events.ts';

/** What may be asked of a suggestion: the system makes it, the region's people dismiss it. */
export const suggestionCommands = {
  /** Made anew under the same id when the figures have changed. */
  SuggestSynergy: {
    schema: p.SynergySuggested.omit({ roundedScore: true, bands: true }),
    offline: 'never',
  },
  DismissSuggestion: { schema: p.SuggestionDismissed, offline: 'replay' },
} as const satisfies Record<string, CommandSpec>;

export type SuggestionCommandData = {
  [K in keyof typeof suggestionCommands]: z.infer<(typeof suggestionCommands)[K]['schema']>;
};
