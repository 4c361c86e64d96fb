import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { breachesIn } from './import-rules.ts';
import { sourcesBelow } from './sources.ts';

/** What the rules say of one file with this text. */
function breaches(path: string, text: string): string[] {
  return breachesIn([{ path, text }]).map(({ line, specifier, why }) => `${String(line)} ${specifier}: ${why}`);
}

const importing = (specifier: string): string => `import { x } from '${specifier}';`;

describe('every form of import is seen', () => {
  const forms: Record<string, string> = {
    import: `import { x } from '../server/main.ts';`,
    'import for its effect': `import '../server/main.ts';`,
    'import type': `import type { X } from '../server/main.ts';`,
    'inline type': `import { type X } from '../server/main.ts';`,
    'export … from': `export { x } from '../server/main.ts';`,
    'export * from': `export * from '../server/main.ts';`,
    'export type … from': `export type { X } from '../server/main.ts';`,
    'import()': `const x = await import('../server/main.ts');`,
    'import() with a template': 'const x = await import(`../server/main.ts`);',
    'import type expression': `let x: import('../server/main.ts').X;`,
    'typeof import': `let x: typeof import('../server/main.ts');`,
    require: `const x = require('../server/main.ts');`,
    'import = require': `import x = require('../server/main.ts');`,
    worker: `new Worker(new URL('../server/main.ts', import.meta.url));`,
    'with a query': `import x from '../server/main.ts?raw';`,
  };
  test.each(Object.entries(forms))('%s', (_form, text) => {
    expect(breaches('client/page.ts', `\n${text}`)).toEqual([
      expect.stringMatching(
        /^2 .*only server\/main\.ts, server\/cli\.ts, server\/composition\/ may import server\/main\.ts$/,
      ),
    ]);
  });

  test('text that only looks like an import is none', () => {
    expect(
      breaches('client/page.ts', `// import '../server/main.ts'\nconst s = "import('../server/main.ts')";`),
    ).toEqual([]);
    expect(breaches('client/page.ts', `const data = new URL('../server', import.meta.url);`)).toEqual([]);
  });
});

describe('in a Svelte file', () => {
  test('a type-only import is seen, with its line', () => {
    const text = `<h1>title</h1>\n<script lang="ts">\n  import type { X } from '../../server/http/route.ts';\n</script>`;
    expect(breaches('client/ui/A.svelte', text)).toEqual([
      '3 ../../server/http/route.ts: client/ may not import server/http/',
    ]);
  });

  test('both script blocks are seen', () => {
    const text = `<script module lang="ts">import '../../server/a.ts';</script>\n<script>import '../../server/b.ts';</script>`;
    expect(breaches('client/ui/A.svelte', text)).toHaveLength(2);
  });

  test('an import() in the markup is seen', () => {
    expect(breaches('client/ui/A.svelte', `\n{#await import('../../server/http/route.ts')}{/await}`)).toEqual([
      '2 ../../server/http/route.ts: client/ may not import server/http/',
    ]);
  });
});

