import type { Refusal } from '../../events/decision.ts';
import { officeProblem } from './office.ts';
import { fileTypes, type FileTypeName } from './types.ts';

/** Is a file what it is declared to be, whole and harmless to keep? Undefined: yes. */
export function problemOfFile(type: FileTypeName, bytes: Buffer): Refusal | undefined {
  const { name } = fileTypes[type];
  if (bytes.length === 0) return { code: 'FILE_EMPTY', values: {} };
  const no = (code: string): Refusal => ({ code, values: { type: name } });
  switch (type) {
    case 'pdf':
      if (!begins(bytes, '%PDF-')) return no('FILE_NOT_ITS_TYPE');
      return bytes.subarray(-TAIL).includes('%%EOF') ? undefined : no('FILE_CUT_OFF');
    case 'png':
      if (!begins(bytes, '\x89PNG\r\n\x1a\n')) return no('FILE_NOT_ITS_TYPE');
      return bytes.subarray(-TAIL).includes('IEND') ? undefined : no('FILE_CUT_OFF');
    case 'jpeg':
      if (!begins(bytes, '\xff\xd8\xff')) return no('FILE_NOT_ITS_TYPE');
      return bytes.includes(Buffer.from([0xff, 0xd9]), 3) ? undefined : no('FILE_CUT_OFF');
    case 'xlsx':
    case 'docx':
      return officeProblem(type, bytes);
    case 'csv':
    case 'text':
      return textProblem(bytes, no);
  }
}

/** An end may be followed by a little that programs add. */
const TAIL = 2_048;

const begins = (bytes: Buffer, signs: string): boolean => bytes.subarray(0, signs.length).equals(Buffer.from(signs, 'latin1')); // prettier-ignore

/** Text in UTF-8, without the signs that only binary files hold. */
function textProblem(bytes: Buffer, no: (code: string) => Refusal): Refusal | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    // eslint-disable-next-line no-control-regex -- these are the signs that no text holds
    return /[\u0000-\u0008\u000e-\u001a\u001c-\u001f]/.test(text) ? no('FILE_NOT_ITS_TYPE') : undefined;
  } catch {
    return no('FILE_NOT_UTF8');
  }
}
