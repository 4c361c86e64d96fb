import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { delimiter, join } from 'node:path';
import { pinnedNode, ROOT } from './place.mjs';

/** The environment in which every `node` is the pinned one. */
export function pinnedEnvironment(/** @type {NodeJS.ProcessEnv} */ more = {}) {
  const path = [join(ROOT, 'node_modules', '.bin'), process.env['PATH'] ?? ''].join(delimiter);
  return { ...process.env, PATH: path, ...more };
}

/**
 * Runs the pinned Node with these arguments in the foreground, from the project's root; passes SIGINT,
 * SIGTERM and SIGHUP on and resolves to its exit code (128 + number when a signal ended it).
 * @param {readonly string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, cwd?: string }} [options]
 * @returns {Promise<number>}
 */
export function foreground(args, { env = {}, cwd = ROOT } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(pinnedNode(), args, { cwd, stdio: 'inherit', env: pinnedEnvironment(env) });
    let lastPassedOn = -Infinity;
    const passOn = (/** @type {NodeJS.Signals} */ signal) => {
      // On a terminal, Ctrl-C reaches the child as well; npm sends on what its whole group got already.
      if (signal === 'SIGINT' && process.stdin.isTTY) return;
      if (performance.now() - lastPassedOn < 1000) return;
      lastPassedOn = performance.now();
      child.kill(signal);
    };
    for (const signal of SIGNALS) process.on(signal, passOn);
    const done = () => SIGNALS.forEach((signal) => process.off(signal, passOn));
    child.once('error', (error) => {
      done();
      reject(error);
    });
    child.once('exit', (code, signal) => {
      done();
      resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal]));
    });
  });
}

const SIGNALS = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);
