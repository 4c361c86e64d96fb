import type { RecordedEvent } from '../../events/envelope.ts';
import type { Checkpoint } from '../audit/checkpoint.ts';
import { saltsOf } from '../audit/digest.ts';
import { consistency } from '../audit/merkle.ts';
import { proofOfEvent } from '../audit/proof.ts';
import type { AuditReads } from '../audit/reads.ts';
import type { GrantSet } from '../identity/viewer.ts';

/** Events as they stand in the log, with what one reader may see of them, and that they are under a checkpoint. */
export interface ProvenEvents {
  /** One JSON a line: `{kind, index, entry, disclosures, event}`. */
  readonly events: string;
  /** One JSON a line: `{index, hashes}`. */
  readonly inclusion: string;
}

/**
 * Proves the events of a dossier. Of the decision's own stream the revision is disclosed when every event of it is
 * there: so it shows that none is missing, and tells nothing that the reader could not count.
 */
export async function provenEvents(
  audit: AuditReads,
  events: readonly RecordedEvent[],
  grants: GrantSet,
  checkpoint: Checkpoint,
  whole: string | undefined,
): Promise<ProvenEvents> {
  const lines: { event: string; inclusion: string }[] = [];
  for (const { index } of events) {
    const stored = await audit.stored(index);
    const visible = stored && (await audit.visible(stored, grants));
    if (!stored || !visible) continue;
    const { hashes, entry, disclosures } = proofOfEvent(stored, visible, checkpoint, audit.tree, audit.openSealed);
    const revision =
      stored.stream === whole
        ? { '/revision': { salt: saltsOf(stored.salt)('/revision'), value: stored.revision } }
        : {};
    lines.push({
      event: JSON.stringify({
        ...{ kind: 'dossier-event', index, entry },
        ...{ disclosures: { ...disclosures, ...revision }, event: visible },
      }),
      inclusion: JSON.stringify({ index, hashes }),
    });
  }
  const joined = (part: 'event' | 'inclusion'): string => lines.map((line) => `${line[part]}\n`).join('');
  return { events: joined('event'), inclusion: joined('inclusion') };
}

/** That the checkpoint under which the decision first stood is the beginning of the newest. */
export function continuation(audit: AuditReads, first: Checkpoint, newest: Checkpoint): string {
  const hashes = consistency(audit.tree, first.size, newest.size).map((hash) => hash.toString('base64'));
  return `${JSON.stringify({ from: first.size, to: newest.size, hashes }, undefined, 2)}\n`;
}
