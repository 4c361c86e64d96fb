import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, test } from 'vitest';
import { differences, hasDevelopmentPackages } from '../../bin/steps/installed.mjs';
import { ensureClientBuilt, fingerprint } from '../../bin/steps/client-build.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const made: string[] = [];
afterEach(() => {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true });
});
const folder = (): string => {
  const path = mkdtempSync(join(tmpdir(), 'regiotafel-start-'));
  made.push(path);
  return path;
};

type Locked = Record<string, unknown>;
const machine = { platform: 'linux', arch: 'x64' };

/** A project with a lockfile, and what npm has put there. */
function project(locked: Record<string, Locked>, installed?: Record<string, Locked>): string {
  const path = folder();
  writeFileSync(join(path, 'package-lock.json'), JSON.stringify({ packages: { '': {}, ...locked } }));
  if (!installed) return path;
  mkdirSync(join(path, 'node_modules'));
  writeFileSync(join(path, 'node_modules', '.package-lock.json'), JSON.stringify({ packages: installed }));
  for (const [name, { version }] of Object.entries(installed)) {
    mkdirSync(join(path, name), { recursive: true });
    writeFileSync(join(path, name, 'package.json'), JSON.stringify({ version }));
  }
  return path;
}
const zod = { 'node_modules/zod': { version: '4.0.0', integrity: 'sha512-a' } };

describe('what differs from the lockfile', () => {
  test('nothing installed yet', () => {
    expect(differences(project(zod), { machine })).toEqual(['nothing is installed yet']);
  });

  test('nothing, when all is there', () => {
    expect(differences(project(zod, zod), { machine })).toEqual([]);
  });

  test('a package that is missing, of another version, or with other contents', () => {
    expect(differences(project(zod, {}), { machine })).toEqual(['zod is missing']);
    expect(differences(project(zod, { 'node_modules/zod': { version: '3.9.0' } }), { machine })).toEqual([
      'zod is 3.9.0, not 4.0.0',
    ]);
    const other = { 'node_modules/zod': { version: '4.0.0', integrity: 'sha512-b' } };
    expect(differences(project(zod, other), { machine })).toEqual(['zod has other contents than the lockfile says']);
  });

  test('a package that npm has noted and somebody has removed', () => {
    const path = project(zod, zod);
    rmSync(join(path, 'node_modules', 'zod'), { recursive: true });
    expect(differences(path, { machine })).toHaveLength(1);
  });

  test('development packages only when they are asked for', () => {
    const dev = { 'node_modules/vitest': { version: '4.0.0', dev: true } };
    expect(differences(project({ ...zod, ...dev }, zod), { machine })).toEqual([]);
    expect(differences(project({ ...zod, ...dev }, zod), { machine, dev: true })).toEqual(['vitest is missing']);
    expect(hasDevelopmentPackages(project(dev, dev))).toBe(true);
    expect(hasDevelopmentPackages(project(zod, zod))).toBe(false);
  });

  test('the build for this machine, not those for others', () => {
    const locked = {
      'node_modules/native': { version: '1.0.0', optionalDependencies: { 'native-linux': '1', 'native-mac': '1' } },
      'node_modules/native-linux': { version: '1.0.0', optional: true, os: ['linux'], cpu: ['x64'] },
      'node_modules/native-mac': { version: '1.0.0', optional: true, os: ['darwin'], cpu: ['arm64'] },
    };
    const { 'node_modules/native-mac': mac, ...here } = locked;
    void mac;
    expect(differences(project(locked, here), { machine })).toEqual([]);
    expect(differences(project(locked, { 'node_modules/native': locked['node_modules/native'] }), { machine })).toEqual(
      ['native lacks its build for linux on x64'],
    );
  });
});

describe('an old Node', () => {
  test.each(['start.js', 'test.js', 'regiotafel.js'])('is told by bin/%s what to do', (entry) => {
    const lie = `Object.defineProperty(process.versions, 'node', { value: '18.20.1' }); require('./bin/${entry}')`;
    const { status, stderr } = spawnSync(process.execPath, ['-e', lie], { cwd: root, encoding: 'utf8' });
    expect(status).toBe(1);
    expect(stderr.trim()).toMatch(/^Regiotafel needs Node 20 or newer to start \(this is 18\.20\.1\): install .*$/);
  });
});

describe('the pages', () => {
  test('are built anew when a source changes, and only then', () => {
    const path = folder();
    mkdirSync(join(path, 'client'));
    writeFileSync(join(path, 'client', 'a.ts'), '1');
    const before = fingerprint(path);
    mkdirSync(join(path, 'client', 'dist'));
    writeFileSync(join(path, 'client', 'dist', 'x.js'), '1');
    expect(fingerprint(path)).toBe(before);
    writeFileSync(join(path, 'client', 'a.ts'), '2');
    expect(fingerprint(path)).not.toBe(before);
  });
});

test('a second start calls no npm, builds nothing and needs no network', { timeout: 60_000 }, async () => {
  await ensureClientBuilt();
  const [tools, data] = [folder(), folder()];
  const called = join(tools, 'called');
  const npm = join(tools, 'npm');
  writeFileSync(npm, `#!/bin/sh\necho "$@" > ${called}\nexit 1\n`);
  chmodSync(npm, 0o755);
  const env = {
    PATH: [tools, dirname(process.execPath), '/usr/bin', '/bin'].join(delimiter),
    PORT: '0',
    DATA_DIR: data,
  };
  const child = spawn(process.execPath, [join(root, 'bin', 'start.js')], { env: { ...env, LOG_LEVEL: 'error' } });
  let said = '';
  child.stdout.on('data', (part: Buffer) => (said += part.toString()));
  child.stderr.on('data', (part: Buffer) => (said += part.toString()));
  await expect.poll(() => said, { timeout: 30_000 }).toMatch(/^Regiotafel: http:\/\/127\.0\.0\.1:\d+$/m);
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  expect(await ended).toBe(0);
  expect(said.trim().split('\n')).toHaveLength(1);
  expect(existsSync(called)).toBe(false);
});
