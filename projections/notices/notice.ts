import type { LogIndex } from '../../events/envelope.ts';

/** What somebody can be told of, the most personal first: of two about one event the first is told. */
export const noticeKinds = [
  'mention',
  'reply',
  'overridden',
  'milestone',
  'asked',
  'condition',
  'decision',
  'selection',
  'interview',
  'invited',
  'joined',
  'left',
  'status',
] as const;
export type NoticeKind = (typeof noticeKinds)[number];

/** That an event concerns somebody: a person (`act_…`) or everybody of an organisation (`org_…`). */
export interface Told {
  readonly kind: NoticeKind;
  readonly to: readonly string[];
}

/** One thing that somebody is told of. What happened is read from the event, as that person may see it then. */
export interface Notice {
  readonly index: LogIndex;
  readonly kind: NoticeKind;
  /** Who did it: he is not told. */
  readonly by: string;
}

export const digests = ['off', 'daily', 'weekly'] as const;
export type Digest = (typeof digests)[number];

/** How somebody wants to be told. Kinds are named where they are off, so that a new kind is on. */
export interface NoticePreferences {
  readonly appOff: readonly NoticeKind[];
  readonly mailOff: readonly NoticeKind[];
  readonly digest: Digest;
  /** Language of mail. */
  readonly language: 'nl' | 'en';
}

export const usualPreferences: NoticePreferences = { appOff: [], mailOff: [], digest: 'off', language: 'nl' };
