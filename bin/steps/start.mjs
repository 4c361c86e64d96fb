import { join } from 'node:path';
import { ensureClientBuilt } from './client-build.mjs';
import { foreground } from './foreground.mjs';
import { ensureInstalled } from './install.mjs';

/**
 * `npm start`: install what differs, build the pages when they changed, run the server in the foreground.
 * @param {string[]} args handed on to the server
 */
export async function run(args) {
  ensureInstalled();
  await ensureClientBuilt();
  return foreground([join('server', 'main.ts'), ...args]);
}
