import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test, vi } from 'vitest';
import { plants } from './plants.ts';

vi.setConfig({ testTimeout: 180_000 });
const root = join(import.meta.dirname, '..', '..');
const run = promisify(execFile);
const simulated = async (script: string, ...given: string[]): Promise<string> => {
  const hooks = ['--no-warnings', '--import', './test/simulation/hooks.ts'];
  const { stdout } = await run(process.execPath, [...hooks, `test/simulation/${script}`, ...given], { cwd: root });
  return stdout;
};

/** The other planted bugs take more seeds: `find-planted.ts` looks for them by hand. */
const soonFound = Object.keys(plants).filter((name) => plants[name]?.rare !== true);

describe('any schedule of tabs, servers and mishaps', () => {
  test.each([
    ['memory', 20],
    ['sqlite', 6],
    ['eventstoredb', 3],
  ])('leaves everybody with what a fresh replay of the log gives him, on %s', async (engine, seeds) => {
    const said = await simulated('simulate.ts', '--engine', engine, '--seeds', String(seeds));
    expect(said).toContain(`${seeds} seeds from 1 on ${engine}: 0 failed`);
  });

  test('follows from its seed alone', async () => {
    const [once, again] = await Promise.all([simulated('print-log.ts', '3'), simulated('print-log.ts', '3')]);
    expect(once.split('\n').length).toBeGreaterThan(20);
    expect(again).toBe(once);
  });
});

test.each(Object.entries(plants))('the planted bug “%s” has one place in the product', (_, { file, find }) => {
  expect(readFileSync(join(root, file), 'utf8').split(find)).toHaveLength(2);
});

test('planted bugs are found within so many seeds, which pass without them', async () => {
  const lines = (await simulated('find-planted.ts', '60', ...soonFound)).trim().split('\n');
  const found = lines.map((line) => JSON.parse(line) as { name: string; seed?: number; by?: string; healthy: boolean });
  for (const { name, seed, by } of found) console.log(`${name}: seed ${seed ?? 'none'}, ${by ?? ''}`);
  expect(found.map(({ name }) => name)).toEqual(soonFound);
  expect(found.filter(({ seed }) => seed === undefined)).toEqual([]);
  expect(found.filter(({ healthy }) => !healthy)).toEqual([]);
});
