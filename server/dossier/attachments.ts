import type { RecordedEvent } from '../../events/envelope.ts';
import type { FileAddress } from '../../events/file-address.ts';
import { filesNamedBy } from '../files/named.ts';
import { fileTypes } from '../files/types.ts';
import type { FileDesk } from '../files/desk.ts';
import type { GrantSet } from '../identity/viewer.ts';
import type { RunningReadModels } from '../readmodels/read-models.ts';

/** A file that an event of the dossier names, in a field that its reader may see. */
export interface Attachment {
  readonly address: FileAddress;
  /** Its name in the dossier; absent: it was erased, or has never been here. */
  readonly file?: string;
  /** PDF, CSV … */
  readonly type?: string;
  /** Bytes. */
  readonly size?: number;
  /** Hexadecimal. */
  readonly sha256?: string;
  /** The log index of the event, and the field by which it names it. */
  readonly index: number;
  readonly field: string;
}

/** The files that these events name for this reader, and their contents by their names in the dossier. */
export async function attachmentsOf(
  files: Pick<FileDesk, 'entry' | 'content'>,
  readModels: Pick<RunningReadModels, 'inHistory'>,
  grants: GrantSet,
  events: readonly RecordedEvent[],
): Promise<{ attachments: Attachment[]; contents: ReadonlyMap<string, Buffer> }> {
  const attachments: Attachment[] = [];
  const contents = new Map<string, Buffer>();
  for (const event of events) {
    const seen = readModels.inHistory(event, grants);
    if (!seen) continue;
    for (const { field, files: addresses } of filesNamedBy({ ...event, data: seen.data }))
      for (const address of addresses) {
        const named = { address, index: event.index, field };
        const entry = await files.entry(address);
        const content = entry && (await files.content(address));
        if (!entry || !content) {
          attachments.push(named);
          continue;
        }
        const { type, size, hash } = entry.about;
        const file = `files/${address}.${fileTypes[type].extension}`;
        contents.set(file, content);
        attachments.push({ ...named, file, type: fileTypes[type].name, size, sha256: hash });
      }
  }
  return { attachments, contents };
}
