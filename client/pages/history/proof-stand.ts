/** How far the log is signed and checked, by log index. */
export type ProofStand =
  | { readonly kind: 'none' }
  | { readonly kind: 'incident' }
  | { readonly kind: 'signed'; readonly signedTo: number; readonly verifiedTo: number };

interface Readiness {
  audit?: { verifiedTo: number; incident?: string };
}

/** Asks the server; one that signs nothing yet is not asked for what it does not have. */
export async function proofStand(checkpoint: string): Promise<ProofStand> {
  try {
    const { audit } = (await (await fetch('/readyz')).json()) as Readiness;
    if (!audit) return { kind: 'none' };
    if (audit.incident !== undefined) return { kind: 'incident' };
    const answer = await fetch(checkpoint);
    const size = answer.ok ? sizeOf(await answer.text()) : undefined;
    return size === undefined ? { kind: 'none' } : { kind: 'signed', signedTo: size - 1, verifiedTo: audit.verifiedTo };
  } catch {
    return { kind: 'none' };
  }
}

/** The size in a C2SP checkpoint: its second line, after the origin. Undefined: it is none. */
export function sizeOf(note: string): number | undefined {
  const [origin, size, root] = note.split('\n');
  return origin && root && /^[1-9]\d{0,15}$/.test(size ?? '') ? Number(size) : undefined;
}
