import type { Refusal } from '../../events/decision.ts';
import type { SubjectId } from '../../events/envelope.ts';
import { filesIn } from '../../events/file-address.ts';
import { fileFieldsOf } from '../../events/file-fields.ts';
import type { ParsedCommand } from '../commands/parse.ts';
import type { GrantSet } from '../identity/viewer.ts';
import type { FileDesk } from './desk.ts';
import type { FileAbout } from './sealed-file.ts';

/**
 * May this command name the files that it names? They must be there, be its organisation's or stand in this stream
 * already for him to see, and be what the command says of them. Undefined: it may, or it names none. What is not there
 * and what is another's are refused alike.
 */
export async function refusedFiles(
  desk: FileDesk,
  { command, spec, stream }: ParsedCommand,
  { organisation, grants }: { readonly organisation: SubjectId; readonly grants: GrantSet },
): Promise<Refusal | undefined> {
  for (const { file, field } of namedBy({ command, spec })) {
    const entry = await desk.entry(file);
    if (!entry || !(entry.organisation === organisation || desk.namedIn(file, stream, grants)))
      return { code: 'FILE_NOT_THERE', values: { file } };
    const differs = field === 'fileId' ? differenceOf(command.type, command.data, entry.about) : undefined;
    if (differs) return differs;
  }
  return undefined;
}

/** Does a command of this kind name files? Then it must be asked. */
export const namesFiles = (parsed: Pick<ParsedCommand, 'command' | 'spec'>): boolean => namedBy(parsed).length > 0;

function namedBy({ command, spec }: Pick<ParsedCommand, 'command' | 'spec'>): { file: string; field: string }[] {
  // a correction puts a value in the place of any other
  if (command.type === 'CorrectFact')
    return ['new', 'evidence'].flatMap((field) => filesIn(command.data[field]).map((file) => ({ file, field })));
  return fileFieldsOf(spec.schema).flatMap(({ field, how }) => {
    const value = command.data[field];
    if (typeof value !== 'string') return [];
    return (how === 'whole' ? [value] : filesIn(value)).map((file) => ({ file, field }));
  });
}

function differenceOf(type: string, data: Readonly<Record<string, unknown>>, about: FileAbout): Refusal | undefined {
  if (type === 'UploadLoadProfile' && !about.profile) return { code: 'FILE_NO_PROFILE', values: {} };
  const known: Record<string, unknown> = { hash: about.hash };
  if (type === 'UploadLoadProfile' && about.profile)
    Object.assign(known, { year: about.profile.year, step: about.profile.step, peakMW: about.profile.peakMW, direction: about.profile.direction }); // prettier-ignore
  for (const [field, is] of Object.entries(known)) {
    const said = data[field];
    // without a direction, it is what a site takes
    const meant = field === 'direction' ? (said ?? 'OFFTAKE') : said;
    if (meant !== undefined && meant !== is) return { code: 'FILE_DIFFERS', values: { field, is, said: meant } };
  }
  return undefined;
}
