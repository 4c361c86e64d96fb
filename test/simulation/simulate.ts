import { parseArgs } from 'node:util';
import { makeBase } from './base.ts';
import { closeEngines, engines, openEngine, type EngineName } from './engines.ts';
import { simulate, type Outcome } from './run.ts';

/** `npm run simulate -- [--seeds N] [--from S] [--engine memory|sqlite|eventstoredb] [--counts]` */
const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '1000' },
    from: { type: 'string', default: '1' },
    engine: { type: 'string', default: 'memory' },
    counts: { type: 'boolean', default: false },
    'keep-going': { type: 'boolean', default: false },
  },
});
const engine = engines.find((name) => name === values.engine) as EngineName | undefined;
const [from, seeds] = [Number(values.from), Number(values.seeds)];
if (engine === undefined || !Number.isSafeInteger(from) || !Number.isSafeInteger(seeds)) {
  console.error(`Give --engine ${engines.join('|')}, and whole numbers for --from and --seeds.`);
  process.exit(2);
}
process.exit((await campaign(engine, from, seeds)) === 0 ? 0 : 1);

async function campaign(name: EngineName, first: number, count: number): Promise<number> {
  const base = await makeBase();
  const started = performance.now();
  const totals: Record<string, number> = {};
  let failures = 0;
  let done = 0;
  for (let seed = first; seed < first + count; seed++) {
    const outcome = await simulate(seed, base, (log) => openEngine(name, log));
    done++;
    for (const [what, times] of Object.entries(outcome.counts)) totals[what] = (totals[what] ?? 0) + times;
    if (outcome.trouble.length === 0) continue;
    failures++;
    tell(outcome, name);
    if (!values['keep-going']) break;
  }
  const seconds = (performance.now() - started) / 1000;
  console.log(`${done} seeds from ${first} on ${name}: ${failures} failed, ${(done / seconds).toFixed(1)} seeds/s`);
  if (values.counts) console.table(totals);
  await closeEngines();
  return failures;
}

function tell({ seed, trouble, schedule }: Outcome, name: string): void {
  console.error(`\nSeed ${seed} on ${name}:`);
  for (const line of schedule.slice(values['keep-going'] ? -12 : -80)) console.error(`  ${line}`);
  for (const line of trouble.slice(0, 8)) console.error(`  ✗ ${line.slice(0, 1500)}`);
  console.error(`  again: npm run simulate -- --engine ${name} --from ${seed} --seeds 1`);
}
