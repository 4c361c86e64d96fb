import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureArchiveTools } from './archive-tools.mjs';
import { ensureChromium } from './chromium.mjs';
import { foreground } from './foreground.mjs';
import { ensureInstalled } from './install.mjs';
import { BUILD_LAYER, LAYER_NAMES, runLayer, runLayers, STATIC_LAYERS, TESTS } from './layers.mjs';
import { SetupError } from './place.mjs';
import { count } from './vitest-outcome.mjs';

/**
 * `npm test [-- --only layer… [-- arguments of vitest]]`: every layer runs, also when an earlier one failed.
 * The last line printed is `N passed, N failed`.
 * @param {string[]} args
 */
export async function run(args) {
  const { only, forVitest } = parse(args);
  const chosen = (/** @type {string} */ name) => only.length === 0 || only.includes(name);
  ensureInstalled({ dev: true });
  if (chosen(TESTS)) ensureArchiveTools();
  const chromium = chosen(TESTS) ? ensureChromium() : '';

  const outcomes = await runLayers(
    STATIC_LAYERS.filter(({ name }) => chosen(name)),
    2,
  );
  if (chosen(BUILD_LAYER.name)) outcomes.push(await runLayer(BUILD_LAYER));
  let passed = outcomes.filter(({ ok }) => ok).length;
  let failed = outcomes.length - passed;
  if (chosen(TESTS)) {
    const tests = await runVitest(forVitest, chromium);
    passed += tests.passed;
    failed += tests.failed;
    for (const name of tests.leftOut) console.log(`left out: ${name}`);
  }
  for (const { name, ok } of outcomes) if (!ok) console.log(`failed: ${name} (see above)`);
  console.log(`${passed} passed, ${failed} failed`);
  return failed === 0 && passed > 0 ? 0 : 1;
}

/**
 * @param {string[]} args
 * @returns {{ only: string[], forVitest: string[] }}
 */
export function parse(args) {
  const split = args.indexOf('--');
  const ours = split === -1 ? args : args.slice(0, split);
  const forVitest = split === -1 ? [] : args.slice(split + 1);
  if (ours.length === 0) return { only: [], forVitest };
  const [flag, ...only] = ours;
  const unknown = only.find((name) => !LAYER_NAMES.includes(name));
  if (flag !== '--only' || only.length === 0 || unknown !== undefined) {
    throw new SetupError(
      `"${unknown ?? ours.join(' ')}" is not understood. Use: npm test -- [--only layer…] [-- arguments of vitest], ` +
        `with the layers ${LAYER_NAMES.join(', ')}.`,
    );
  }
  return { only, forVitest };
}

/** All that the tests write lies in one folder, which is gone afterwards. */
async function runVitest(/** @type {string[]} */ args, /** @type {string} */ chromium) {
  const folder = mkdtempSync(join(tmpdir(), 'regiotafel-tests-'));
  const room = join(folder, 't');
  mkdirSync(room);
  for (const one of [folder, room]) chmodSync(one, 0o711); // a database that a test starts runs as somebody else
  const file = join(folder, 'report.json');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const begun = performance.now();
  const vitest = join('node_modules', 'vitest', 'vitest.mjs');
  const cache = { NODE_COMPILE_CACHE: join(folder, 'compiled') };
  // read once and kept, for the servers that the tests start; those are killed and would keep nothing
  await foreground(['--no-warnings', '--import', './server/composition/start-server.ts', '--eval', ''], { env: cache });
  const code = await foreground([vitest, 'run', ...reporters, ...args], {
    env: { REGIOTAFEL_CHROMIUM: chromium, TMPDIR: room, ...cache },
  });
  const counts = count(reportIn(file), code);
  try {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  } catch (cause) {
    console.log(`${folder} could not be removed: ${String(cause)}`);
  }
  const seconds = ((performance.now() - begun) / 1000).toFixed(1);
  console.log(`${counts.failed === 0 ? 'passed' : 'FAILED'}  tests (${seconds} s)`);
  return counts;
}

function reportIn(/** @type {string} */ file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}
