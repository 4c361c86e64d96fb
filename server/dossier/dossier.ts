import { hash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { zipSync } from 'fflate';
import type { Refusal } from '../../events/decision.ts';
import type { Snapshots } from '../analysis/snapshots.ts';
import type { Checkpoint } from '../audit/checkpoint.ts';
import { formatNote } from '../audit/note.ts';
import type { AuditReads } from '../audit/reads.ts';
import { bundleVerifier } from '../audit/verifier-bundle.ts';
import type { FileDesk } from '../files/desk.ts';
import type { GrantSet } from '../identity/viewer.ts';
import type { RunningReadModels } from '../readmodels/read-models.ts';
import { attachmentsOf } from './attachments.ts';
import { dossierContent, type DossierContent } from './content.ts';
import { htmlOf } from './html.ts';
import { heldOf, mdtoOfAttachment, mdtoOfFile, mdtoOfRecord, nameOf, type FileFacts } from './mdto.ts';
import { pdfOf } from './pdf.ts';
import { continuation, provenEvents } from './proofs.ts';
import { provOf } from './prov.ts';
import { readmeOf } from './readme.ts';
import { sectionsOf } from './sections.ts';
import { doneAgain } from './snapshots.ts';
import type { Language } from './words.ts';

export interface Dossier {
  /** A ZIP. */
  readonly bytes: Uint8Array;
  readonly content: DossierContent;
  /** Log indexes of the first and last event in it. */
  readonly from: number;
  readonly to: number;
}

export interface DossierSources {
  readonly readModels: RunningReadModels;
  readonly audit: AuditReads;
  readonly files: Pick<FileDesk, 'entry' | 'content'>;
  readonly snapshots: Pick<Snapshots, 'again'>;
  readonly now: () => number;
}

/**
 * Everything about a decision in one ZIP, redacted for one reader. For the same reader, decision and language the bytes
 * are the same until the decision goes on or the log's checkpoint moves; that changes `proofs/`, LEESMIJ.txt and the
 * manifest alone.
 * @returns a refusal: NOT_FOUND, or NOT_SIGNED_YET when its last event is under no checkpoint yet
 */
export async function makeDossier(
  { readModels, audit, files: desk, snapshots: recorded, now }: DossierSources,
  grants: GrantSet,
  id: string,
  language: Language,
): Promise<Dossier | { readonly refused: Refusal }> {
  const found = dossierContent(readModels, grants, id);
  if (!found) return { refused: { code: 'NOT_FOUND', values: { subject: id } } };
  const { events, whole } = found;
  const to = events.at(-1)?.index ?? 0;
  const checkpoint = audit.signer.latest();
  if (!checkpoint || checkpoint.size <= to) return { refused: { code: 'NOT_SIGNED_YET', values: { event: id } } };

  const { attachments, contents } = await attachmentsOf(desk, readModels, grants, events);
  const snapshots = await doneAgain({ readModels, snapshots: recorded }, grants, found.calculated);
  const content: DossierContent = {
    ...found.content,
    ...(snapshots.length > 0 ? { snapshots } : {}),
    ...(attachments.length > 0 ? { attachments } : {}),
  };
  const stream = content.history[0]?.stream;
  const proven = await provenEvents(audit, events, grants, checkpoint, whole ? stream : undefined);
  const decided = content.decision.taken?.entry.index ?? content.history[0]?.index ?? 0;
  const first = (await audit.covering(decided)) ?? checkpoint;
  const files = new Map<string, Buffer>(contents);
  const put = (name: string, text: string): void => void files.set(name, Buffer.from(text));
  await putReadable(files, content, language);
  put('events.jsonl', proven.events);
  put('prov.json', json(provOf(content)));
  putMetadata(files, content, audit.keys.origin);
  put('proofs/inclusion.jsonl', proven.inclusion);
  put('proofs/checkpoint', checkpoint.note);
  put('proofs/checkpoint-at-decision', first.note);
  put('proofs/consistency.json', continuation(audit, first, checkpoint));
  const keys = audit.keys.public();
  put('proofs/keys.json', json({ origin: audit.keys.origin, keys }));
  put('verify.mjs', verifier());
  const facts = { id, origin: audit.keys.origin, size: checkpoint.size, key: keys.at(-1)?.key ?? '', whole };
  put('LEESMIJ.txt', readmeOf(facts, language));
  putManifest(files, audit, checkpoint, { id, language, whole: whole ? stream : undefined }, now());
  return { bytes: zipped(files), content, from: events[0]?.index ?? 0, to };
}

async function putReadable(files: Map<string, Buffer>, content: DossierContent, language: Language): Promise<void> {
  const blocks = sectionsOf(content, language);
  const data = Buffer.from(json(content));
  files.set('dossier.json', data);
  files.set('dossier.html', Buffer.from(htmlOf(blocks, { language, name: nameOf(content) })));
  const pdf = await pdfOf(blocks, {
    ...{ language, name: `Dossier ${content.id.replace('_', ' ')}`, at: new Date(content.asOf.at) },
    data: { name: 'dossier.json', bytes: data, description: 'De gegevens van dit dossier / The data of this dossier' },
  });
  files.set('dossier.pdf', pdf);
}

/** @param origin the name of the log's address, under which its files are read */
function putMetadata(files: Map<string, Buffer>, content: DossierContent, origin: string): void {
  const representations = ['dossier.pdf', 'dossier.html', 'dossier.json'].map((name): FileFacts => {
    const bytes = files.get(name) ?? Buffer.alloc(0);
    return { name, size: bytes.length, sha256: hash('sha256', bytes) };
  });
  files.set('mdto/besluit.mdto.xml', Buffer.from(mdtoOfRecord(content, representations)));
  for (const file of representations)
    files.set(`mdto/${file.name}.bestand.mdto.xml`, Buffer.from(mdtoOfFile(content, file)));
  for (const one of heldOf(content)) {
    const { file: name, size, sha256, address } = one;
    const facts = { name, size, sha256, url: `https://${origin}/api/files/${address}` };
    files.set(`mdto/${name}.mdto.xml`, Buffer.from(mdtoOfAttachment(content, one)));
    files.set(`mdto/${name}.bestand.mdto.xml`, Buffer.from(mdtoOfFile(content, facts, one)));
  }
}

/** Names every file with its hash, and is signed by the log's key. */
function putManifest(
  files: Map<string, Buffer>,
  { keys }: AuditReads,
  checkpoint: Checkpoint,
  about: { id: string; language: Language; whole: string | undefined },
  now: number,
): void {
  const listed = [...files].map(([name, bytes]) => ({ name, size: bytes.length, sha256: hash('sha256', bytes) }));
  const { whole, ...rest } = about;
  const manifest = json({
    ...{ kind: 'regiotafel-dossier', version: 1, ...rest, origin: keys.origin, size: checkpoint.size },
    // every event of this stream is in it
    ...(whole === undefined ? {} : { whole }),
    files: listed.sort((a, b) => (a.name < b.name ? -1 : 1)),
  });
  const text = manifestText(keys.origin, about.id, checkpoint.size, hash('sha256', manifest));
  files.set('manifest.json', Buffer.from(manifest));
  files.set('manifest.sig', Buffer.from(formatNote({ text, signatures: keys.sign(text, checkpoint.size, now) })));
}

/** What is signed of a dossier: no checkpoint can be mistaken for it, nor it for one. */
export function manifestText(origin: string, id: string, size: number, sha256: string): string {
  return `regiotafel dossier v1\n${origin}\n${id}\n${size}\n${sha256}\n`;
}

/** One time for all files, so that the same files give the same bytes. */
const EPOCH = new Date(1980, 0, 1);

function zipped(files: ReadonlyMap<string, Buffer>): Uint8Array {
  const names = [...files.keys()].sort();
  return zipSync(Object.fromEntries(names.map((name) => [name, files.get(name) ?? new Uint8Array()])), {
    ...{ level: 6, mtime: EPOCH },
  });
}

let bundled: string | undefined;
function verifier(): string {
  bundled ??= bundleVerifier(fileURLToPath(new URL('../../verify', import.meta.url)));
  return bundled;
}

const json = (value: unknown): string => `${JSON.stringify(value, undefined, 2)}\n`;
