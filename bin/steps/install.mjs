import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { differences, hasDevelopmentPackages, nodeTrouble } from './installed.mjs';
import { ROOT, SetupError } from './place.mjs';

/**
 * Makes node_modules equal to the lockfile. Calls npm only when something differs, so that a start
 * without changes needs neither time nor network.
 * @param {{ dev?: boolean }} [options] `dev`: the development packages are needed too
 */
export function ensureInstalled({ dev = false } = {}) {
  const different = differences(ROOT, { dev });
  if (different.length > 0) {
    console.log(`Installing packages: ${summary(different)}.`);
    npm(installArguments(dev), 'installed');
    const left = differences(ROOT, { dev });
    if (left.length > 0) {
      throw new SetupError(
        `After the installation ${summary(left)}. Remove the folder node_modules and run the same command again.`,
      );
    }
  }
  ensurePinnedNode();
}

/** The package is there, its program is not: its install script was not run, or for another machine. */
function ensurePinnedNode() {
  const trouble = nodeTrouble(ROOT);
  if (trouble === null) return;
  console.log(`Fetching Node: ${trouble}.`);
  npm(['rebuild', 'node', '--ignore-scripts=false', ...QUIET], 'fetched');
  const left = nodeTrouble(ROOT);
  if (left !== null) {
    throw new SetupError(
      `npm ended well, but ${left}: npm did not run the package's install script. ` +
        'Look for "ignore-scripts" in your npm settings (npm config get ignore-scripts) and set it to false, ' +
        'with npm 12 also run "npm approve-scripts node"; then run the same command again.',
    );
  }
}

const QUIET = ['--no-audit', '--no-fund', '--no-update-notifier'];

/**
 * A first installation follows the lockfile to the letter (`ci`). A repair fetches only what differs and
 * writes neither package.json nor the lockfile (`install --no-save`); it keeps development packages that are there.
 */
function installArguments(/** @type {boolean} */ dev) {
  const first = !existsSync(join(ROOT, 'node_modules', '.package-lock.json'));
  const withDev = dev || hasDevelopmentPackages(ROOT);
  return [...(first ? ['ci'] : ['install', '--no-save']), withDev ? '--include=dev' : '--omit=dev', ...QUIET];
}

function npm(/** @type {string[]} */ args, /** @type {string} */ done) {
  const shell = process.platform === 'win32'; // npm is a .cmd file there
  const { status, error } = spawnSync('npm', args, { cwd: ROOT, stdio: ['ignore', 'inherit', 'inherit'], shell });
  if (status === 0) return;
  const reason = error === undefined ? `ended with exit code ${status}` : `cannot be started (${error.message})`;
  throw new SetupError(
    `Not everything could be ${done}: "npm ${args.join(' ')}" ${reason}. ` +
      'The reason stands above. Check that this machine reaches its package registry, then run the same command again.',
    status ?? 1,
  );
}

function summary(/** @type {string[]} */ sentences) {
  const shown = sentences.slice(0, 3).join(', ');
  return sentences.length > 3 ? `${shown} and ${sentences.length - 3} more` : shown;
}
