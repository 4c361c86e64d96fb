import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const skipped = new Set(['node_modules', 'dist', 'data', '.git', 'coverage']);
const binary = /\.(png|woff2?|ico)$/;

function filesBelow(folder: string): string[] {
  return readdirSync(join(root, folder)).flatMap((name) => {
    const path = folder === '' ? name : `${folder}/${name}`;
    if (skipped.has(name)) return [];
    return statSync(join(root, path)).isDirectory() ? filesBelow(path) : binary.test(name) ? [] : [path];
  });
}

/** What a stranger could not use or should not read: paths of one machine, addresses of one registry, notes to oneself. */
const unwanted: readonly [what: string, pattern: RegExp][] = [
  ['a path of one machine', /(?<![\w.])\/(root|home\/\w+|work\/(main|shared)|Users\/\w+)\//],
  ['the address of a registry', /https?:\/\/[^\s'")]*(registry|npmjs|artifactory|nexus)[^\s'")]*/i],
  ['a number of an issue', /\bissues? #?\d+/i],
  ['something left to do', /\b(TODO|FIXME|XXX)\b/],
];

test('no file names a machine, a registry or something left to do', () => {
  const found = filesBelow('').flatMap((path) => {
    if (path === 'test/tooling/words.test.ts') return [];
    const text = readFileSync(join(root, path), 'utf8');
    return unwanted.flatMap(([what, pattern]) => {
      const match = pattern.exec(text);
      return match ? [`${path}: ${what}: ${match[0]}`] : [];
    });
  });
  expect(found).toEqual([]);
});

test('every page of the documentation that is linked is there', () => {
  const pages = ['README.md', ...filesBelow('docs').filter((path) => path.endsWith('.md'))];
  for (const page of pages) {
    const text = readFileSync(join(root, page), 'utf8');
    for (const [, link = ''] of text.matchAll(/\]\(([^)#]+)(?:#[^)]*)?\)/g)) {
      if (/^[a-z]+:/.test(link)) continue;
      const target = fileURLToPath(new URL(link, `file://${join(root, page)}`));
      expect(() => statSync(target), `${page} → ${link}`).not.toThrow();
    }
  }
});
