import { svelte } from '@sveltejs/vite-plugin-svelte';
import { configDefaults, defineConfig } from 'vitest/config';

/** Tests that start servers, browsers or processes: no more than two files of them side by side. */
const HEAVY = ['integration', 'browser', 'faults', 'eventstoredb', 'simulation'].map(
  (folder) => `test/${folder}/**/*.test.ts`,
);
const PLANTED = ['**/planted/**'];

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'core',
          include: ['test/**/*.test.ts', '{events,projections,server,docs}/**/*.test.ts'],
          exclude: [...configDefaults.exclude, ...HEAVY, ...PLANTED],
          environment: 'node',
          testTimeout: 15_000,
          sequence: { groupOrder: 0 },
        },
      },
      {
        plugins: [svelte({ configFile: 'client/svelte.config.js' })],
        resolve: { conditions: ['browser'] },
        test: {
          name: 'pages',
          include: ['client/**/*.test.ts'],
          environment: 'node',
          testTimeout: 15_000,
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          name: 'whole',
          include: HEAVY,
          exclude: [...configDefaults.exclude, ...PLANTED],
          environment: 'node',
          testTimeout: 60_000,
          hookTimeout: 60_000,
          // what is waited for comes; how fast is not what these tests are about
          expect: { poll: { timeout: 15_000 } },
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
