import { execFile } from 'node:child_process';
import { statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { tracesThere } from '../spec/narrative/trace.ts';

const program = fileURLToPath(new URL('../bench/run.ts', import.meta.url));
const results = fileURLToPath(new URL('../bench/results.json', import.meta.url));

/** No figure is judged here: only that every benchmark, with its floor and its peer, still does its work. */
async function shortRunOf(...names: string[]): Promise<string[]> {
  const before = statSync(results).mtimeMs;
  const { stdout } = await promisify(execFile)(process.execPath, [program, ...names, '--short'], { timeout: 230_000 });
  const lines = stdout.trim().split('\n');
  for (const line of lines) expect(line).toMatch(/^(met {4}|told {3}|NOT MET) .*: [\d.]+ \(/);
  expect(stdout).not.toContain('NaN');
  expect(statSync(results).mtimeMs).toBe(before);
  return lines.map((line) => line.slice(8).split(':')[0] ?? '');
}

test('a short run of what is done now works, and leaves the results as they are', { timeout: 240_000 }, async () => {
  expect(await shortRunOf('append', 'edit-to-seen', 'commands', 'analysis', 'text')).toEqual([
    'append, sqlite, 1 at once',
    'append, memory, 1 at once',
    expect.stringMatching(/^append, EventStoreDB.*, 1 at once$/),
    'append, sqlite, 64 at once',
    'append, memory, 64 at once',
    expect.stringMatching(/^append, EventStoreDB.*, 64 at once$/),
    'edit-to-seen, p50',
    'edit-to-seen, p99',
    'commands, 200 editors at 20 tables',
    'SMAA, 1,000 draws × 30 regions × 9 criteria',
    'suggestions over 330 sites',
    'confrontation of 700 projects',
    ...(tracesThere
      ? [
          expect.stringMatching(/^text, \d+ keystrokes of two people in \d+ changes, through the narrative stream$/),
          'text, the same by the whole command path',
          expect.stringMatching(/^text, cost/),
        ]
      : []),
  ]);
});

test('… and one of what a long history costs', { timeout: 240_000 }, async () => {
  expect(await shortRunOf('rebuild', 'as-of', 'history', 'cold-start', 'growth')).toEqual([
    'rebuild of 5,000 events',
    'rebuild of 5,000 events',
    'rebuild of 5,000 events',
    expect.stringMatching(/^as-of, a region of /),
    'history, pages of 50 at 5,000 events',
    'cold start at 5,000 events, with its read models',
    'cold start at 5,000 events, without',
    'growth, one command',
    'growth, one push',
    'growth, one as-of',
  ]);
});

test('a name that is none is refused with those that are', async () => {
  const asked = promisify(execFile)(process.execPath, [program, 'nothing']);
  await expect(asked).rejects.toMatchObject({
    code: 2,
    stderr: expect.stringContaining(
      'append, edit-to-seen, commands, text, merkle, analysis, rebuild, as-of, history, cold-start, growth',
    ),
  });
});
