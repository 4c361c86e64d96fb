import { parseArgs } from 'node:util';
import { campaign, drawing } from './campaign.ts';
import { makeLog } from './log.ts';
import { said, signedLeaf } from './trial.ts';

/** `npm run tamper -- [--trials N] [--events N] [--whole N] [--seed N]`: tampers with a log again and again; all must be found. */
const { values } = parseArgs({
  options: {
    trials: { type: 'string', default: '5000' },
    events: { type: 'string', default: '100000' },
    whole: { type: 'string', default: '10' },
    seed: { type: 'string' },
  },
});
const seed = Number(values.seed ?? Date.now() % 1_000_000);
const events = Number(values.events);
const begun = performance.now();
const seconds = (): string => `${((performance.now() - begun) / 1000).toFixed(0)} s`;
const log = await makeLog(events);
console.log(`a log of ${events} events, signed at ${log.heads.length} sizes (${seconds()}); seed ${seed}`);
const good = said(log, signedLeaf(log));
if (good.length > 0) throw new Error(`The log is wrong before anything was done to it: ${good.join('; ')}`);
const { trials, missed, kinds } = campaign(log, Number(values.trials), Number(values.whole), drawing(seed));
for (const [kind, count] of [...kinds].sort(([, a], [, b]) => b - a))
  console.log(`${String(count).padStart(6)}  ${kind}`);
for (const one of missed) console.log(`MISSED  ${one}`);
console.log(`${trials} tamperings, ${missed.length} missed (${seconds()})`);
process.exitCode = missed.length === 0 ? 0 : 1;
