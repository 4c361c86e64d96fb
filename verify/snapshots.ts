import { canonical } from './canonical.ts';
import type { DossierEvent } from './dossier.ts';
import { sha256 } from './hashing.ts';
import type { Report } from './report.ts';

/** Checks of each calculation that was recorded, where its reader sees the outcome, that the hash beside it is of it. */
export function checkSnapshots(events: readonly DossierEvent[], report: Report): void {
  let held = 0;
  for (const { index, event, disclosures } of events) {
    if (event?.type !== 'CalculationSnapshotTaken') continue;
    const [outputs, hash] = [disclosures['/data/outputs'], disclosures['/data/hash']];
    if (!outputs || !hash) continue;
    held++;
    if (sha256(canonical(outputs.value)).toString('hex') !== hash.value)
      report.wrong({ index, field: 'hash' }, 'it is not the hash of the outcome that was recorded with it');
  }
  if (held > 0)
    report.note(
      held === 1
        ? '1 recorded calculation has the hash of its outcome'
        : `${held} recorded calculations have the hash of their outcome`,
    );
}
