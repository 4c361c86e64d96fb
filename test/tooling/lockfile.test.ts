import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const read = (file: string): string => readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');
const lock = JSON.parse(read('package-lock.json')) as {
  packages: Record<string, { version?: string; resolved?: string; dev?: boolean; license?: string }>;
};
const own = JSON.parse(read('package.json')) as {
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
};

const allowed = new Set([
  'MIT',
  'ISC',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  '0BSD',
  'EUPL-1.2',
  'OFL-1.1',
  'MPL-2.0',
  'BlueOak-1.0.0',
  'CC0-1.0',
  'Unlicense',
  'MIT-0',
  'Python-2.0',
  '(MIT OR CC0-1.0)',
  '(BSD-3-Clause AND Apache-2.0)',
  'MIT OR Apache-2.0',
  '(MPL-2.0 OR Apache-2.0)',
]);

const atLeast = (version: string, floor: string): boolean => version.localeCompare(floor, 'en', { numeric: true }) >= 0;

test.each([
  ['ws', '8.23.0'],
  ['socket.io-parser', '4.2.7'],
])('every %s is at least %s', (name, floor) => {
  const versions = Object.entries(lock.packages)
    .filter(([path]) => path.endsWith(`node_modules/${name}`))
    .map(([, entry]) => entry.version ?? '0');
  expect(versions.length).toBeGreaterThan(0);
  for (const version of versions) expect(atLeast(version, floor), `${name} ${version}`).toBe(true);
});

test('the lockfile names no registry', () => {
  expect(Object.values(lock.packages).filter((entry) => entry.resolved?.startsWith('http'))).toEqual([]);
});

test('each direct dependency has its line in docs/dependencies.md', () => {
  const words = read('docs/dependencies.md');
  for (const name of [...Object.keys(own.dependencies), ...Object.keys(own.devDependencies)]) {
    if (name.startsWith('@types/')) continue;
    expect(words, name).toContain(`\`${name}\``);
  }
});

test('every package that production needs has a licence that fits', () => {
  for (const [path, entry] of Object.entries(lock.packages)) {
    if (path === '' || entry.dev || !existsSync(new URL(`../../${path}/package.json`, import.meta.url))) continue;
    const stated = JSON.parse(read(`${path}/package.json`)) as {
      license?: string | { type: string };
      licenses?: { type: string }[];
    };
    const license = stated.license ?? stated.licenses?.[0] ?? licenceInFile(path);
    const name = typeof license === 'object' ? license.type : (license ?? 'none');
    expect(allowed.has(name), `${path}: ${name}`).toBe(true);
  }
});

/** Of a package that names none (png-js, which comes with pdfkit): what its licence file says. */
function licenceInFile(path: string): string | undefined {
  return existsSync(new URL(`../../${path}/LICENSE`, import.meta.url)) && /^MIT License\s/.test(read(`${path}/LICENSE`))
    ? 'MIT'
    : undefined;
}
