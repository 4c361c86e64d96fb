import { run } from '../../projections/analysis/calculation.ts';
import { confrontation } from '../../projections/analysis/confrontation/confrontation.ts';
import { parametersOn } from '../../projections/analysis/parameters.ts';
import { uniform, xoshiro128 } from '../../projections/analysis/random.ts';
import { smaa } from '../../projections/analysis/smaa/smaa.ts';
import { suggestions } from '../../projections/analysis/suggestions/suggestions.ts';
import { median, ms, round, type Bench, type Result } from './measure.ts';

const [REGIONS, CRITERIA, DRAWS, SITES, PROJECTS] = [30, 9, 10_000, 330, 700];
const FRAME_MS = 50;
const parameters = parametersOn(undefined, '2026-01-01', 0);

/** What has to be worked out again after an edit: selection under uncertainty, suggestions, confrontation. */
export const analysis: Bench = async (scale) => {
  const draws = Math.max(1_000, Math.round(DRAWS * scale.part));
  const next = xoshiro128(7);
  const values = Object.fromEntries(
    Array.from({ length: REGIONS }, (_, at) => [`R${at}`, Array.from({ length: CRITERIA }, () => uniform(next))]),
  );
  const flat = Float64Array.from(Object.values(values).flat());
  const sites = someSites(next);
  const needs = someNeeds(next);
  const times: Record<'smaa' | 'loop' | 'suggestions' | 'confrontation', number[]> = {
    ...{ smaa: [], loop: [], suggestions: [], confrontation: [] },
  };
  // The first run of each is the compiler's.
  for (let turn = 0; turn <= scale.runs; turn++) {
    const measured = {
      smaa: timeOf(() => run(smaa, { values, draws, seed: 1 }, parameters)),
      loop: timeOf(() => plainLoop(flat, draws)),
      suggestions: timeOf(() => run(suggestions, { sites }, parameters)),
      confrontation: timeOf(() => run(confrontation, needs, parameters)),
    };
    if (turn === 0 && scale.runs > 1) continue;
    for (const name of Object.keys(times) as (keyof typeof times)[]) times[name].push(measured[name]);
  }
  const [ours, loop] = [median(times.smaa), median(times.loop)];
  const ratio = round(ours / loop);
  return [
    {
      name: `SMAA, ${draws.toLocaleString('en')} draws × ${REGIONS} regions × ${CRITERIA} criteria`,
      ours: ms(ours),
      floor: `${ms(loop)} (a plain loop over typed arrays)`,
      ...{ ratio, goal: '≤ 1.5 × loop', met: ratio <= 1.5 },
    },
    inAFrame(`suggestions over ${SITES} sites`, median(times.suggestions)),
    inAFrame(`confrontation of ${PROJECTS} projects`, median(times.confrontation)),
  ];
};

function inAFrame(name: string, took: number): Result {
  const ratio = round(took / FRAME_MS);
  return { name, ours: ms(took), floor: `${FRAME_MS} ms`, ratio, goal: '≤ 50 ms', met: ratio <= 1 };
}

/** Milliseconds of processor time: what else runs on the machine does not count. */
function timeOf(work: () => unknown): number {
  const begun = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(begun);
  return (user + system) / 1_000;
}

/** The same ranks and comparisons, written out at one place for nothing else than being quick. */
function plainLoop(values: Float64Array, draws: number): Float64Array {
  const next = xoshiro128(1);
  const weights = new Float64Array(CRITERIA);
  const cuts = new Float64Array(CRITERIA - 1);
  const scores = new Float64Array(REGIONS);
  const order = new Int32Array(REGIONS);
  const ranks = new Float64Array(REGIONS * REGIONS);
  const above = new Float64Array(REGIONS * REGIONS);
  for (let draw = 0; draw < draws; draw++) {
    for (let at = 0; at < CRITERIA - 1; at++) cuts[at] = uniform(next);
    cuts.sort();
    for (let at = 0; at < CRITERIA; at++) weights[at] = (cuts[at] ?? 1) - (at === 0 ? 0 : (cuts[at - 1] ?? 0));
    for (let row = 0; row < REGIONS; row++) {
      let sum = 0;
      for (let at = 0; at < CRITERIA; at++) sum += (weights[at] ?? 0) * (values[row * CRITERIA + at] ?? 0);
      scores[row] = sum;
      let place = row - 1;
      for (; place >= 0 && (scores[order[place] ?? 0] ?? 0) < sum; place--) order[place + 1] = order[place] ?? 0;
      order[place + 1] = row;
    }
    for (let place = 0; place < REGIONS; place++) {
      const own = (order[place] ?? 0) * REGIONS;
      ranks[own + place] = (ranks[own + place] ?? 0) + 1;
      for (let below = place + 1; below < REGIONS; below++) {
        const at = own + (order[below] ?? 0);
        above[at] = (above[at] ?? 0) + 1;
      }
    }
  }
  return ranks;
}

/** As many as the register has, in clusters as close as harbours are. */
function someSites(next: () => number) {
  return Array.from({ length: SITES }, (_, at) => {
    const [x, y] = [at % 6, Math.floor((at % 30) / 6)];
    const place = { latitude: 51.2 + y * 0.45 + uniform(next) * 0.15, longitude: 3.9 + x * 0.5 + uniform(next) * 0.2 };
    const heat = uniform(next);
    return {
      ...{ id: `S${1_000 + at}`, parent: `P${at % 170}`, ...place, gasGWh: 5 + 200 * uniform(next) },
      ...{ areaId: `A${at % 60}`, flexMW: at % 3, startYear: 2027 + (at % 8), phase: 'STUDY' as const },
      ...(heat < 0.3 ? { source: { MW: 8, hours: 8_000, temperatureC: 120 } } : {}),
      ...(heat > 0.6 ? { sink: { MW: 5, hours: 6_000, requiredC: 90 } } : {}),
    };
  });
}

function someNeeds(next: () => number) {
  const years = (MW: number) => Object.fromEntries(Array.from({ length: 12 }, (_, at) => [2026 + at, MW * (1 + at)]));
  const area = (parent: string | null, MW: number) => ({
    ...{ firmMW: years(MW), plannedNotFirmMW: years(MW / 3), externalQueueMW: 2, parent },
  });
  const areas = {
    top: area(null, 400),
    ...Object.fromEntries(Array.from({ length: 12 }, (_, at) => [`C${at}`, area('top', 40)])),
    ...Object.fromEntries(Array.from({ length: 120 }, (_, at) => [`A${at}`, area(`C${at % 12}`, 4)])),
  };
  const projects = Array.from({ length: PROJECTS }, (_, at) => ({
    ...{ id: `P${at}`, carrier: 'ELECTRICITY' as const, area: `A${at % 120}`, startYear: 2026 + (at % 10) },
    demandMW: 1 + 12 * uniform(next),
  }));
  return { areas, sections: {}, graceYears: 2, projects };
}
