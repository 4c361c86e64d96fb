import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's root, whatever the working directory is. */
export const ROOT = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '');

/** The Node that the lockfile pins: where the package `node` keeps it under `root`. */
export function pinnedNode(root = ROOT, platform = process.platform) {
  return join(root, 'node_modules', 'node', 'bin', platform === 'win32' ? 'node.exe' : 'node');
}

/** A step before the start failed for a reason that its message explains; no stack is shown. */
export class SetupError extends Error {
  /**
   * @param {string} message what happened and what to do
   * @param {number} [exitCode] the exit code to end with
   */
  constructor(message, exitCode = 1) {
    super(message);
    this.name = 'SetupError';
    this.exitCode = exitCode;
  }
}
