import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { CalculatedSnapshot } from '../../events/decision.ts';
import type { Calculator } from '../analysis/calculator.ts';
import { PlanCalculations } from '../analysis/plan-calculations.ts';
import { Snapshots } from '../analysis/snapshots.ts';
import type { FileDesk } from '../files/desk.ts';
import type { RunningReadModels } from '../readmodels/read-models.ts';

/** The calculations of plans, on the log and the files. */
export function openCalculations(readModels: RunningReadModels, files: FileDesk, calculator: Calculator) {
  const calculations = new PlanCalculations({ readModels, files, calculator });
  return { calculations, snapshots: new Snapshots({ readModels, calculations, code: codeOf(), now: Date.now }) };
}

let code: CalculatedSnapshot['code'] | undefined;

/** Names the code that calculates, so that a recorded outcome says by what it was made: the SHA-256 of its sources. */
function codeOf(): CalculatedSnapshot['code'] {
  if (code) return code;
  const sum = createHash('sha256');
  for (const room of ['analysis', 'plan-analysis']) {
    const folder = fileURLToPath(new URL(`../../projections/${room}`, import.meta.url));
    const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
    for (const name of names.sort()) sum.update(`${room}/${name}\0`).update(readFileSync(`${folder}/${name}`));
  }
  code = { commit: `calc-${sum.digest('hex').slice(0, 40)}`, runtime: `node ${process.version}` };
  return code;
}
