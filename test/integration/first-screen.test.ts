import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';

/** What the first screen asks for before it can be read, packed; the limits are the design's (interface.md). */
const KB = 1000;
const dist = fileURLToPath(new URL('../../client/dist/', import.meta.url));

interface Chunk {
  readonly file: string;
  readonly imports?: readonly string[];
  readonly css?: readonly string[];
}

test('the first screen takes at most 90 kB of scripts and 15 kB of styles, packed', () => {
  const manifest = JSON.parse(readFileSync(`${dist}.vite/manifest.json`, 'utf8')) as Record<string, Chunk>;
  const files = new Set<string>();
  const take = (name: string): void => {
    const chunk = manifest[name];
    if (!chunk) throw new Error(`${name} was not built`);
    if (files.has(chunk.file)) return;
    for (const file of [chunk.file, ...(chunk.css ?? [])]) files.add(file);
    for (const one of chunk.imports ?? []) take(one);
  };
  take('index.html');
  take('pages/start/StartPage.svelte');
  const packed = (ending: string): number =>
    [...files]
      .filter((file) => file.endsWith(ending))
      .reduce((sum, file) => sum + gzipSync(readFileSync(dist + file)).length, 0);
  const [scripts, styles] = [packed('.js') / KB, packed('.css') / KB];
  console.log(`first screen: ${scripts.toFixed(1)} kB of scripts, ${styles.toFixed(1)} kB of styles`);
  expect(scripts).toBeGreaterThan(30);
  expect(scripts).toBeLessThanOrEqual(90);
  expect(styles).toBeGreaterThan(2);
  expect(styles).toBeLessThanOrEqual(15);
});
