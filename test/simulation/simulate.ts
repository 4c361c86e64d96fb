import { parseArgs } from 'node:util';
import { campaign } from './campaign.ts';
import { engines } from './engines.ts';
import type { Outcome } from './run.ts';

/** `npm run simulate`: see docs/contribute.md. Ends with 0 when every seed passes, 1 when one fails, 2 for bad options. */
const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '1000' },
    from: { type: 'string', default: '1' },
    engine: { type: 'string', default: 'memory' },
    /** Goes on after a failure. */
    all: { type: 'boolean', default: false },
    /** Tells how often what happened. */
    counts: { type: 'boolean', default: false },
  },
});
const engine = engines.find((name) => name === values.engine);
const [from, seeds] = [Number(values.from), Number(values.seeds)];
if (engine === undefined || !Number.isSafeInteger(from) || !Number.isSafeInteger(seeds)) {
  console.error(`Give --engine ${engines.join('|')}, and whole numbers for --from and --seeds.`);
  process.exit(2);
}

const started = performance.now();
const totals: Record<string, number> = {};
const failed: number[] = [];
let done = 0;
let ended = false;
// what was done until then still counts
process.once('SIGTERM', () => (ended = true));
await campaign({
  ...{ engine, from, seeds },
  each: (outcome) => {
    done++;
    for (const [what, times] of Object.entries(outcome.counts)) totals[what] = (totals[what] ?? 0) + times;
    if (outcome.trouble.length > 0) {
      failed.push(outcome.seed);
      tell(outcome);
    }
    return !ended && (values.all || failed.length === 0);
  },
});
const rate = (done / (performance.now() - started)) * 1000;
console.log(`${done} seeds from ${from} on ${engine}: ${failed.length} failed, ${rate.toFixed(1)} seeds/s`);
if (values.counts) console.table(totals);
process.exit(failed.length === 0 ? 0 : 1);

function tell({ seed, trouble, schedule }: Outcome): void {
  console.error(`\nSeed ${seed} on ${values.engine}:`);
  for (const line of schedule.slice(values.all ? -12 : -60)) console.error(`  ${line}`);
  for (const line of trouble.slice(0, 8)) console.error(`  ✗ ${line.slice(0, 1_500)}`);
  console.error(`  again: npm run simulate -- --engine ${values.engine} --from ${seed} --seeds 1`);
}
