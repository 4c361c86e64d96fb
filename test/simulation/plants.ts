/** A bug that is put into the product while it is loaded: what is removed or turned round, and where. */
export interface Plant {
  readonly file: string;
  readonly find: string;
  readonly put: string;
  /** From where its seeds are tried: the one that found it last, to save time. */
  readonly seed: number;
  /** Takes more seeds than a test run has time for. */
  readonly rare?: true;
}

const DECIDER = 'server/commands/decider.ts';
const SESSION = 'client/texts/text-session.ts';
const TOPIC_STORE = 'client/live/topic-store.ts';
const OWN_KEEP = 'client/live/own-keep.ts';
const LIVE = 'server/live/live.ts';

/** Each must be found by some seed within a bound, and the product without it must pass the same seeds. */
export const plants: Readonly<Record<string, Plant>> = {
  'no duplicate check': {
    file: DECIDER,
    find: 'const done = this.#answers.alreadyDone(parsed, author);',
    put: 'const done = undefined;',
    seed: 6,
  },
  'no tie-break where a tab maps': {
    file: SESSION,
    find: 'theirs.map(changes, true)',
    put: 'theirs.map(changes)',
    seed: 12,
  },
  'no gap check': { file: TOPIC_STORE, find: "if (message.prev > mine) return 'gap';", put: '', seed: 11 },
  'no reset for who was away when the reach changed': {
    file: 'server/live/watching.ts',
    find: 'after > room.last || readModels.reachChangedAfter(topic, after)',
    put: 'after > room.last',
    seed: 35,
  },
  'rights are not looked at when they change': {
    file: LIVE,
    find: 'if (this.#rightsChanged) {',
    put: 'if (!this) {',
    seed: 2,
  },
  'the batch is told before rights end': {
    file: LIVE,
    find: 'if (this.#rightsChanged) {\n      this.#rightsChanged = false;\n      this.refreshRights();',
    put: 'if (this.#rightsChanged) {\n      this.#rightsChanged = false;\n      setImmediate(() => this.refreshRights());',
    seed: 1,
    rare: true,
  },
  'a text is sent before it is kept': {
    file: 'client/live/sender.ts',
    find: 'if (this.#with.holdsBack(pending)) continue;',
    put: '',
    seed: 1,
    rare: true,
  },
  'drafts of closed windows are overwritten': {
    file: OWN_KEEP,
    find: '[...(this.#orphans.get(subject) ?? []), { from, draft }]',
    put: '[{ from, draft }]',
    seed: 1,
    rare: true,
  },
  'rights that changed while somebody was away do not count': {
    file: 'server/readmodels/read-models.ts',
    find: '[...leavingTypes, ...memberTypes, ...erasingTypes]',
    put: '[...leavingTypes, ...erasingTypes]',
    seed: 1,
    rare: true,
  },
  'what is taken in is kept twice': {
    file: 'client/texts/narrative-text.svelte.ts',
    find: 'this.#others = waiting;\n    // only now: kept on both sides, its words would come twice after a crash\n    this.#keep();',
    put: 'this.#keep();\n    this.#others = waiting;',
    seed: 1,
    rare: true,
  },
  'leaving a page forgets what is typed': {
    file: 'client/texts/narrative-text.svelte.ts',
    find: 'if (only) this.#live.kept.leaveDraft(this.subject, drafts, until);',
    put: '',
    seed: 1,
    rare: true,
  },
  'an invitation does not count as reach': {
    file: 'events/plan/events.ts',
    find: "label: { nl: 'Deelnemer uitgenodigd', en: 'Participant invited' },\n    classes: { '*': 'P2' },\n    revert: 'never',\n    reach: true,",
    put: "label: { nl: 'Deelnemer uitgenodigd', en: 'Participant invited' },\n    classes: { '*': 'P2' },\n    revert: 'never',",
    seed: 1,
    rare: true,
  },
};
