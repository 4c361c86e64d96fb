import { join } from 'node:path';
import { foreground } from './foreground.mjs';
import { ensureInstalled } from './install.mjs';
import { ROOT } from './place.mjs';

/**
 * `npx regiotafel …`: the command line, with the pinned Node and in the caller's own directory,
 * so that paths in arguments mean what they say.
 * @param {string[]} args
 */
export async function run(args) {
  ensureInstalled();
  return foreground([join(ROOT, 'server', 'cli.ts'), ...args], { cwd: process.cwd() });
}
