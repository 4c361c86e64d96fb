import type { Milliseconds } from './port.ts';

/** Up to where the log was hashed and found right. */
export interface VerifiedMark {
  /** Number of events. */
  readonly size: number;
  /** The Merkle root at that size, base64. */
  readonly root: string;
  readonly at: Milliseconds;
}

/** A signed note (C2SP) over the log at a size. */
export interface CheckpointNote {
  readonly size: number;
  readonly note: string;
}

/** What is known of the log beside it: how far it was checked, and its last checkpoints. */
export interface Checks {
  verified(): Promise<VerifiedMark | undefined>;
  /** Moves the mark on; a mark with a smaller size than the one that stands is not taken. */
  setVerified(mark: VerifiedMark): Promise<void>;
  /** Keeps a note; a second one of the same size takes its place. */
  addNote(note: CheckpointNote): Promise<void>;
  /** The last notes, largest first. */
  lastNotes(count: number): Promise<readonly CheckpointNote[]>;
}
