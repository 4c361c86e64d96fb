import type { Socket } from 'socket.io-client';
import type { Role } from '../../events/envelope.ts';
import type { ClientToServer, ServerToClient } from '../../events/live-protocol.ts';
import type { Keep } from './keep.ts';

export type LiveConnection = Socket<ServerToClient, ClientToServer>;
/** What survives the window, as far as the table asks for it. */
export type Keeping = Pick<Keep, 'takeOver' | 'saveCommand' | 'dropCommand' | 'saveDraft' | 'close' | 'purge'>;

/** What the table needs of the browser around it; a simulation gives it another one. */
export interface Outside {
  /** A new connection that comes back by itself. */
  connect(): LiveConnection;
  /** Opens what a person has in this browser, as the tab of this id. @throws when the browser keeps nothing */
  keep(actor: string, tab: string): Promise<Keeping>;
  person(): { readonly id: string; readonly organisation: string; readonly role: Role | null } | undefined;
  /** The build of the pages. */
  build(): string;
  /** The window is not looked at. */
  hidden(): boolean;
  /** Asks the server anew who is signed in. */
  askWhoIsHere(): Promise<void>;
  /** Random bytes for ids. */
  random(bytes: number): Uint8Array;
}
