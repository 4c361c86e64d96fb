import { readFileSync } from 'node:fs';
import { registerHooks, stripTypeScriptTypes } from 'node:module';
import { fileURLToPath } from 'node:url';
import { compileModule } from 'svelte/compiler';
import { plants } from './plants.ts';

/**
 * Loads the product for a simulation: with the clock, timers and chance of the simulation in the place of the system's,
 * runes compiled as the pages' build does, and, in a graph of modules of its own (`?plant=name`), with one planted bug.
 */

const root = new URL('../../', import.meta.url).href;
const clock = new URL('./clock.ts', import.meta.url).href;
const effect = new URL('./effect.svelte.ts', import.meta.url).href;
const rooms = ['events/', 'projections/', 'server/', 'client/'].map((room) => root + room);
/** Talks to a real socket, whose deadlines are real. */
const real = `${root}server/store/eventstoredb`;
const names = 'Date, Math, setTimeout, setInterval, setImmediate, clearTimeout, clearInterval, clearImmediate';

const planted = (url: string | undefined): string | null =>
  url?.startsWith(root) ? new URL(url).searchParams.get('plant') : null;

registerHooks({
  resolve(specifier, context, next) {
    const pages = /^svelte(\/|$)/.test(specifier) ? ['browser'] : [];
    const resolved = next(specifier, { ...context, conditions: [...pages, ...context.conditions] });
    const plant = planted(context.parentURL);
    const ours = resolved.url.startsWith(root) && !resolved.url.includes('/node_modules/');
    return plant === null || !ours || planted(resolved.url) !== null
      ? resolved
      : { ...resolved, url: `${resolved.url}?plant=${encodeURIComponent(plant)}` };
  },
  load(url, context, next) {
    const [plain = ''] = url.split('?');
    if (!plain.endsWith('.ts') || !(rooms.some((room) => plain.startsWith(room)) || plain === effect))
      return next(url, context);
    const file = fileURLToPath(plain);
    const source = withPlant(readFileSync(file, 'utf8'), plain.slice(root.length), planted(url));
    const own = plain.startsWith(real) || plain === effect ? '' : `import { ${names} } from '${clock}';`;
    const stripped = own + stripTypeScriptTypes(source);
    const made = plain.endsWith('.svelte.ts')
      ? compileModule(stripped, { generate: 'client', dev: false, filename: file }).js.code
      : stripped;
    return { format: 'module', source: made, shortCircuit: true };
  },
});

function withPlant(source: string, file: string, name: string | null): string {
  if (name === null) return source;
  const plant = plants[name];
  if (!plant) throw new Error(`There is no planted bug named ${name}.`);
  if (plant.file !== file) return source;
  if (source.split(plant.find).length !== 2)
    throw new Error(`The planted bug ${name} finds its place in ${file} ${source.split(plant.find).length - 1} times.`);
  return source.replace(plant.find, () => plant.put);
}
