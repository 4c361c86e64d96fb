import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { listening } from './server-harness.ts';

const program = fileURLToPath(new URL('../../docs/example-client.ts', import.meta.url));

test('the example client of the documentation runs: state, its own change as an event, the answer', async () => {
  const server = await listening();
  const { stdout } = await promisify(execFile)(process.execPath, [program, server.url], { timeout: 30_000 });
  const lines = stdout.trim().split('\n');
  expect(lines[0]).toBe('Nieuwe Waard: Ovenwarmte voor de melkdrogers');
  expect(lines[1]).toMatch(/^state of \d+ streams, up to log index \d+$/);
  expect(stdout).toMatch(/^\d+ PlanDetailSet \{"field":"lossHours","value":7500,.*\} by act_demo-noor$/m);
  expect(stdout).toMatch(/^answer \{"ok":true/m);
  await server.stop();
});
