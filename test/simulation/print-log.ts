import { campaign } from './campaign.ts';

/** Prints what was done in a seed, and the trouble: the same every time. */
await campaign({
  engine: 'memory',
  from: Number(process.argv[2]),
  seeds: 1,
  each: ({ schedule, trouble, counts }) => {
    console.log([...schedule, ...trouble, JSON.stringify(counts)].join('\n'));
    return true;
  },
});
process.exit(0);
