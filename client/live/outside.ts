import type { Socket } from 'socket.io-client';
import type { Role } from '../../events/envelope.ts';
import type { ClientToServer, ServerToClient } from '../../events/live-protocol.ts';
import type { Attention } from './attention.ts';
import type { Keep } from './keep.ts';
import type { KeepState } from './keep-writer.ts';

/** As much of a connection as the table uses. */
export type LiveConnection = Pick<
  Socket<ServerToClient, ClientToServer>,
  'connected' | 'on' | 'emit' | 'timeout' | 'disconnect'
>;
/** What survives the window, as far as the table asks for it. */
export type Keeping = Pick<
  Keep,
  | 'tab'
  | 'takeOver'
  | 'saveCommand'
  | 'dropCommand'
  | 'saveDraft'
  | 'saveTyped'
  | 'typed'
  | 'written'
  | 'close'
  | 'purge'
>;

/** What the table needs of the browser around it; a simulation gives it another one. */
export interface Outside {
  /** A new connection that comes back by itself. */
  connect(): LiveConnection;
  /**
   * Opens what a person has in this browser, as the tab of this id.
   * @param told hears whether all that was said is on the disk
   * @throws when the browser keeps nothing
   */
  keep(actor: string, tab: string, told: (state: KeepState) => void): Promise<Keeping>;
  person(): { readonly id: string; readonly organisation: string; readonly role: Role | null } | undefined;
  /** The build of the pages. */
  build(): string;
  /** From now on tells of each input, and whether the window is in sight. */
  heed(attention: Pick<Attention, 'input' | 'hidden'>): void;
  /** Asks the server anew who is signed in. */
  askWhoIsHere(): Promise<void>;
  /** Names that were known may not stand any more. */
  namesChanged(): void;
  /** Random bytes for ids. */
  random(bytes: number): Uint8Array;
}
