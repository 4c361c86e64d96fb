import type { Instant, LogIndex } from '../../events/envelope.ts';
import type { Digest, NoticePreferences } from '../../projections/notices/notice.ts';

/**
 * What of notices is personal: what somebody has read, where he was, how he wants to be told, which mails he got.
 * `directory.erase` forgets it with the person.
 */
export interface NoticeVault {
  readonly marks: ReadMarkRows;
  readonly visits: VisitRows;
  readonly preferences: PreferenceRows;
  readonly mails: MailRows;
}

/** What a person has read: everything up to an index, and some after it. */
export interface ReadMarks {
  /** -1: nothing. */
  readonly readTo: LogIndex;
  readonly singles: readonly LogIndex[];
}

export interface ReadMarkRows {
  get(actor: string): Promise<ReadMarks>;
  /** A mark never goes back: two windows that read at once both count. */
  readTo(actor: string, index: LogIndex): Promise<void>;
  readOne(actor: string, index: LogIndex): Promise<void>;
  /** A number that rises with every mark of a person, so that other processes notice; absent: nothing was read. */
  versions(actors: readonly string[]): Promise<ReadonlyMap<string, number>>;
}

/** Where somebody was up to when he came (`since`; undefined: his first visit) and what he has seen by now. */
export interface Visit {
  readonly since: Seen | undefined;
  readonly seen: Seen;
}
export interface Seen {
  readonly index: LogIndex;
  readonly at: Instant;
}

export interface VisitRows {
  /** @param place a subject (`pln_…`, `reg_…`) or `start` */
  get(actor: string, place: string): Promise<Visit | undefined>;
  put(actor: string, place: string, visit: Visit): Promise<void>;
}

export interface PreferenceRows {
  get(actor: string): Promise<NoticePreferences | undefined>;
  /** @param at when it was chosen: a digest holds nothing from before it was switched on */
  put(actor: string, preferences: NoticePreferences, at: Instant): Promise<void>;
  /** Everybody who wants a digest, and since when. */
  subscribers(): Promise<readonly { actor: string; digest: Digest; since: Instant }[]>;
}

/**
 * A mail's way: `claimed` (whoever holds the lease may prepare it) → `sending` (it may be with the mail server: never
 * handed over again) → `sent`; `empty`: there was nothing to tell; `failed`: refused for good or too often;
 * `unknown`: the outcome of handing it over never came.
 */
export type MailState = 'claimed' | 'sending' | 'sent' | 'empty' | 'failed' | 'unknown';

export interface MailClaim {
  readonly key: string;
  readonly actor: string;
  readonly holder: string;
  /** Log index up to which the mail tells. */
  readonly upTo: LogIndex;
}

export interface MailRows {
  /**
   * Takes a mail for this holder until the lease ends (ms since 1970): true for exactly one of all who try. A claim
   * whose holder is gone, or that waits for its next attempt, is taken over when its time has come.
   */
  claim(claim: MailClaim, lease: number, now: number): Promise<boolean>;
  /** Before it is handed to the mail server; false: it is no longer this holder's. */
  begin(key: string, holder: string): Promise<boolean>;
  end(key: string, state: Exclude<MailState, 'claimed' | 'sending'>, problem?: string): Promise<void>;
  /** It certainly was not taken: it may be tried again from a time on. */
  again(key: string, nextAt: number, problem: string): Promise<void>;
  find(key: string): Promise<{ state: MailState; attempts: number; problem: string | undefined } | undefined>;
  /** What was begun by a holder of whom nothing is heard: its outcome is not known and it is not sent again. */
  settleLost(before: number): Promise<readonly string[]>;
  /** Up to which index a person has been told by mail; undefined: never. */
  toldTo(actor: string): Promise<LogIndex | undefined>;
}
