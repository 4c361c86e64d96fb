/** A bug that is put into the product while it is loaded: what is removed or turned round, and where. */
export interface Plant {
  readonly file: string;
  readonly find: string;
  readonly put: string;
}

const SERVICE = 'server/commands/service.ts';
const SESSION = 'client/texts/text-session.ts';
const TOPIC_STORE = 'client/live/topic-store.ts';
const TABLE = 'client/live/live.svelte.ts';
const LIVE = 'server/live/live.ts';

/** Each must be found by some seed within a bound, and the product without it must pass the same seeds. */
export const plants: Readonly<Record<string, Plant>> = {
  'no duplicate check': {
    file: SERVICE,
    find: 'const done = this.#alreadyDone(parsed, author, grants());',
    put: 'const done = undefined;',
  },
  'no tie-break where a tab maps': { file: SESSION, find: 'theirs.map(changes, true)', put: 'theirs.map(changes)' },
  'no gap check': { file: TOPIC_STORE, find: "if (message.prev > mine) return 'gap';", put: '' },
  'the other tie-break where the server maps': {
    file: 'events/narrative/decide.ts',
    find: 'mapped.map(ChangeSet.fromJSON(changes).desc)',
    put: 'mapped.map(ChangeSet.fromJSON(changes).desc, true)',
  },
  'what is known is applied again': {
    file: TOPIC_STORE,
    find: 'message.events.filter((event) => event.index > mine)',
    put: '[...message.events]',
  },
  'a recorded change is taken to be what was sent': {
    file: SESSION,
    find: 'if (!mine || JSON.stringify(mine) === JSON.stringify(theirs)) return undefined;',
    put: 'if (mine) return undefined; throw new Error();',
  },
  'no reset for who was away when the reach changed': {
    file: 'server/live/watching.ts',
    find: 'after > room.last || readModels.reachChangedAfter(topic, after)',
    put: 'after > room.last',
  },
  'rights are not looked at when they change': { file: LIVE, find: 'if (this.#rightsChanged) {', put: 'if (!this) {' },
  'the batch is told before rights end': {
    file: LIVE,
    find: 'if (this.#rightsChanged) {\n      this.#rightsChanged = false;\n      this.refreshRights();',
    put: 'if (this.#rightsChanged) {\n      this.#rightsChanged = false;\n      setImmediate(() => this.refreshRights());',
  },
  'different sights share one message': {
    file: 'server/live/rooms.ts',
    find: '${room.topic} ${prev} ${fingerprint(events)}',
    put: '${room.topic} ${prev} ${events.length}',
  },
  'a text is sent before it is kept': {
    file: TABLE,
    find: 'if (this.#unkept.has(command.id)) continue;',
    put: '',
  },
  'drafts of closed windows are overwritten': {
    file: TABLE,
    find: 'const kept = this.#withOrphans(subject, draft ?? []);',
    put: 'const kept = draft ?? [];',
  },
  'what is recorded stays under way when a topic begins anew': {
    file: TABLE,
    find: 'this.#queue.forget(message.topic);',
    put: '',
  },
  'leaving a page forgets what is typed': {
    file: TABLE,
    find: 'if (drafts.length > 0) this.#orphans.set(subject, this.#withOrphans(subject, drafts));',
    put: '',
  },
  'an invitation does not count as reach': {
    file: 'events/plan/events.ts',
    find: "label: { nl: 'Deelnemer uitgenodigd', en: 'Participant invited' },\n    classes: { '*': 'P2' },\n    revert: 'never',\n    reach: true,",
    put: "label: { nl: 'Deelnemer uitgenodigd', en: 'Participant invited' },\n    classes: { '*': 'P2' },\n    revert: 'never',",
  },
};
