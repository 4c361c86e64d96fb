import { checkAttachments } from './attachments.ts';
import { parsed } from './files.ts';
import { isConsistent, sha256 } from './hashing.ts';
import type { Head } from './notes.ts';
import { checkProof, type EventProof, type ShownEvent } from './proofs.ts';
import { CannotCheck, type Report } from './report.ts';
import { checkSnapshots } from './snapshots.ts';
import type { ToldKey, Trust } from './trust.ts';

interface Manifest {
  id: string;
  origin: string;
  size: number;
  /** The stream of which every event is said to be there. */
  whole?: string;
  files: { name: string; size: number; sha256: string }[];
}

/** The files that say what the others must be. */
const SEALS = ['manifest.json', 'manifest.sig'];

/**
 * Checks the dossier of a decision: each file against the signed manifest, each event against the log's checkpoint,
 * and, where the reader sees all of them, that none of the decision's events is missing.
 */
export function checkDossier(files: ReadonlyMap<string, Buffer>, trust: Trust, report: Report): void {
  const told = objectIn(files, 'proofs/keys.json', report);
  trust.hear(String(told?.['origin']), Array.isArray(told?.['keys']) ? (told['keys'] as ToldKey[]) : []);
  const manifest = checkManifest(files, trust, report);
  const newest = headIn(files, 'proofs/checkpoint', trust, report);
  checkContinuation(files, newest, trust, report);
  if (newest && manifest && newest.size !== manifest.size)
    report.wrong({}, `proofs/checkpoint: it is of ${newest.size} events, and the dossier of ${manifest.size}`);
  const shown = checkEvents(files, newest, report);
  checkAttachments(files, shown, report);
  checkSnapshots(shown, report);
  if (manifest?.whole !== undefined) checkWhole(manifest.whole, shown, report);
  report.note(`dossier of ${manifest?.id ?? 'a decision'}: ${files.size} files, ${shown.length} events`);
  if (newest) report.note(`held against the checkpoint of ${newest.size} events of ${newest.origin}`);
}

export function isDossier(files: ReadonlyMap<string, Buffer>): boolean {
  return files.has('manifest.json') || files.has('manifest.sig');
}

function checkManifest(files: ReadonlyMap<string, Buffer>, trust: Trust, report: Report): Manifest | undefined {
  const bytes = files.get('manifest.json');
  const manifest = bytes && (parsed(bytes.toString('utf8')) as unknown as Manifest | undefined);
  if (!bytes || !manifest || !Array.isArray(manifest.files)) {
    report.wrong({}, 'manifest.json: it is missing or cannot be read');
    return undefined;
  }
  const { origin, id, size } = manifest;
  const expected = `regiotafel dossier v1\n${origin}\n${id}\n${size}\n${sha256(bytes).toString('hex')}\n`;
  const signature = files.get('manifest.sig')?.toString('utf8') ?? '';
  if (!signature.startsWith(`${expected}\n`))
    report.wrong({}, 'manifest.json: it is not the one that was signed (or manifest.sig was changed)');
  else if (!trust.vouches(signature, size))
    report.wrong({}, 'manifest.sig: it is not signed by a key that is believed');
  const listed = new Map(manifest.files.map((file) => [file.name, file]));
  for (const [name, file] of files) {
    if (SEALS.includes(name)) continue;
    const entry = listed.get(name);
    if (!entry) report.wrong({}, `${name}: it does not belong to the dossier`);
    else if (sha256(file).toString('hex') !== entry.sha256) report.wrong({}, `${name}: it was changed`);
  }
  for (const name of listed.keys()) if (!files.has(name)) report.wrong({}, `${name}: it is missing`);
  return manifest;
}

function checkContinuation(
  files: ReadonlyMap<string, Buffer>,
  newest: Head | undefined,
  trust: Trust,
  report: Report,
): void {
  const first = headIn(files, 'proofs/checkpoint-at-decision', trust, report);
  const proof = objectIn(files, 'proofs/consistency.json', report);
  if (!first || !newest || !proof) return;
  const hashes = Array.isArray(proof['hashes']) ? proof['hashes'].map((one) => Buffer.from(String(one), 'base64')) : [];
  if (first.origin !== newest.origin || !isConsistent(first, newest, hashes))
    report.wrong(
      {},
      `proofs/consistency.json: the checkpoint of ${newest.size} events is not shown to continue that of ${first.size}`,
    );
}

export type DossierEvent = Pick<EventProof, 'index' | 'entry' | 'disclosures'> & { event: ShownEvent };

function checkEvents(files: ReadonlyMap<string, Buffer>, head: Head | undefined, report: Report): DossierEvent[] {
  const paths = new Map(
    linesIn(files, 'proofs/inclusion.jsonl', report).map((line) => [Number(line['index']), line['hashes'] as string[]]),
  );
  const events = linesIn(files, 'events.jsonl', report) as unknown as DossierEvent[];
  for (const one of events) {
    const hashes = paths.get(one.index);
    if (!hashes) report.wrong({ index: one.index }, 'proofs/inclusion.jsonl does not prove it');
    else if (head) checkProof({ ...one, hashes, checkpoint: head.note }, head, report);
    paths.delete(one.index);
  }
  for (const index of paths.keys()) report.wrong({ index }, 'it is proven, and not in events.jsonl');
  if (events.length === 0) throw new CannotCheck('This dossier holds no events that could be checked.');
  return events;
}

/** Of a stream that is said to be whole, revisions go up from nought by one. */
function checkWhole(stream: string, events: readonly DossierEvent[], report: Report): void {
  const own = events.filter(({ event }) => event?.stream === stream);
  own.forEach(({ index, disclosures }, place) => {
    if (disclosures['/revision']?.value !== place)
      report.wrong({ index, stream }, `it should be number ${place} of its stream: one was left out or added`);
  });
  report.note(`of the decision, events 1 to ${own.length} are there; none between them was left out`);
}

function headIn(files: ReadonlyMap<string, Buffer>, name: string, trust: Trust, report: Report): Head | undefined {
  const note = files.get(name)?.toString('utf8');
  return note === undefined ? undefined : trust.head(note, name, report);
}

function objectIn(
  files: ReadonlyMap<string, Buffer>,
  name: string,
  report: Report,
): Record<string, unknown> | undefined {
  const object = parsed(files.get(name)?.toString('utf8') ?? '');
  if (!object) report.wrong({}, `${name}: it is missing or cannot be read`);
  return object;
}

function linesIn(files: ReadonlyMap<string, Buffer>, name: string, report: Report): Record<string, unknown>[] {
  const lines = (files.get(name)?.toString('utf8') ?? '').split('\n').filter((line) => line !== '');
  return lines.flatMap((line, at) => {
    const object = parsed(line);
    if (!object) report.wrong({}, `${name}, line ${at + 1}: it cannot be read`);
    return object ? [object] : [];
  });
}
