import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { foreground } from './foreground.mjs';
import { ROOT, SetupError } from './place.mjs';

const SOURCES = ['client', 'events', 'projections', 'package-lock.json'];
const NOT_SOURCES = new Set(['dist', 'node_modules', '.svelte-kit']);

/**
 * Builds client/dist with the pinned Node, unless it was built from exactly these sources.
 * @param {{ always?: boolean }} [options]
 */
export async function ensureClientBuilt({ always = false } = {}) {
  const stamp = join(ROOT, 'client', 'dist', '.built-from');
  const sources = fingerprint(ROOT);
  const page = join(ROOT, 'client', 'dist', 'index.html');
  if (!always && existsSync(page) && existsSync(stamp) && readFileSync(stamp, 'utf8') === sources) return;
  if (!existsSync(join(ROOT, 'client', 'index.html'))) {
    throw new SetupError('client/index.html is missing: fetch the whole project again, without it there is no page.');
  }
  console.log('Building the pages (only when their sources changed).');
  const vite = join('node_modules', 'vite', 'bin', 'vite.js');
  const code = await foreground([vite, 'build', 'client', '--config', 'client/vite.config.ts', '--logLevel', 'warn']);
  if (code !== 0) throw new SetupError('The pages could not be built; the reason stands above.', code);
  if (!existsSync(page)) throw new SetupError('The build ended well but wrote no client/dist/index.html.');
  writeFileSync(stamp, sources);
}

/**
 * A hash over names and contents: times of files say nothing after a checkout or a copy.
 * @param {string} root
 */
export function fingerprint(root) {
  const hash = createHash('sha256');
  for (const path of SOURCES) add(path);
  return hash.digest('hex');

  function add(/** @type {string} */ path) {
    const full = join(root, path);
    if (!existsSync(full)) return;
    if (statSync(full).isDirectory()) {
      const names = readdirSync(full).filter((name) => !NOT_SOURCES.has(name));
      for (const name of names.sort()) add(`${path}/${name}`);
    } else {
      hash.update(`${path}\0`).update(readFileSync(full)).update('\0');
    }
  }
}
