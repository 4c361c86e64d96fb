import { randomUUID } from 'node:crypto';
import { streamOf } from '../../events/ids.ts';
import type { Pointer, PresentPerson, Topic } from '../../events/live-protocol.ts';
import { mayEdit } from '../identity/authorise.ts';
import type { LiveDependencies, LiveServer, LiveSocket, Whereabouts } from './parts.ts';
import { pointerOf } from './messages.ts';
import { weigher } from './pieces.ts';
import { Presence } from './presence.ts';
import { NAME_MOST, readPresence, type PresenceMessage } from './presence-messages.ts';
import type { GrantSet } from '../identity/viewer.ts';
import { Followers } from './followers.ts';
import type { Room, Rooms } from './rooms.ts';

const LIST_MS = 100;
const EXPIRE_MS = 1_000;
const SHARE_MS = 5_000;

/** Who is here: hears it from the sockets and the other processes, and tells the rooms what each may see of it. */
export class Present {
  readonly #process = randomUUID();
  readonly #presence = new Presence(this.#process);
  readonly #io: LiveServer;
  readonly #rooms: Rooms;
  readonly #with: LiveDependencies;
  readonly #spare: (room: string, bytes: () => number) => void;
  readonly #followers: Followers;
  readonly #due = new Set<Topic>();
  readonly #timers: NodeJS.Timeout[];
  #soon: NodeJS.Timeout | undefined;
  #wholeDue = false;

  /** @param spare told of what is about to be written to a room */
  constructor(
    io: LiveServer,
    rooms: Rooms,
    dependencies: LiveDependencies,
    spare: (room: string, bytes: () => number) => void,
  ) {
    this.#spare = spare;
    this.#io = io;
    this.#rooms = rooms;
    this.#with = dependencies;
    this.#followers = new Followers(io, this.#presence, (grants) => this.#shows(grants));
    this.#timers = [setInterval(() => this.#changed(this.#presence.expire(dependencies.now())), EXPIRE_MS)];
    if (dependencies.adapter !== undefined) {
      io.on('presence', (message) => this.#fromProcess(message));
      this.#timers.push(setInterval(() => this.#shareWhole(), SHARE_MS));
      this.#shareWhole();
    }
    for (const timer of this.#timers) timer.unref();
  }

  /** Notes where somebody says that he is; he who may not edit there is shown as a reader. */
  heard(socket: LiveSocket, message: Whereabouts): void {
    const { principal, memberships } = socket.data.asker;
    if (!principal) return;
    socket.data.whereabouts = message;
    const seen = {
      topic: message.topic,
      actor: principal.actor,
      name: shortened(this.#with.nameOf(principal.actor)),
      organisation: memberships[0]?.organisation ?? '',
      pointer: message.pointer && this.#pointerOf(socket, message.pointer),
      state: message.state,
      ...(this.#followers.heard(socket, message) ? { following: message.following } : {}),
    };
    this.#changed(this.#presence.hear(socket.id, seen, this.#with.now()));
  }

  /** Looks again at what somebody may: his rights have changed. */
  again(socket: LiveSocket): void {
    const { whereabouts } = socket.data;
    if (whereabouts && this.#presence.has(socket.id)) this.heard(socket, whereabouts);
  }

  /** Its connection was lost; it may be back in a moment. */
  lost(socket: LiveSocket): void {
    this.#followers.gone(socket);
    this.#presence.lose(socket.id, this.#with.now());
  }

  /** It has gone, of its own will. */
  gone(socket: LiveSocket): void {
    delete socket.data.whereabouts;
    this.#followers.gone(socket);
    const topic = this.#presence.forget(socket.id);
    if (topic !== undefined) this.#changed([topic]);
  }

  /** Tells one socket who is here. */
  tell(socket: LiveSocket, room: Room): void {
    this.#followers.begun(socket);
    if (room.grants.has('P1')) socket.emit('presence', { topic: room.topic, people: this.#peopleFor(room) });
  }

  /** Says goodbye to the other processes. */
  close(): void {
    for (const timer of this.#timers) clearInterval(timer);
    clearTimeout(this.#soon);
    this.#share({ kind: 'bye', process: this.#process });
  }

  #pointerOf(socket: LiveSocket, given: NonNullable<Whereabouts['pointer']>): Pointer {
    const edits = mayEdit(this.#with.readModels, socket.data.asker, given.subject);
    return edits ? pointerOf(given) : { subject: given.subject };
  }

  #peopleFor(room: Room): PresentPerson[] {
    return this.#presence.people(room.topic, this.#shows(room.grants));
  }

  /** May these grants see what a pointer points to? */
  #shows(grants: GrantSet): (pointer: Pointer) => boolean {
    return ({ subject }) => {
      const stream = streamOf(subject)?.stream;
      return stream !== undefined && this.#with.readModels.sees(grants, stream)('P2');
    };
  }

  /** At most ten lists a second per room; each gets what its grants may see. */
  #changed(topics: Iterable<Topic>): void {
    for (const topic of topics) this.#due.add(topic);
    if (this.#due.size === 0 && !this.#wholeDue) return;
    this.#soon ??= setTimeout(() => {
      this.#soon = undefined;
      for (const topic of this.#due) {
        for (const room of this.#rooms.ofTopic(topic)) {
          if (!room.grants.has('P1')) continue;
          const list = { topic, people: this.#peopleFor(room) };
          this.#spare(room.name, weigher(list));
          this.#io.local.to(room.name).emit('presence', list);
        }
      }
      this.#due.clear();
      this.#followers.tell();
      if (this.#wholeDue) this.#shareWhole();
      else this.#shareChanged();
    }, LIST_MS);
  }

  #fromProcess(message: unknown): void {
    const heard = readPresence(message);
    if (!heard || heard.process === this.#process) return;
    if (heard.kind === 'bye') return this.#changed(this.#presence.forgetProcess(heard.process));
    if (this.#presence.isNew(heard.process)) this.#wholeDue = true;
    this.#changed(this.#presence.hearProcess(heard.process, heard.tabs, heard.kind === 'all', this.#with.now()));
  }

  /** What has changed goes before: who left is said as soon as it is known. */
  #shareWhole(): void {
    this.#wholeDue = false;
    this.#shareChanged();
    this.#share({ kind: 'all', process: this.#process, tabs: this.#presence.own() });
  }

  #shareChanged(): void {
    const tabs = this.#presence.changes();
    if (Object.keys(tabs).length > 0) this.#share({ kind: 'some', process: this.#process, tabs });
  }

  #share(message: PresenceMessage): void {
    if (this.#with.adapter !== undefined) this.#io.serverSideEmit('presence', message);
  }
}

/** A name that would not pass between processes; cut between signs, not through one. */
function shortened(name: string): string {
  return name.length <= NAME_MOST ? name : `${name.slice(0, NAME_MOST - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}
