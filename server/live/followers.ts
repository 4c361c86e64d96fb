import type { Pointer } from '../../events/live-protocol.ts';
import type { GrantSet } from '../identity/viewer.ts';
import type { LiveServer, LiveSocket, Whereabouts } from './parts.ts';
import type { Presence } from './presence.ts';

/**
 * Who follows whom. A follower is told where somebody works, as far as he could find that out himself by watching
 * every topic; who is followed is told by whom. Each only when it changes.
 */
export class Followers {
  readonly #io: LiveServer;
  readonly #presence: Presence;
  readonly #shows: (grants: GrantSet) => (pointer: Pointer) => boolean;
  /** Windows here that follow somebody, and what they were told last. */
  readonly #following = new Map<LiveSocket, { actor: string; told?: string }>();
  /** What the people here were told of who follows them. */
  readonly #told = new Map<string, string>();

  constructor(io: LiveServer, presence: Presence, shows: (grants: GrantSet) => (pointer: Pointer) => boolean) {
    this.#io = io;
    this.#presence = presence;
    this.#shows = shows;
  }

  /** Notes whom a window follows; false: nobody, or he may not. */
  heard(socket: LiveSocket, { following }: Whereabouts): boolean {
    const { grants, principal } = socket.data.asker;
    if (following === undefined || !grants.has('P1') || following === principal?.actor) {
      this.#following.delete(socket);
      return false;
    }
    if (this.#following.get(socket)?.actor !== following) this.#following.set(socket, { actor: following });
    this.#tellPlace(socket);
    return true;
  }

  gone(socket: LiveSocket): void {
    this.#following.delete(socket);
  }

  /** A window has begun: it hears at once who follows its person. */
  begun(socket: LiveSocket): void {
    const actor = socket.data.asker.principal?.actor;
    const people = actor === undefined ? undefined : this.#presence.followers().get(actor);
    if (people) socket.emit('followers', { people });
  }

  /** Something has changed in who is where. */
  tell(): void {
    for (const socket of this.#following.keys()) this.#tellPlace(socket);
    const followers = this.#presence.followers();
    if (followers.size === 0 && this.#told.size === 0) return;
    for (const actor of new Set([...followers.keys(), ...this.#told.keys()])) {
      const people = followers.get(actor) ?? [];
      const print = JSON.stringify(people);
      if (this.#told.get(actor) === print) continue;
      if (people.length === 0) this.#told.delete(actor);
      else this.#told.set(actor, print);
      for (const socket of this.#io.sockets.sockets.values())
        if (socket.data.asker.principal?.actor === actor) socket.emit('followers', { people });
    }
  }

  #tellPlace(socket: LiveSocket): void {
    const following = this.#following.get(socket);
    if (!following) return;
    const { actor } = following;
    const place = this.#presence.placeOf(actor, this.#shows(socket.data.asker.grants));
    const print = JSON.stringify(place);
    if (following.told === print) return;
    following.told = print;
    socket.emit('followed', { actor, place });
  }
}
