import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pinnedNode } from './place.mjs';

/**
 * @typedef {{ version?: string, integrity?: string, dev?: boolean, devOptional?: boolean, optional?: boolean,
 *   link?: boolean, os?: string[], cpu?: string[], optionalDependencies?: Record<string, string> }} Locked
 * @typedef {Record<string, Locked>} Packages keyed by path, e.g. `node_modules/zod`
 * @typedef {{ platform: string, arch: string }} Machine
 */

/**
 * What of package-lock.json is not in node_modules, one sentence each; empty when nothing needs npm.
 * Packages for other platforms may be absent, and so may development packages unless `dev` is asked for.
 * @param {string} root
 * @param {{ dev?: boolean, machine?: Machine }} [options]
 * @returns {string[]}
 */
export function differences(root, { dev = false, machine = process } = {}) {
  const wanted = packagesOf(join(root, 'package-lock.json'));
  if (wanted === null) return ['package-lock.json cannot be read'];
  const present = packagesOf(join(root, 'node_modules', '.package-lock.json'));
  if (present === null) return ['nothing is installed yet'];
  const found = [];
  for (const [path, entry] of Object.entries(wanted)) {
    if (path === '' || entry.link === true || entry.optional === true) continue;
    if (!dev && (entry.dev === true || entry.devOptional === true)) continue;
    found.push(...packageDifferences(root, path, entry, present[path]));
  }
  return [...found, ...missingForThisMachine(root, wanted, present, dev, machine)];
}

/**
 * Why the pinned Node cannot be used, or null when it runs at the locked version.
 * @param {string} root
 * @returns {string | null}
 */
export function nodeTrouble(root, platform = process.platform) {
  const binary = pinnedNode(root, platform);
  const version = packagesOf(join(root, 'package-lock.json'))?.['node_modules/node']?.version;
  if (!existsSync(binary)) return `the program of the package "node" is missing`;
  const answer = spawnSync(binary, ['--version'], { encoding: 'utf8' });
  if (answer.status !== 0) return `the program of the package "node" does not run here`;
  const said = answer.stdout.trim();
  return said === `v${version}` ? null : `the program of the package "node" is ${said}, the lockfile says ${version}`;
}

/** True when development packages are installed, which a repair must then keep. */
export function hasDevelopmentPackages(/** @type {string} */ root) {
  const present = packagesOf(join(root, 'node_modules', '.package-lock.json'));
  return present !== null && Object.values(present).some((entry) => entry.dev === true);
}

/** @returns {Packages | null} */
function packagesOf(/** @type {string} */ file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages ?? null;
  } catch {
    return null;
  }
}

/** npm's own record can outlive a directory that somebody removed, so both are looked at. */
function packageDifferences(
  /** @type {string} */ root,
  /** @type {string} */ path,
  /** @type {Locked} */ entry,
  /** @type {Locked | undefined} */ recorded,
) {
  const name = path.replace(/^node_modules\//, '');
  if (recorded === undefined) return [`${name} is missing`];
  if (recorded.version !== entry.version) return [`${name} is ${recorded.version}, not ${entry.version}`];
  if (entry.integrity && recorded.integrity && entry.integrity !== recorded.integrity) {
    return [`${name} has other contents than the lockfile says`];
  }
  try {
    const { version } = JSON.parse(readFileSync(join(root, path, 'package.json'), 'utf8'));
    return version === entry.version ? [] : [`${name} is ${version}, not ${entry.version}`];
  } catch {
    return [`${name} is missing`];
  }
}

/**
 * A package with builds per platform (rolldown, lightningcss) needs one of those that fit this machine; the
 * lockfile does not say which C library a build is for, so any of them will do.
 */
function missingForThisMachine(
  /** @type {string} */ root,
  /** @type {Packages} */ wanted,
  /** @type {Packages} */ present,
  /** @type {boolean} */ dev,
  /** @type {Machine} */ machine,
) {
  const found = [];
  for (const [path, entry] of Object.entries(wanted)) {
    if (path === '' || entry.optional === true || (!dev && (entry.dev || entry.devOptional))) continue;
    const builds = Object.keys(entry.optionalDependencies ?? {})
      .map((name) => `node_modules/${name}`)
      .filter((build) => fits(wanted[build], machine));
    const installed = builds.some((build) => build in present && existsSync(join(root, build, 'package.json')));
    if (builds.length > 0 && !installed) {
      found.push(`${path.replace(/^node_modules\//, '')} lacks its build for ${machine.platform} on ${machine.arch}`);
    }
  }
  return found;
}

function fits(/** @type {Locked | undefined} */ entry, /** @type {Machine} */ machine) {
  if (entry?.os === undefined && entry?.cpu === undefined) return false;
  return allows(entry.os, machine.platform) && allows(entry.cpu, machine.arch);
}

function allows(/** @type {string[] | undefined} */ list, /** @type {string} */ value) {
  if (list === undefined) return true;
  if (list.includes(`!${value}`)) return false;
  const named = list.filter((item) => !item.startsWith('!'));
  return named.length === 0 || named.includes(value);
}
