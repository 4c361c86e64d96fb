import { spawn } from 'node:child_process';
import { pinnedEnvironment } from './foreground.mjs';
import { pinnedNode, ROOT } from './place.mjs';

/**
 * Runs the pinned Node with these arguments from the project's root and keeps what it prints.
 * @param {readonly string[]} args
 * @returns {Promise<{ ok: boolean, output: string }>}
 */
export function captured(args) {
  return new Promise((resolve) => {
    const child = spawn(pinnedNode(), args, {
      cwd: ROOT,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: pinnedEnvironment({ NO_COLOR: '1' }),
    });
    /** @type {Buffer[]} */
    const printed = [];
    child.stdout.on('data', (chunk) => printed.push(chunk));
    child.stderr.on('data', (chunk) => printed.push(chunk));
    child.once('error', (error) => resolve({ ok: false, output: error.message }));
    child.once('close', (code) => resolve({ ok: code === 0, output: Buffer.concat(printed).toString('utf8') }));
  });
}
