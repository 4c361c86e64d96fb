import type { liveKind as LiveKind } from '../../events/kinds.ts';

let rules: { liveKind: typeof LiveKind } | undefined;

/** Fetches the rules of all kinds of stream: they come with the connection, not with the first screen. */
export async function loadKinds(): Promise<void> {
  rules ??= await import('../../events/kinds.ts');
}

/** The rules of a kind, the server's own; undefined for an unknown kind, and as long as they have not come. */
export const liveKind: typeof LiveKind = (kind) => rules?.liveKind(kind);
