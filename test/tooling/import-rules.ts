import { posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { COMPOSED, COMPOSERS, DRIVER_ROOMS, DRIVERS, ROOMS, type Room } from './import-table.ts';
import { importsOf } from './imports-of.ts';
import { sourcesBelow, type Source } from './sources.ts';

export interface Breach {
  readonly file: string;
  readonly line: number;
  readonly specifier: string;
  /** What is wrong, as a sentence without a full stop. */
  readonly why: string;
}

/** Every import in these sources that the table does not allow. Tests may import everything, also those beside the code. */
export function breachesIn(sources: readonly Source[]): Breach[] {
  return sources.flatMap((source) =>
    importsOf(source).flatMap(({ specifier, line }) => {
      const why = whyNot(source.path, specifier);
      return why === undefined ? [] : [{ file: source.path, line, specifier, why }];
    }),
  );
}

function whyNot(file: string, specifier: string): string | undefined {
  if (isTest(file)) return undefined;
  const room = roomOf(file);
  if (room === undefined) return undefined;
  return isOurs(specifier) ? whyNotOurs(room, file, targetOf(file, specifier)) : whyNotPackage(room, file, specifier);
}

function whyNotOurs(room: Room, file: string, target: string): string | undefined {
  if (target.startsWith('node_modules/')) return 'packages are imported by their name';
  if (begins(target, COMPOSED) && !begins(file, COMPOSERS) && !sharesEngine(file, target)) {
    return `only ${COMPOSERS.slice(0, 3).join(', ')} may import ${target}`;
  }
  if (target.startsWith(room.path) && roomOf(target) === room) return undefined;
  if (begins(target, room.ours)) return undefined;
  return `${room.path} may not import ${roomOf(target)?.path ?? target}`;
}

function whyNotPackage(room: Room, file: string, specifier: string): string | undefined {
  const name = packageOf(specifier);
  if (DRIVERS.includes(name as (typeof DRIVERS)[number]) && !begins(file, DRIVER_ROOMS)) {
    return `only ${DRIVER_ROOMS.slice(0, 3).join(', ')} may open a database (${name})`;
  }
  if (room.packages === 'any' || room.packages.includes(name)) return undefined;
  return `${room.path} may import only ${room.packages.join(', ')}, not ${name}`;
}

/** The parts of one engine (`sqlite.ts` and `sqlite/…`) know each other. */
function sharesEngine(file: string, target: string): boolean {
  const engine = (path: string) => /^server\/(?:store|vault)\/[^/.]+/.exec(path)?.[0];
  return engine(file) !== undefined && engine(file) === engine(target);
}

function roomOf(file: string): Room | undefined {
  const holding = ROOMS.filter((room) => file.startsWith(room.path));
  return holding.sort((a, b) => b.path.length - a.path.length)[0];
}

function isTest(file: string): boolean {
  return file.startsWith('test/') || /\.test\.ts$/.test(file);
}

/** Relative, absolute and `file:` specifiers, and `#…` of package.json, name files of ours. */
function isOurs(specifier: string): boolean {
  return /^(\.|\/|file:|#)/.test(specifier);
}

function targetOf(file: string, specifier: string): string {
  return posix.normalize(posix.join(posix.dirname(file), specifier.replace(/[?#].*$/, '')));
}

function packageOf(specifier: string): string {
  const parts = specifier.split('/');
  return specifier.startsWith('@') ? parts.slice(0, 2).join('/') : (parts[0] ?? specifier);
}

function begins(path: string, prefixes: readonly string[]): boolean {
  return prefixes.some((prefix) => path === prefix || (prefix.endsWith('/') && path.startsWith(prefix)));
}

if (import.meta.main) {
  const root = fileURLToPath(new URL('../..', import.meta.url));
  const sources = sourcesBelow(root, ['events', 'projections', 'server', 'client', 'verify', 'bin', 'docs', 'test']);
  const breaches = breachesIn(sources);
  for (const { file, line, specifier, why } of breaches) console.error(`${file}:${line} imports ${specifier}: ${why}`);
  if (sources.length === 0) console.error('No source file was found: the rules were not checked.');
  process.exitCode = breaches.length === 0 && sources.length > 0 ? 0 : 1;
}
