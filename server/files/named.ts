import { catalogue } from '../../events/catalogue.ts';
import type { EventId, RecordedEvent } from '../../events/envelope.ts';
import { filesIn, type FileAddress } from '../../events/file-address.ts';
import { fileFieldsOf } from '../../events/file-fields.ts';
import { kindOf } from '../../events/ids.ts';
import type { SideProjection } from '../readmodels/standing.ts';

/** The events that name a file, by its address; of each the key under which its field is sealed. */
export interface FilesNamedState {
  readonly byAddress: Record<FileAddress, { event: EventId; key?: string }[]>;
}

/** Which events name which file, folded beside the facts. What was erased names nothing any more. */
export const filesNamed: SideProjection<FilesNamedState> = {
  name: 'files-named',
  version: 1,
  initial: () => ({ byAddress: {} }),
  apply({ byAddress }, event) {
    if (event.type === 'KeysDestroyed') return forget(byAddress, event.data['keys'] as readonly string[]);
    for (const { field, files } of filesNamedBy(event))
      for (const file of files) {
        const key = event.proof?.keys[`/data/${field}`];
        // what is said again stands in the place of what it was said of
        const named = event.type === 'FactRestated' ? String(event.data['targetEventId']) : event.id;
        (byAddress[file] ??= []).push({ event: named, ...(key === undefined ? {} : { key }) });
      }
  },
};

/** The fields by which an event names files, with their addresses. */
export function filesNamedBy({ stream, type, data }: Pick<RecordedEvent, 'stream' | 'type' | 'data'>): {
  field: string;
  files: readonly FileAddress[];
}[] {
  return fieldsOf(stream, type).flatMap((field) => {
    const files = filesIn(data[field]);
    return files.length > 0 ? [{ field, files }] : [];
  });
}

function fieldsOf(stream: string, type: string): readonly string[] {
  if (type === 'FactCorrected') return ['new'];
  if (type === 'FactRestated') return ['value'];
  return fileFieldsOf(catalogue[kindOf(stream)]?.payloads[type]).map(({ field }) => field);
}

function forget(byAddress: FilesNamedState['byAddress'], keys: readonly string[]): void {
  const gone = new Set(keys);
  for (const [address, named] of Object.entries(byAddress) as [FileAddress, { key?: string }[]][]) {
    const left = byAddress[address]?.filter(({ key }) => key === undefined || !gone.has(key)) ?? [];
    if (left.length === named.length) continue;
    if (left.length > 0) byAddress[address] = left;
    else Reflect.deleteProperty(byAddress, address);
  }
}
