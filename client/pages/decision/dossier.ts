import { ProblemError } from '../../app/ask.ts';
import { hex, sha256 } from '../../proof/hashing.ts';
import type { Problem } from '../../../events/live-protocol.ts';

const TRIES = 10;

/**
 * Fetches the dossier of a decision; one whose newest event is not signed yet is asked for again after a second.
 * @throws ProblemError with what the server says
 */
export async function fetchDossier(id: string, language: string): Promise<Uint8Array<ArrayBuffer>> {
  for (let tries = 1; ; tries++) {
    const answer = await fetch(`/api/decisions/${id}/dossier?language=${language}`);
    if (answer.ok) return new Uint8Array(await answer.arrayBuffer());
    if (answer.status === 503 && tries < TRIES) {
      await new Promise((resolve) => setTimeout(resolve, 1_000));
      continue;
    }
    throw new ProblemError((await answer.json()) as Problem);
  }
}

/** Hands bytes to the person as a file. */
export function save(bytes: Uint8Array<ArrayBuffer>, name: string): void {
  const url = URL.createObjectURL(new Blob([bytes], { type: 'application/zip' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/** SHA-256 in hex, by which an archive knows the very bytes again. */
export const hashOf = async (bytes: Uint8Array): Promise<string> => hex(await sha256(bytes));
