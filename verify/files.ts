import { closeSync, existsSync, openSync, readFileSync, readSync } from 'node:fs';
import { join } from 'node:path';
import type { LogEvent } from './events.ts';
import { RunningRoot } from './hashing.ts';
import type { SignedLeaf } from './log-check.ts';
import type { Head } from './notes.ts';
import type { EventProof } from './proofs.ts';
import type { Report } from './report.ts';
import type { ToldKey } from './trust.ts';

/** What lay in files: any of it may be missing. */
export interface Material {
  origin: string;
  keys: ToldKey[];
  notes: string[];
  proofs: EventProof[];
}

/** Reads JSON Lines; what is no event is gathered into `material`, events are handed on in the order of the file. */
export function* eventsInLines(path: string, material: Material, report: Report): Generator<LogEvent> {
  let number = 0;
  for (const line of linesOf(path)) {
    number++;
    if (line.trim() === '') continue;
    const found = parsed(line);
    const kind = found?.['kind'] ?? (typeof found?.['salt'] === 'string' ? 'event' : undefined);
    const event = (found?.['event'] ?? found) as LogEvent;
    if (kind === 'event' && isEvent(event)) yield event;
    else if (kind === 'checkpoint') material.notes.push(String(found?.['note']));
    else if (kind === 'keys') takeKeys(found, material);
    else if (kind === 'proof') material.proofs.push(found as unknown as EventProof);
    else report.wrong({}, `${path}, line ${number}: it is no event, checkpoint, key or proof`);
  }
}

export function takeKeys(found: Record<string, unknown> | undefined, material: Material): void {
  if (typeof found?.['origin'] === 'string') material.origin = found['origin'];
  if (Array.isArray(found?.['keys'])) material.keys.push(...(found['keys'] as ToldKey[]));
}

/** Signed leaves from the tiles in a folder; none when they do not fit the checkpoint. */
export function leavesInTiles(folder: string, head: Head, report: Report): SignedLeaf {
  const leaves = Buffer.alloc(head.size * 32);
  const root = new RunningRoot();
  for (let n = 0; n * 256 < head.size; n++) {
    const width = Math.min(256, head.size - n * 256);
    const path = [
      `x${String(Math.floor(n / 1e6) % 1000).padStart(3, '0')}`,
      `x${String(Math.floor(n / 1000) % 1000).padStart(3, '0')}`,
    ]
      .slice(n >= 1e6 ? 0 : n >= 1000 ? 1 : 2)
      .concat(String(n % 1000).padStart(3, '0'));
    const full = join(folder, 'tile', '0', ...path);
    const file = width === 256 ? full : existsSync(full) ? full : `${full}.p/${width}`;
    if (!existsSync(file)) return () => undefined;
    const bytes = readFileSync(file).subarray(0, width * 32);
    leaves.set(bytes, n * 256 * 32);
    for (let at = 0; at < width; at++) root.add(leaves.subarray((n * 256 + at) * 32, (n * 256 + at + 1) * 32));
  }
  if (!root.root().equals(head.root)) {
    report.wrong({}, `the tiles in ${folder} are not those of the checkpoint of ${head.size} events`);
    return () => undefined;
  }
  return (index) => (index < head.size ? leaves.subarray(index * 32, index * 32 + 32) : undefined);
}

export function parsed(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

/** Has it the shape of an event, so that it can be looked at? */
export function isEvent(found: unknown): found is LogEvent {
  const event = found as LogEvent | undefined;
  const isRecord = (value: unknown): boolean => typeof value === 'object' && value !== null && !Array.isArray(value);
  return (
    isRecord(event) &&
    [event?.id, event?.stream, event?.type, event?.salt].every((text) => typeof text === 'string') &&
    [event?.version, event?.revision, event?.index].every((count) => Number.isSafeInteger(count)) &&
    isRecord(event?.data) &&
    isRecord(event?.meta)
  );
}

function* linesOf(path: string): Generator<string> {
  const file = openSync(path, 'r');
  const chunk = Buffer.alloc(1 << 20);
  let rest = Buffer.alloc(0);
  try {
    for (;;) {
      const read = readSync(file, chunk);
      const all = Buffer.concat([rest, chunk.subarray(0, read)]);
      let from = 0;
      for (let end = all.indexOf(10); end >= 0; end = all.indexOf(10, from)) {
        yield all.toString('utf8', from, end);
        from = end + 1;
      }
      rest = all.subarray(from);
      if (read === 0) break;
    }
    if (rest.length > 0) yield rest.toString('utf8');
  } finally {
    closeSync(file);
  }
}
