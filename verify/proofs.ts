import { canonical } from './canonical.ts';
import { fieldDigest } from './events.ts';
import { leafHash, rootFromInclusion } from './hashing.ts';
import type { Head } from './notes.ts';
import type { Place, Report } from './report.ts';

/** A proof as the server gives it; in a dossier the event as it is shown may stand with it. */
export interface EventProof {
  index: number;
  hashes: string[];
  checkpoint: string;
  entry: string;
  disclosures: Record<string, { salt: string; value: unknown }>;
  event?: ShownEvent;
}

/** An event as somebody was shown it. */
export interface ShownEvent {
  id: string;
  stream: string;
  type: string;
  data: Record<string, unknown>;
  meta: Record<string, unknown>;
}

interface Entry {
  id: string;
  stream: string;
  type: string;
  digests: Record<string, string>;
}

/** Holds a proof against a believed head, what it discloses against the entry, and what was shown against that. */
export function checkProof(proof: EventProof, head: Head, report: Report): void {
  const before = report.findings.length;
  const place: Place = { index: proof.index };
  try {
    const entry = JSON.parse(proof.entry) as Entry;
    place.stream = entry.stream;
    if (canonical(entry) !== proof.entry) report.wrong(place, 'its entry is not canonical');
    const path = proof.hashes.map((hash) => Buffer.from(hash, 'base64'));
    const root = rootFromInclusion(proof.index, head.size, leafHash(proof.entry), path);
    if (!root?.equals(head.root)) report.wrong(place, `it is not under the checkpoint of ${head.size} events`);
    for (const [field, { salt, value }] of Object.entries(proof.disclosures)) {
      if (entry.digests[field] === undefined) report.wrong({ ...place, field }, 'it has no digest');
      else if (fieldDigest(salt, field, value) !== entry.digests[field])
        report.wrong({ ...place, field }, 'its digest does not fit');
    }
    if (proof.event) checkShown(proof.event, entry, proof.disclosures, place, report);
  } catch (error) {
    if (report.findings.length === before) report.wrong(place, `its proof cannot be read: ${(error as Error).message}`);
  }
}

function checkShown(
  shown: ShownEvent,
  entry: Entry,
  disclosures: EventProof['disclosures'],
  place: Place,
  report: Report,
): void {
  for (const name of ['id', 'stream', 'type'] as const) {
    if (shown[name] !== entry[name])
      report.wrong(place, `its ${name} is shown as ${shown[name]}, and is ${entry[name]}`);
  }
  for (const root of ['data', 'meta'] as const) {
    for (const [name, value] of Object.entries(shown[root])) {
      const field = `/${root}/${name.replace(/~/g, '~0').replace(/\//g, '~1')}`;
      if (isHiddenValue(value)) continue;
      const disclosed = disclosures[field];
      // of a field with a sealed part, the part and the rest are disclosed apart
      if (Object.keys(disclosures).some((part) => part.startsWith(`${field}/`))) continue;
      if (!disclosed) report.wrong({ ...place, field }, 'it is shown, and not disclosed in the proof');
      else if (canonical(disclosed.value) !== canonical(value))
        report.wrong({ ...place, field }, 'it is shown otherwise than it was recorded');
    }
  }
}

function isHiddenValue(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'hidden' in value && value.hidden === true;
}
