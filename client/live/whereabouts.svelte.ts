import type { FollowedPlace, Pointer, PresenceState, PresentPerson, Topic } from '../../events/live-protocol.ts';
import { Attention } from './attention.ts';

const POINTER_MS = 100;
const BEAT_MS = 10_000;
/** A page that is being changed for another says for a moment that nobody is there. */
const LINGER_MS = 2_000;

interface Said {
  topic: Topic;
  pointer: Pointer | null;
  state: PresenceState;
  following?: string;
}

/** Where this person is and where the others are. Volatile and advisory. */
export class Whereabouts {
  readonly #say: (said: Said) => void;
  /** Is he there? To be told of his inputs. */
  readonly attention: Attention;
  #people = $state.raw<Readonly<Record<Topic, readonly PresentPerson[]>>>({});
  #followers = $state.raw<readonly { actor: string; name: string }[]>([]);
  #following = $state<string>();
  #place = $state.raw<FollowedPlace | null>();
  #pointer: { topic: Topic; pointer: Pointer | null } | undefined;
  #soon: ReturnType<typeof setTimeout> | undefined;
  #linger: ReturnType<typeof setTimeout> | undefined;
  #saidAt = 0;

  /** @param say tells the server */
  constructor(say: (said: Said) => void) {
    this.#say = say;
    this.attention = new Attention(
      {
        now: () => Date.now(),
        after: (milliseconds, call) => {
          const timer = setTimeout(call, milliseconds);
          return () => clearTimeout(timer);
        },
      },
      () => this.say(),
    );
  }

  people(topic: Topic): readonly PresentPerson[] {
    return this.#people[topic] ?? [];
  }

  /** Who follows this person. */
  get followers(): readonly { actor: string; name: string }[] {
    return this.#followers;
  }

  /** Whom this window follows. */
  get following(): string | undefined {
    return this.#following;
  }

  /** Where he is; null: nowhere that may be seen; undefined: not known yet. */
  get place(): FollowedPlace | null | undefined {
    return this.#place;
  }

  /** Says where this person is: at most ten times a second. */
  point(topic: Topic, pointer: Pointer | null): void {
    this.#pointer = { topic, pointer };
    this.#soon ??= setTimeout(() => this.say(), POINTER_MS);
  }

  /** Leaves a text: its editor says so a moment late, when the person may be in a field already. */
  leave(text: string, topic: Topic, pointer: Pointer): void {
    if (this.#pointer?.pointer?.subject === text) this.point(topic, pointer);
  }

  follow(actor: string | undefined): void {
    this.#following = actor;
    this.#place = undefined;
    this.say();
  }

  say(): void {
    clearTimeout(this.#soon);
    this.#soon = undefined;
    if (!this.#pointer) return;
    this.#saidAt = Date.now();
    const following = this.#following === undefined ? {} : { following: this.#following };
    this.#say({ ...this.#pointer, state: this.attention.state, ...following });
  }

  /** A sign of life when it is due. Called by what the server sends, too: a hidden page's own timers are held back. */
  beat(): void {
    if (Date.now() - this.#saidAt >= BEAT_MS - POINTER_MS) this.say();
  }

  heardPeople(topic: Topic, people: readonly PresentPerson[]): void {
    this.#people = { ...this.#people, [topic]: people };
  }

  heardPlace(actor: string, place: FollowedPlace | null): void {
    if (actor === this.#following) this.#place = place;
  }

  heardFollowers(people: readonly { actor: string; name: string }[]): void {
    clearTimeout(this.#linger);
    if (people.length >= this.#followers.length) this.#followers = people;
    else this.#linger = setTimeout(() => (this.#followers = people), LINGER_MS);
  }

  /** The connection is gone: who is where is not known. */
  forgetOthers(): void {
    this.#people = {};
    this.#followers = [];
    this.#place = undefined;
  }
}
