import { setTimeout as pause } from 'node:timers/promises';
import { unzipSync, zipSync } from 'fflate';
import type { Person } from '../integration/server-harness.ts';

/** The files of a dossier by name. */
export type Files = Record<string, Uint8Array>;

/** Fetches a dossier as bytes, once its newest event is signed. */
export async function dossierOf(url: string, person: Person, id: string, query = ''): Promise<Buffer> {
  for (;;) {
    const headers = person.cookie === '' ? {} : { cookie: person.cookie };
    const answer = await fetch(`${url}/api/decisions/${id}/dossier${query}`, { headers });
    if (answer.status === 503) {
      await pause(50);
      continue;
    }
    if (answer.status !== 200) throw new Error(`${answer.status}: ${await answer.text()}`);
    return Buffer.from(await answer.arrayBuffer());
  }
}

export const filesOf = (zip: Uint8Array): Files => unzipSync(zip);
export const zipOf = (files: Files): Uint8Array => zipSync(files);
export const textOf = (files: Files, name: string): string => Buffer.from(files[name] ?? []).toString('utf8');
