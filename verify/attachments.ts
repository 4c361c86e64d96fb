import type { DossierEvent } from './dossier.ts';
import { parsed } from './files.ts';
import { sha256 } from './hashing.ts';
import type { Report } from './report.ts';

interface Attachment {
  address: string;
  file?: string;
  sha256?: string;
  index: number;
  field: string;
}

/**
 * Checks the files that a dossier says its events name: each is named by the field that was proven, is the file that is
 * said, and is, where the event recorded a hash of it, what was recorded. A file that nothing names does not belong there.
 */
export function checkAttachments(
  files: ReadonlyMap<string, Buffer>,
  events: readonly DossierEvent[],
  report: Report,
): void {
  const told = parsed(files.get('dossier.json')?.toString('utf8') ?? '')?.['attachments'];
  const attachments = Array.isArray(told) ? (told as Attachment[]) : [];
  const byIndex = new Map(events.map((event) => [event.index, event]));
  for (const { address, file, sha256: hash, index, field } of attachments) {
    const disclosed = byIndex.get(index)?.disclosures;
    const naming = disclosed?.[`/data/${field}`]?.value;
    if (typeof naming !== 'string' || !naming.includes(address))
      report.wrong({ index, field }, `it does not name the file ${address}`);
    if (file === undefined) continue;
    const bytes = files.get(file);
    const found = bytes && sha256(bytes).toString('hex');
    if (found === undefined) report.wrong({ index }, `${file}: it is missing`);
    else if (found !== hash) report.wrong({ index }, `${file}: it is not the file that dossier.json names`);
    const recorded = field === 'fileId' ? disclosed?.['/data/hash']?.value : undefined;
    if (recorded !== undefined && recorded !== found)
      report.wrong({ index, field }, `${file}: it is not the file of which the event recorded the hash`);
  }
  const named = new Set(attachments.map(({ file }) => file));
  for (const name of files.keys())
    if (name.startsWith('files/') && !named.has(name)) report.wrong({}, `${name}: no event of the dossier names it`);
  if (attachments.length > 0) report.note(`${attachments.length} attachments are named by events of the dossier`);
}
