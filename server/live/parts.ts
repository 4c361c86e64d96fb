import type { IncomingMessage } from 'node:http';
import type { Server, ServerOptions, Socket } from 'socket.io';
import type { Refusal } from '../../events/decision.ts';
import type { LogIndex } from '../../events/envelope.ts';
import type { ClientToServer, Problem, ServerToClient, Topic } from '../../events/live-protocol.ts';
import type { CommandService } from '../commands/command-service.ts';
import type { AccessNotes } from '../access/access-notes.ts';
import type { Asker } from '../identity/viewer.ts';
import type { NoticeDesk } from '../notices/desk.ts';
import type { ReadModels } from '../readmodels/port.ts';
import type { messages } from './messages.ts';
import type { Room } from './rooms.ts';
import type { Unsent } from './unsent.ts';

export type LiveReadModels = ReadModels & {
  visibleAfter(
    topic: Topic,
    grants: Asker['grants'],
    after: LogIndex,
    limit: number,
  ): (ReturnType<ReadModels['redact']> | undefined)[];
  lastVisible(topic: Topic, grants: Asker['grants']): LogIndex;
};

export interface LiveDependencies {
  /** Opens the transport: socket.io on the HTTP server, or in a simulation something that loses messages. */
  readonly sockets: (options: Partial<ServerOptions>) => LiveServer;
  readonly readModels: LiveReadModels;
  readonly commands: CommandService;
  /** Who stands behind a request: read from its session, with the rights of now. */
  readonly askerOf: (request: IncomingMessage) => Asker;
  /** Express-style middlewares that give the handshake its session. */
  readonly sessionMiddleware: (request: IncomingMessage, response: never, next: (error?: unknown) => void) => void;
  /** May this handshake connect at all? A foreign origin, host or proxy may not. */
  readonly allows: (request: IncomingMessage) => boolean;
  readonly notices: NoticeDesk;
  /** Who was sent confidential values. */
  readonly access: Pick<AccessNotes, 'note'>;
  /** Told of a command that somebody may not give. */
  readonly onForbidden?: (asker: Asker, request: IncomingMessage, command: unknown, code: string) => void;
  readonly nameOf: (actor: string) => string;
  readonly problem: (refusal: Refusal) => Problem;
  readonly build: string;
  readonly now: () => number;
  readonly log: (message: string, details: Record<string, unknown>) => void;
  readonly limits?: { commandsPerSecond: number };
  /** socket.io's adapter that reaches the other processes; without it presence is this process's own. */
  readonly adapter?: unknown;
}

/** What processes tell each other; checked on arrival. */
export interface BetweenProcesses {
  presence: (message: unknown) => void;
}

/** What a client said last of where its person is. */
export type Whereabouts = ReturnType<(typeof messages)['presence']['parse']>;

/** What a client says that it holds of a topic: everything up to an index, under a view. */
export interface Wanted {
  readonly after: LogIndex | null;
  readonly view?: string | undefined;
}

export interface SocketData {
  asker: Asker;
  watches: Map<Topic, Room>;
  /** Topics asked for whose catching up has not begun. */
  wanted: Map<Topic, Wanted>;
  unsent: Unsent;
  /** Its commands that have not been answered yet. */
  underWay: number;
  whereabouts?: Whereabouts;
  tokens: number;
  refilledAt: number;
}

export type LiveServer = Server<ClientToServer, ServerToClient, BetweenProcesses, SocketData>;
export type LiveSocket = Socket<ClientToServer, ServerToClient, BetweenProcesses, SocketData>;
