import type { Campaign } from './campaign.ts';
import { plants } from './plants.ts';

/**
 * Looks for each planted bug, from the seed that found it last, with so many seeds; prints JSON: which seed found it, by
 * what, and that this seed passes without it. Options: seeds to try at most, names of planted bugs.
 */
const most = Number(process.argv[2] ?? 60);
const chosen = process.argv.slice(3);

type Module = { campaign: (options: Campaign) => Promise<void> };
const campaignOf = async (plant?: string): Promise<Module['campaign']> => {
  const query = plant === undefined ? '' : `?plant=${encodeURIComponent(plant)}`;
  return ((await import(new URL(`./campaign.ts${query}`, import.meta.url).href)) as Module).campaign;
};

async function firstFailure(campaign: Module['campaign'], from: number, seeds: number) {
  let found: { seed: number; by: string } | undefined;
  const each: Campaign['each'] = ({ seed, trouble: [by] }) => {
    if (by !== undefined) found = { seed, by: by.split('\n')[0]?.slice(0, 200) ?? '' };
    return found === undefined;
  };
  await campaign({ engine: 'memory', from, seeds, each });
  return found;
}

for (const name of chosen.length > 0 ? chosen : Object.keys(plants)) {
  const found = await firstFailure(await campaignOf(name), plants[name]?.seed ?? 1, most);
  const healthy = found && (await firstFailure(await campaignOf(), found.seed, 1)) === undefined;
  console.log(JSON.stringify({ name, ...found, healthy: healthy === true }));
}
process.exit(0);
