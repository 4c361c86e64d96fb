import { closeSync, existsSync, openSync, readdirSync, readFileSync, readSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { checkDossier, isDossier } from './dossier.ts';
import { eventsInLines, leavesInTiles, parsed, takeKeys, type Material } from './files.ts';
import { checkLog, type MetEvent } from './log-check.ts';
import type { Head } from './notes.ts';
import { checkProof } from './proofs.ts';
import { CannotCheck, Report } from './report.ts';
import { eventsInLog, openLog } from './sqlite-log.ts';
import type { Trust } from './trust.ts';
import { filesInFolder, filesInZip, isZip } from './zip.ts';

/**
 * Checks a file or a folder: the dossier of a decision (a ZIP, or unpacked), the log of a stopped server (`log.db`), a backup or a dossier's pack (`*.jsonl`), and the
 * checkpoints and tiles beside them, or in another folder.
 */
export function checkFiles(path: string, checkpoints: string | undefined, trust: Trust, report: Report): void {
  if (!existsSync(path)) throw new CannotCheck(`${path} is not there.`);
  const isFolder = statSync(path).isDirectory();
  if (isFolder ? existsSync(join(path, 'manifest.json')) : isZip(path)) {
    const files = isFolder ? filesInFolder(path) : filesInZip(path, report);
    if (!isDossier(files)) throw new CannotCheck(`${path} is no dossier of a decision: it has no manifest.`);
    return checkDossier(files, trust, report);
  }
  const material: Material = { origin: '', keys: [], notes: [], proofs: [] };
  const log = isFolder ? join(path, 'log.db') : path;
  const isLog = existsSync(log) && isSqlite(log);
  const folder = checkpoints ?? folderOf(isFolder ? path : dirname(path));
  readFolder(folder, material);
  const lines = isLog ? [] : isFolder ? filesOf(path) : [path];
  // a first time for the checkpoints, which may come after the events that they are about
  const count = lines.reduce((sum, file) => sum + countOf(eventsInLines(file, material, report)), 0);
  trust.hear(material.origin, material.keys);
  const heads = new Map<string, Head>();
  for (const note of new Set([...material.notes, ...material.proofs.map(({ checkpoint }) => checkpoint)])) {
    const head = trust.head(note, 'a checkpoint', report);
    if (head) heads.set(note, head);
  }
  const all = [...heads.values()].sort((a, b) => a.size - b.size);
  const newest = all.at(-1);
  const signed = newest && folder !== undefined ? leavesInTiles(folder, newest, report) : (): undefined => undefined;
  if (isLog) {
    const db = openLog(log);
    tellLog(checkLog(eventsInLog(db, report), all, signed, report), newest, report);
    db.close();
  } else if (count > 0) {
    tellLog(checkLog(met(lines), all, signed, report), newest, report);
  }
  for (const proof of material.proofs) {
    const head = heads.get(proof.checkpoint);
    if (head) checkProof(proof, head, report);
  }
  if (material.proofs.length > 0) report.note(`${material.proofs.length} proofs of single events`);
  if (!isLog && count === 0 && material.proofs.length === 0 && !newest)
    throw new CannotCheck(`${path} holds no events, proofs or checkpoints that could be checked.`);
}

function* met(files: readonly string[]): Generator<MetEvent> {
  const heard: Material = { origin: '', keys: [], notes: [], proofs: [] };
  for (const file of files) {
    for (const event of eventsInLines(file, heard, new Report())) yield { event, wrong: [] };
  }
}

function countOf(all: Iterable<unknown>): number {
  let count = 0;
  for (const one of all) count += one === undefined ? 0 : 1;
  return count;
}

function isSqlite(path: string): boolean {
  const head = Buffer.alloc(15);
  const file = openSync(path, 'r');
  readSync(file, head);
  closeSync(file);
  return head.toString() === 'SQLite format 3';
}

function tellLog(size: number, newest: Head | undefined, report: Report): void {
  report.note(`${size} events, each hashed anew`);
  if (newest) report.note(`held against the checkpoint of ${newest.size} events of ${newest.origin}`);
  else report.note('no signed checkpoint to hold them against: give --checkpoints <folder> that was kept elsewhere');
}

/** The folder with `checkpoint` in it: this one, or `checkpoints` in it. */
function folderOf(path: string): string | undefined {
  return [path, join(path, 'checkpoints')].find((folder) => existsSync(join(folder, 'checkpoint')));
}

function readFolder(folder: string | undefined, material: Material): void {
  if (folder === undefined) return;
  const read = (name: string): string | undefined => {
    const file = join(folder, name);
    return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
  };
  const latest = read('checkpoint');
  if (latest !== undefined) material.notes.push(latest);
  for (const line of read('checkpoints.jsonl')?.split('\n') ?? []) {
    const note = parsed(line)?.['note'];
    if (typeof note === 'string') material.notes.push(note);
  }
  const keys = read('keys.json');
  if (keys !== undefined) takeKeys(parsed(keys), material);
}

/** The JSON Lines of a folder in the order of their names, without those that readFolder reads. */
function filesOf(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.jsonl') && basename(name) !== 'checkpoints.jsonl')
    .sort()
    .map((name) => join(folder, name));
}
