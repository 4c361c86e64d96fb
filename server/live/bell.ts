import type { RecordedEvent } from '../../events/envelope.ts';
import type { NoticeDesk } from '../notices/desk.ts';
import type { LiveServer } from './parts.ts';
import type { Room, Rooms } from './rooms.ts';

const TOGETHER_MS = 40;
/** What somebody read at another process is noticed within this time: the vault tells, no broker is needed. */
const LOOK_MS = 2_000;
const PREFIX = 'person:';

/** Tells the windows of a person, over `person:act_…`, how many notices he has not read. */
export class Bell {
  readonly #io: LiveServer;
  readonly #rooms: Rooms;
  readonly #desk: NoticeDesk;
  readonly #log: (message: string, details: Record<string, unknown>) => void;
  readonly #due = new Set<string>();
  #versions: ReadonlyMap<string, number> = new Map();
  #soon: NodeJS.Timeout | undefined;
  #telling: Promise<void> = Promise.resolve();
  readonly #looking: NodeJS.Timeout;

  constructor(
    io: LiveServer,
    rooms: Rooms,
    desk: NoticeDesk,
    log: (message: string, details: Record<string, unknown>) => void,
  ) {
    this.#io = io;
    this.#rooms = rooms;
    this.#desk = desk;
    this.#log = log;
    desk.onChange((actor) => this.tell(actor));
    this.#looking = setInterval(() => void this.#look(), LOOK_MS);
    this.#looking.unref();
  }

  /** Takes in an event, right after the read models have: whom it told is due. */
  take(event: RecordedEvent): void {
    const to = this.#desk.addressed(event.index);
    if (to.length === 0) return;
    for (const { topic, grants } of this.#personal()) {
      const actor = topic.slice(PREFIX.length);
      if (to.some((one) => one === actor || grants.has(`organisation:${one}`))) this.tell(actor);
    }
  }

  /** A window has begun to watch. */
  begun({ topic }: Room): void {
    if (topic.startsWith(PREFIX)) this.tell(topic.slice(PREFIX.length));
  }

  /** Tells a person's windows in a moment; what comes in that moment is told together. */
  tell(actor: string): void {
    this.#due.add(actor);
    this.#soon ??= setTimeout(() => {
      this.#soon = undefined;
      const due = [...this.#due];
      this.#due.clear();
      // one after the other, so that an older count never comes after a newer one
      this.#telling = this.#telling.then(() => this.#tellAll(due));
    }, TOGETHER_MS);
  }

  close(): void {
    clearInterval(this.#looking);
    clearTimeout(this.#soon);
  }

  async #tellAll(actors: readonly string[]): Promise<void> {
    for (const actor of actors) {
      const topic = PREFIX + actor;
      const rooms = [...this.#rooms.ofTopic(topic)].map((room) => room.name);
      if (rooms.length === 0) continue;
      try {
        this.#io.local.to(rooms).emit('notices', { topic, ...(await this.#desk.count(actor)) });
      } catch (error) {
        this.#log('notices could not be counted', { error });
      }
    }
  }

  async #look(): Promise<void> {
    const actors = [...new Set([...this.#personal()].map(({ topic }) => topic.slice(PREFIX.length)))];
    if (actors.length === 0) return;
    try {
      const versions = await this.#desk.versions(actors);
      for (const [actor, version] of versions) if (this.#versions.get(actor) !== version) this.tell(actor);
      this.#versions = versions;
    } catch (error) {
      this.#log('what was read elsewhere could not be looked up', { error });
    }
  }

  *#personal(): Generator<Room> {
    for (const room of this.#rooms.all()) if (room.topic.startsWith(PREFIX)) yield room;
  }
}
