import { join } from 'node:path';
import { ensureClientBuilt } from './client-build.mjs';
import { captured } from './captured.mjs';

/**
 * @typedef {{ name: string, ok: boolean, output: string, seconds: number }} Outcome
 * @typedef {{ name: string, title: string, check: () => Promise<{ ok: boolean, output: string }> }} Layer
 */

const tool = (/** @type {string[]} */ ...path) => join('node_modules', ...path);

/** What is checked without running the product, two at a time. @type {readonly Layer[]} */
export const STATIC_LAYERS = [
  { name: 'rules', title: 'import rules', check: () => captured(['test/tooling/import-rules.ts']) },
  { name: 'types', title: 'types', check: () => captured([tool('typescript', 'bin', 'tsc'), '-p', 'tsconfig.json']) },
  {
    name: 'svelte',
    title: 'types of the pages',
    check: () =>
      captured([
        tool('svelte-check', 'bin', 'svelte-check'),
        ...['--tsconfig', './client/tsconfig.json', '--fail-on-warnings', '--output', 'human'],
      ]),
  },
  {
    name: 'lint',
    title: 'lint',
    check: () => captured([tool('eslint', 'bin', 'eslint.js'), '.', '--max-warnings', '0']),
  },
  {
    name: 'format',
    title: 'formatting',
    check: () => captured([tool('prettier', 'bin', 'prettier.cjs'), '--check', '--log-level', 'warn', '.']),
  },
];

/** The pages as they are served; the tests in a browser need them. @type {Layer} */
export const BUILD_LAYER = {
  name: 'build',
  title: 'build of the pages',
  check: async () => {
    try {
      await ensureClientBuilt({ always: true });
      return { ok: true, output: '' };
    } catch (error) {
      return { ok: false, output: error instanceof Error ? error.message : String(error) };
    }
  },
};

/** The name by which `--only` knows the tests that vitest runs. */
export const TESTS = 'tests';

export const LAYER_NAMES = [...STATIC_LAYERS.map(({ name }) => name), BUILD_LAYER.name, TESTS];

/**
 * Runs one layer and says so with its time; what it printed follows only when it failed.
 * @param {Layer} layer
 * @returns {Promise<Outcome>}
 */
export async function runLayer(layer) {
  const begun = performance.now();
  const { ok, output } = await layer.check();
  const seconds = (performance.now() - begun) / 1000;
  console.log(`${ok ? 'passed' : 'FAILED'}  ${layer.title} (${seconds.toFixed(1)} s)`);
  if (!ok) console.log(output.trimEnd());
  return { name: layer.name, ok, output, seconds };
}

/**
 * Runs layers, at most `width` at a time.
 * @param {readonly Layer[]} layers
 * @param {number} width
 * @returns {Promise<Outcome[]>}
 */
export async function runLayers(layers, width) {
  const waiting = [...layers];
  /** @type {Outcome[]} */
  const outcomes = [];
  const worker = async () => {
    for (let layer = waiting.shift(); layer !== undefined; layer = waiting.shift()) {
      outcomes.push(await runLayer(layer));
    }
  };
  await Promise.all(Array.from({ length: width }, worker));
  return outcomes;
}
