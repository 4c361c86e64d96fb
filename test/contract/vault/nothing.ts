import type { Vault } from '../../../server/vault/port.ts';

const done = () => Promise.resolve();
const none = () => Promise.resolve(undefined);
const empty = () => Promise.resolve([]);
const yes = () => Promise.resolve(true);

/** Does everything it is asked, and nothing. */
export const doesNothing: Vault = {
  id: '',
  shared: true,
  directory: { put: done, find: none, all: empty, personas: empty, erase: done },
  sessions: { get: none, put: done, end: done, endAllOf: done, sweep: done },
  settings: { get: none, put: done, compareAndSet: yes },
  changes: { mark: () => Promise.resolve(0), since: () => Promise.resolve({ mark: 0, changes: [] }) },
  keys: {
    current: none,
    make: (key) => Promise.resolve({ ...key, hold: false, madeAt: 0, state: 'open' as const }),
    get: empty,
    page: empty,
    addSubjects: done,
    ofSubject: empty,
    close: done,
    destroy: done,
    states: () => Promise.resolve({ mark: 0, changed: [] }),
    hold: done,
    retain: done,
    due: empty,
    rewrap: yes,
    forgetOldWrappings: done,
  },
  leases: { take: yes, renew: yes, release: done },
  processes: { beat: done, leave: done, living: empty },
  accessLog: { append: done, query: () => Promise.resolve({ rows: [] }) },
  files: { put: done, get: none, entry: none, before: empty, remove: done, removeUnder: done },
  checks: { verified: none, setVerified: done, addNote: done, lastNotes: empty },
  notices: {
    marks: {
      get: () => Promise.resolve({ readTo: -1, singles: [] }),
      readTo: done,
      readOne: done,
      versions: () => Promise.resolve(new Map()),
    },
    visits: { get: none, put: done },
    preferences: { get: none, put: done, subscribers: empty },
    mails: { claim: yes, begin: yes, end: done, again: done, find: none, settleLost: empty, toldTo: none },
  },
  health: () => Promise.resolve({ ok: true }),
  close: done,
};
