import type { Command } from './decision.ts';
import type { CommandId, LogIndex, VisibleEvent } from './envelope.ts';

/** The messages of the live protocol: one typed map, shared by server and client (docs/live-protocol.md). */

/** `region:reg_…` · `organisation:org_…` · `person:act_…` · `infrastructure:inf_…` · `national` · `decisions` */
export type Topic = string;

/** RFC 9457 problem details with our code, the values behind it and the sentence in both languages. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  code: string;
  detail: string;
  sentences: { nl: string; en: string };
  values: Record<string, unknown>;
}

export type CommandAnswer =
  /** Recorded (or recorded before: `repeated`): the command's events as this person may see them. */
  | { ok: true; index: LogIndex; events: VisibleEvent[]; repeated?: boolean }
  /** It was so already; `holder` is the command that made it so: the basis of a next edit. */
  | { ok: true; nothing: true; index: LogIndex; holder?: CommandId; events: [] }
  | { ok: false; problem: Problem };

/** Where a person is: a subject (`pln_…`) and a field of it, or a caret in a text. Advisory, never an event. */
export interface Pointer {
  subject: string;
  field?: string;
  /** In a text: where the selection begins and where its caret is, at this count of the text's changes. */
  anchor?: number;
  head?: number;
  textRevision?: number;
}

export type PresenceState = 'active' | 'idle' | 'away';

export interface PresentPerson {
  actor: string;
  name: string;
  organisation: string;
  state: PresenceState;
  /** One per open tab; a reader without the right to edit has no field and no caret. */
  pointers: Pointer[];
}

/** Where somebody works: the tab in which he did something last. */
export interface FollowedPlace {
  topic: Topic;
  /** None: he is at the table itself, or where that may not be seen. */
  pointer: Pointer | null;
  state: PresenceState;
}

export interface ClientToServer {
  hello: (
    message: { build: string },
    ack: (answer: { ok: true; build: string } | { ok: false; problem: Problem }) => void,
  ) => void;
  watch: (
    message: { topic: Topic; after: LogIndex | null; view?: string },
    ack: (answer: { ok: true } | { ok: false; problem: Problem }) => void,
  ) => void;
  unwatch: (message: { topic: Topic }) => void;
  command: (command: Command, ack: (answer: CommandAnswer) => void) => void;
  /** `following`: the person whose place is to be told, wherever he goes, as far as it may be seen. */
  presence: (message: { topic: Topic; pointer: Pointer | null; state: PresenceState; following?: string }) => void;
}

export interface ServerToClient {
  /** `prev` is the index of the event before these, in this topic, that this viewer may see (-1: none). */
  events: (message: { topic: Topic; prev: LogIndex; index: LogIndex; events: VisibleEvent[] }) => void;
  /** On a fixed tick: the last visible index, so that a lost last event is noticed. */
  head: (message: { topic: Topic; index: LogIndex }) => void;
  /**
   * The topic's state (projections/topic) as this viewer may see it, up to `index`. `view` names the rights and the
   * form under which it was made: whoever asks for what came after an index says under which view he holds it.
   */
  reset: (message: {
    topic: Topic;
    index: LogIndex;
    view: string;
    state: { streams: Record<string, unknown> };
  }) => void;
  figures: (message: { topic: Topic; index: LogIndex; subject: string; values: Record<string, unknown> }) => void;
  presence: (message: { topic: Topic; people: PresentPerson[] }) => void;
  /** To who watches his own `person:act_…`: how many notices he has not read, and the index of the newest (-1: none). */
  notices: (message: { topic: Topic; unread: number; latest: LogIndex }) => void;
  /** Where the person whom this window follows is; null: nowhere that its person may see. */
  followed: (message: { actor: string; place: FollowedPlace | null }) => void;
  /** Who follows this person now. */
  followers: (message: { people: { actor: string; name: string }[] }) => void;
  /** Somebody is writing in texts of a topic's plans: each time one event for what he wrote, without what he wrote. */
  writing: (message: { topic: Topic; events: VisibleEvent[] }) => void;
  /** The session has ended or lost rights: purge what is cached and ask for the session anew. */
  revoked: (message: { reason: string }) => void;
  /** The client's build does not fit this server: reload. */
  upgrade: (message: { build: string }) => void;
}
