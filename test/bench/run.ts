import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { analysis } from './analysis.ts';
import { append } from './append.ts';
import { asOf } from './as-of.ts';
import { coldStart } from './cold-start.ts';
import { commands } from './commands.ts';
import { editToSeen } from './edit-to-seen.ts';
import { merkle } from './merkle.ts';
import { growth } from './growth.ts';
import { history } from './history.ts';
import { rebuild } from './rebuild.ts';
import { text } from './text.ts';
import { environment, short, whole, type Bench, type Result } from './measure.ts';

/**
 * `npm run bench [-- name …] [--short] [--events=100000]`: runs the benchmarks and writes results.md and results.json beside this file.
 * A short run measures nothing worth keeping and writes nothing; it shows that everything works. Nor does one on a log
 * of another size than the million that the benches of a long history are about.
 */
const benches: Readonly<Record<string, Bench>> = {
  ...{ append, 'edit-to-seen': editToSeen, commands, text, merkle, analysis },
  ...{ rebuild, 'as-of': asOf, history, 'cold-start': coldStart, growth },
};

const args = process.argv.slice(2);
const isShort = args.includes('--short');
const events = args.find((arg) => arg.startsWith('--events='))?.slice('--events='.length);
const scale = { ...(isShort ? short : whole), ...(events === undefined ? {} : { events: Number(events) }) };
const asked = args.filter((arg) => !arg.startsWith('--'));
const unknown = asked.find((name) => !(name in benches));
if (unknown !== undefined) {
  console.error(`There is no benchmark "${unknown}"; there are ${Object.keys(benches).join(', ')}.`);
  process.exit(2);
}
const names = asked.length > 0 ? asked : Object.keys(benches);
const measured: Record<string, Result[]> = {};
for (const name of names) {
  const results = (await benches[name]?.(scale)) ?? [];
  measured[name] = results;
  for (const r of results)
    console.log(
      `${r.met === undefined ? 'told   ' : r.met ? 'met    ' : 'NOT MET'} ${r.name}: ${r.ratio} (${r.goal}); ${r.ours} against ${r.floor}${r.peer ? ` and ${r.peer}` : ''}`,
    );
}
if (!isShort && events === undefined) write(measured);
process.exit(0);

/** Puts the new results beside those of benchmarks that were not run now. */
function write(fresh: Record<string, Result[]>): void {
  const json = fileURLToPath(new URL('./results.json', import.meta.url));
  const before = earlier(json);
  const groups = { ...before, ...fresh };
  const results = Object.keys(benches).flatMap((name) =>
    (groups[name] ?? []).map((result) => ({ bench: name, ...result })),
  );
  const env = environment();
  writeFileSync(json, `${JSON.stringify({ environment: env, results }, undefined, 2)}\n`);
  const rows = results.map(
    (r) =>
      `| ${r.name} | **${r.ratio}** | ${r.goal} | ${r.met === undefined ? '–' : r.met ? 'yes' : 'no'} | ${r.ours} | ${r.floor} | ${r.peer ?? ''} |`,
  );
  const lines = [
    '# Benchmarks',
    '',
    'Made by `npm run bench`. Ratios first: absolute figures vary by machine. Medians of five runs, ours and the others in turn.',
    '',
    Object.entries(env)
      .map(([name, value]) => `${name} ${value}`)
      .join(' · '),
    '',
    '| what | ratio | goal | met | ours | floor | peer |',
    '| --- | --- | --- | --- | --- | --- | --- |',
    ...rows,
  ];
  writeFileSync(fileURLToPath(new URL('./results.md', import.meta.url)), `${lines.join('\n')}\n`);
}

function earlier(file: string): Record<string, Result[]> {
  try {
    const { results } = JSON.parse(readFileSync(file, 'utf8')) as { results: (Result & { bench: string })[] };
    const groups: Record<string, Result[]> = {};
    for (const { bench, ...result } of results) (groups[bench] ??= []).push(result);
    return groups;
  } catch {
    return {};
  }
}
