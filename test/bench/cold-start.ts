import { rmSync } from 'node:fs';
import { serve } from './child.ts';
import { builtLog, copyOf, coreOn, readModelsOf } from './log/opened.ts';
import { median, round, type Bench } from './measure.ts';

/** From the start of the process until it answers everything. */
export const coldStart: Bench = async ({ events: size, runs }) => {
  const log = await builtLog(size);
  const { directory, remove } = copyOf(log);
  // the first start makes the example region
  await started(directory);
  const [withFile, empty]: [number[], number[]] = [[], []];
  const nothing = copyOf(await builtLog(1));
  await started(nothing.directory);
  for (let run = 0; run < runs; run++) {
    empty.push(await started(nothing.directory));
    withFile.push(await started(directory));
  }
  unbuild(directory);
  const begun = performance.now();
  const core = await coreOn({ ...log, directory });
  const rebuilt = performance.now() - begun;
  await core.stop();
  unbuild(directory);
  const without = await started(directory);
  remove();
  nothing.remove();
  const [mine, least] = [median(withFile), median(empty)];
  const seconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(2)} s`;
  const name = `cold start at ${log.size.toLocaleString('en')} events`;
  return [
    {
      name: `${name}, with its read models`,
      ours: seconds(mine),
      floor: `${seconds(least)} (example region alone)`,
      ratio: round(mine / least),
      goal: '≤ 1.5 ×',
      met: mine / least <= 1.5,
    },
    {
      name: `${name}, without`,
      ours: seconds(without),
      floor: `${seconds(rebuilt)} (read models alone, built in the bench)`,
      ratio: round(without / rebuilt),
      goal: '≤ rebuild + 5 s',
      met: without <= rebuilt + 5_000,
    },
  ];
};

function unbuild(directory: string): void {
  for (const suffix of ['', '-wal', '-shm']) rmSync(readModelsOf(directory) + suffix, { force: true });
}

async function started(directory: string): Promise<number> {
  const begun = performance.now();
  const child = await serve('ours', directory);
  const took = performance.now() - begun;
  await child.stop();
  return took;
}
