import { isHidden } from '../../events/envelope.ts';
import { entryOn } from '../../events/timeline.ts';
import { infrastructureOf, type PlanSite } from './facts.ts';
import { ofSite, type Sheet } from './sheet.ts';

/**
 * At which voltage a site is connected, and whether the operator has declared a shortage for offtake there: by that a
 * contract may be cut that is not used (domain C3). Undefined: it is not known on which part of the grid it hangs.
 */
export function connectionOf(
  sheet: Sheet,
  { id, site }: PlanSite,
): { voltageKV: number; congested: boolean } | undefined {
  const { facts } = sheet;
  const [largest] = Object.values(site.contracts)
    .flatMap((timeline) => {
      const entry = entryOn(timeline, facts.on);
      return entry === undefined || isHidden(entry.value) ? [] : [{ entry, ...entry.value }];
    })
    .sort((a, b) => b.offtakeMW - a.offtakeMW);
  const area = largest?.offtakeAreaId === undefined ? undefined : infrastructureOf(facts, largest.offtakeAreaId);
  const status = entryOn(area?.congestion['OFFTAKE'] ?? [], facts.on);
  if (largest === undefined || status === undefined || isHidden(status.value)) return undefined;
  const { voltageKV } = largest;
  const congested = status.value.new === 'RED';
  sheet.recorded(ofSite('voltageKV', id, 'kV'), voltageKV, largest.entry);
  sheet.recorded(ofSite('congested', id, ''), congested, status);
  return { voltageKV, congested };
}
