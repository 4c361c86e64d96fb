import type { Campaign } from './campaign.ts';
import { plants } from './plants.ts';

/** Looks for each planted bug with so many seeds, and prints JSON: which seed found it, and by what. */
const most = Number(process.argv[2] ?? 200);
const chosen = process.argv.slice(3);

for (const name of chosen.length > 0 ? chosen : Object.keys(plants)) {
  const { campaign } = (await import(new URL(`./campaign.ts?plant=${encodeURIComponent(name)}`, import.meta.url).href)) as {
    campaign: (options: Campaign) => Promise<void>;
  };
  let found: { seed: number; by: string } | undefined;
  await campaign({
    engine: 'memory',
    from: 1,
    seeds: most,
    each: ({ seed, trouble: [by] }) => {
      if (by !== undefined) found = { seed, by: by.slice(0, 200) };
      return found === undefined;
    },
  });
  console.log(JSON.stringify({ name, ...found }));
}
process.exit(0);
