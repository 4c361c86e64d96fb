import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pinnedNode, ROOT, SetupError } from './place.mjs';

/**
 * The path of a Chromium that runs here, installing one where that is possible. Order: CHROMIUM_PATH,
 * /usr/bin/chromium, Debian's package when we are root, Playwright's own download.
 * @returns {string}
 * @throws {SetupError} when there is none: browser tests are never left out in silence
 */
export function ensureChromium() {
  const named = process.env['CHROMIUM_PATH'];
  if (named) {
    if (runs(named)) return named;
    throw new SetupError(`CHROMIUM_PATH is ${named}, but no browser runs from there: correct or unset it.`);
  }
  if (runs(DEBIAN)) return DEBIAN;
  const downloaded = downloadPath();
  if (runs(downloaded)) return downloaded;
  console.log('Installing Chromium for the browser tests.');
  if (process.getuid?.() === 0 && existsSync('/etc/debian_version')) {
    quietly('apt-get', ['update', '-qq']);
    quietly('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium']);
    if (runs(DEBIAN)) return DEBIAN;
  }
  quietly(pinnedNode(), [PLAYWRIGHT, 'install', 'chromium']);
  if (runs(downloaded)) return downloaded;
  throw new SetupError(
    'The browser tests need Chromium, and it could not be installed: install it yourself ' +
      '(Debian: apt-get install chromium) or set CHROMIUM_PATH to a Chrome or Chromium program.',
  );
}

const DEBIAN = '/usr/bin/chromium';
const PLAYWRIGHT = join(ROOT, 'node_modules', 'playwright-core', 'cli.js');

function downloadPath() {
  const ask = `console.log(require(${JSON.stringify(join(ROOT, 'node_modules', 'playwright-core'))}).chromium.executablePath())`;
  return spawnSync(pinnedNode(), ['-e', ask], { encoding: 'utf8' }).stdout.trim();
}

function runs(/** @type {string} */ path) {
  return path !== '' && existsSync(path) && spawnSync(path, ['--version'], { timeout: 30_000 }).status === 0;
}

function quietly(/** @type {string} */ command, /** @type {string[]} */ args) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const { status, stderr } = spawnSync(command, args, { encoding: 'utf8', env, stdio: ['ignore', 'ignore', 'pipe'] });
  if (status !== 0) console.log(`${command} ${args.join(' ')} failed: ${(stderr ?? '').trim().split('\n').at(-1)}`);
}
