/**
 * Who may import what: the one place where it is written. A room is a folder; a file belongs to the
 * longest room that its path begins with. Types count like values: a type is knowledge, too.
 */
export interface Room {
  /** The folder (ends with `/`) or file that this line is about. */
  readonly path: string;
  /** Our own folders and files that it may import; its own folder is always allowed. */
  readonly ours: readonly string[];
  /** npm packages and `node:` modules it may import; `'any'` leaves that to the other rules. */
  readonly packages: readonly string[] | 'any';
}

const SHARED = ['events/', 'projections/'] as const;
const PORT = 'server/store/port.ts';
/** Canonical text and keyed hashes: what everything that is proven is made of. */
const HASHING = 'server/hashing/';
/** Who is looking: the type that every answer of a read model depends on. */
const VIEWER = 'server/identity/viewer.ts';

/** The verifier runs with Node alone, in one file, without anything of ours. */
const VERIFIER = ['node:crypto', 'node:fs', 'node:path', 'node:sqlite', 'node:util', 'node:zlib'] as const;

/** Files that only the composition may import: with them comes a choice of engine, or the whole house. */
export const COMPOSED = [
  'server/main.ts',
  'server/cli.ts',
  'server/composition/',
  'server/store/memory.ts',
  'server/store/sqlite.ts',
  'server/store/sqlite/',
  'server/store/eventstoredb.ts',
  'server/store/eventstoredb/',
  'server/vault/sqlite.ts',
  'server/vault/postgres.ts',
] as const;

/** Who may import {@link COMPOSED}. */
export const COMPOSERS = ['server/main.ts', 'server/cli.ts', 'server/composition/', 'test/'] as const;

export const ROOMS: readonly Room[] = [
  { path: 'events/', ours: [], packages: ['zod'] },
  { path: 'events/catalogue.ts', ours: ['events/'], packages: ['zod'] },
  { path: 'events/narrative/decide.ts', ours: ['events/'], packages: ['@codemirror/state'] },
  { path: 'projections/', ours: ['events/'], packages: ['zod'] },
  { path: 'projections/difference/', ours: ['events/', 'projections/'], packages: ['diff'] },
  { path: 'projections/text-history/', ours: ['events/', 'projections/'], packages: ['diff'] },
  { path: 'client/', ours: SHARED, packages: 'any' },
  { path: 'server/', ours: SHARED, packages: 'any' },
  { path: 'server/main.ts', ours: [...SHARED, 'server/'], packages: 'any' },
  { path: 'server/cli.ts', ours: [...SHARED, 'server/', 'verify/'], packages: 'any' },
  { path: 'server/composition/', ours: [...SHARED, 'server/'], packages: 'any' },
  { path: 'server/store/', ours: SHARED, packages: 'any' },
  { path: 'server/vault/', ours: SHARED, packages: 'any' },
  { path: 'server/hashing/', ours: SHARED, packages: 'any' },
  { path: 'server/sealing/', ours: [...SHARED, PORT, HASHING, 'server/vault/'], packages: 'any' },
  { path: 'server/feed/', ours: [...SHARED, 'server/store/'], packages: 'any' },
  { path: 'server/readmodels/', ours: [...SHARED, 'server/feed/', PORT, VIEWER], packages: 'any' },
  {
    path: 'server/commands/',
    ours: [...SHARED, PORT, HASHING, 'server/feed/', 'server/readmodels/', 'server/identity/'],
    packages: 'any',
  },
  {
    path: 'server/reactions/',
    ours: [...SHARED, 'server/commands/', 'server/readmodels/', 'server/feed/'],
    packages: 'any',
  },
  { path: 'server/identity/', ours: [...SHARED, 'server/vault/', 'server/readmodels/'], packages: 'any' },
  {
    path: 'server/audit/',
    ours: [...SHARED, HASHING, 'server/feed/', 'server/readmodels/', 'server/vault/', 'server/sealing/', PORT, VIEWER],
    packages: 'any',
  },
  {
    path: 'server/exchange/',
    ours: [...SHARED, 'server/commands/', 'server/readmodels/', 'server/vault/', VIEWER],
    packages: 'any',
  },
  {
    path: 'server/erasing/',
    ours: [...SHARED, PORT, 'server/commands/', 'server/readmodels/', 'server/vault/'],
    packages: 'any',
  },
  {
    path: 'server/files/',
    ours: [...SHARED, 'server/commands/', 'server/readmodels/', 'server/sealing/', 'server/vault/', VIEWER],
    packages: 'any',
  },
  {
    path: 'server/analysis/',
    ours: [...SHARED, HASHING, 'server/files/', 'server/readmodels/', VIEWER],
    packages: 'any',
  },
  { path: 'server/access/', ours: [...SHARED, 'server/vault/', VIEWER], packages: 'any' },
  {
    path: 'server/dossier/',
    ours: [...SHARED, 'server/analysis/', 'server/audit/', 'server/files/', 'server/readmodels/', VIEWER],
    packages: 'any',
  },
  { path: 'server/notices/', ours: [...SHARED, 'server/readmodels/', 'server/vault/', VIEWER], packages: 'any' },
  { path: 'server/moving/', ours: [...SHARED, PORT, HASHING], packages: 'any' },
  { path: 'server/live/', ours: [...SHARED, 'server/'], packages: 'any' },
  { path: 'server/http/', ours: [...SHARED, 'server/'], packages: 'any' },
  { path: 'server/ops/', ours: [...SHARED, 'server/'], packages: 'any' },
  { path: 'verify/', ours: [], packages: VERIFIER },
  { path: 'bin/', ours: [], packages: 'any' },
  { path: 'docs/', ours: SHARED, packages: 'any' },
];

/** Packages that open a database, and the rooms that may. */
export const DRIVERS = ['node:sqlite', '@eventstore/db-client', 'pg', 'redis', 'ioredis'] as const;
export const DRIVER_ROOMS = [
  'server/store/',
  'server/vault/',
  'server/readmodels/',
  'server/audit/',
  'server/ops/redis.ts',
  'verify/',
  'test/',
] as const;