describe('who may import what', () => {
  const refused: readonly (readonly [file: string, specifier: string])[] = [
    ['events/plan/decide.ts', '../../projections/where/where.ts'],
    ['events/plan/decide.ts', '../../server/store/port.ts'],
    ['events/plan/decide.ts', '../../client/live/predict.ts'],
    ['events/ids.ts', 'node:crypto'],
    ['events/ids.ts', 'pino'],
    ['events/ids.ts', 'express'],
    ['events/ids.ts', 'socket.io'],
    ['projections/where/where.ts', '../../server/feed/feed.ts'],
    ['projections/where/where.ts', '../../client/map/shapes.ts'],
    ['projections/where/where.ts', 'd3-geo'],
    ['projections/where/where.ts', 'socket.io/dist/typed-events'],
    ['client/live/live.svelte.ts', '../../server/live/messages.ts'],
    ['server/http/app.ts', '../../client/live/predict.ts'],
    ['server/http/app.ts', '../../test/spec/given.ts'],
    ['server/http/app.ts', '../../docs/example.ts'],
    ['server/http/app.ts', '../../node_modules/zod/index.js'],
    ['server/http/app.ts', 'node:sqlite'],
    ['server/http/app.ts', '@eventstore/db-client'],
    ['server/http/app.ts', '@eventstore/db-client/generated/streams_grpc_pb.js'],
    ['server/composition/start-server.ts', 'pg'],
    ['client/main.ts', 'node:sqlite'],
    ['server/ops/health.ts', '../main.ts'],
    ['server/ops/health.ts', '../cli.ts'],
    ['server/http/app.ts', '../composition/build.ts'],
    ['server/live/live.ts', '../store/sqlite.ts'],
    ['server/commands/service.ts', '../store/memory.ts'],
    ['server/feed/feed.ts', '../store/eventstoredb.ts'],
    ['server/identity/sessions.ts', '../vault/sqlite.ts'],
    ['server/store/port.ts', '../feed/feed.ts'],
    ['server/store/sqlite.ts', './memory.ts'],
    ['server/vault/port.ts', '../store/port.ts'],
    ['server/feed/feed.ts', '../readmodels/port.ts'],
    ['server/readmodels/port.ts', '../commands/service.ts'],
    ['server/readmodels/port.ts', '../identity/sessions.ts'],
    ['server/readmodels/port.ts', '../store/serialise.ts'],
    ['server/commands/service.ts', '../store/tail.ts'],
    ['server/commands/service.ts', '../http/app.ts'],
    ['server/commands/service.ts', '../vault/port.ts'],
    ['server/reactions/reactor.ts', '../store/port.ts'],
    ['server/reactions/reactor.ts', '../live/live.ts'],
    ['server/identity/sessions.ts', '../commands/service.ts'],
    ['server/exchange/imports.ts', '../http/app.ts'],
    ['server/exchange/imports.ts', '../store/port.ts'],
    ['server/moving/copy-log.ts', '../commands/service.ts'],
    ['server/moving/copier.ts', '../store/sqlite.ts'],
    ['bin/steps/start.mjs', '../../server/main.ts'],
  ];
  test.each(refused)('%s may not import %s', (file, specifier) => {
    expect(breaches(file, importing(specifier))).toHaveLength(1);
  });

  const allowed: readonly (readonly [file: string, specifier: string])[] = [
    ['events/plan/decide.ts', '../decision.ts'],
    ['events/plan/decide.ts', 'zod'],
    ['projections/where/where.ts', '../../events/envelope.ts'],
    ['projections/plan-view/plan-view.ts', '../where/where.ts'],
    ['client/live/predict.ts', '../../events/plan/decide.ts'],
    ['client/live/predict.ts', '../../projections/plan-view/plan-view.ts'],
    ['client/map/GeoMap.svelte', 'd3-geo'],
    ['server/store/sqlite.ts', 'node:sqlite'],
    ['server/store/sqlite.ts', './sqlite-database.ts'],
    ['server/vault/postgres.ts', 'pg'],
    ['server/readmodels/file.ts', 'node:sqlite'],
    ['server/commands/service.ts', '../store/port.ts'],
    ['server/readmodels/rights.ts', '../identity/viewer.ts'],
    ['server/live/live.ts', '../commands/service.ts'],
    ['server/composition/start-server.ts', '../store/sqlite.ts'],
    ['server/main.ts', './composition/start-server.ts'],
    ['test/integration/core.test.ts', '../../server/composition/start-server.ts'],
    ['events/plan/decide.test.ts', '../../test/spec/given.ts'],
  ];
  test.each(allowed)('%s may import %s', (file, specifier) => {
    expect(
      breaches(file, file.endsWith('.svelte') ? `<script>${importing(specifier)}</script>` : importing(specifier)),
    ).toEqual([]);
  });
});

test('the real tree is walked: every room has files in it', () => {
  const root = fileURLToPath(new URL('../..', import.meta.url));
  const paths = sourcesBelow(root, ['events', 'projections', 'server', 'client']).map(({ path }) => path);
  for (const room of ['events/', 'projections/', 'server/', 'client/']) {
    expect(paths.filter((path) => path.startsWith(room)).length).toBeGreaterThan(3);
  }
  expect(paths.some((path) => path.endsWith('.svelte'))).toBe(true);
  expect(paths.every((path) => !path.includes('node_modules') && !path.startsWith('client/dist'))).toBe(true);
});
