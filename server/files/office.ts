import { unzipSync, type UnzipFileInfo } from 'fflate';
import type { Refusal } from '../../events/decision.ts';
import { fileTypes } from './types.ts';

/** What such a file may grow to when it is opened (bytes), and how many times its size where that is a lot. */
const MOST_UNPACKED = 300_000_000;
const MOST_RATIO = 200;
const SMALL = 10_000_000;
const MOST_PARTS = 10_000;

const folders = { xlsx: 'xl/', docx: 'word/' } as const;

/**
 * Is it an Office document that a reader can open without harm? Only the list of its parts is read: nothing is unpacked
 * here.
 */
export function officeProblem(type: 'xlsx' | 'docx', bytes: Buffer): Refusal | undefined {
  const no = (code: string): Refusal => ({ code, values: { type: fileTypes[type].name } });
  if (bytes.subarray(0, 4).toString('latin1') !== 'PK\x03\x04') return no('FILE_NOT_ITS_TYPE');
  const parts = partsOf(bytes);
  if (!parts) return no('FILE_CUT_OFF');
  if (parts.length > MOST_PARTS) return no('FILE_UNPACKS_TOO_LARGE');
  const unpacked = parts.reduce((sum, { originalSize }) => sum + originalSize, 0);
  const grows = parts.some(({ originalSize, size }) => originalSize > SMALL && originalSize > size * MOST_RATIO);
  if (unpacked > MOST_UNPACKED || grows) return no('FILE_UNPACKS_TOO_LARGE');
  const names = parts.map(({ name }) => name);
  if (!names.includes('[Content_Types].xml') || !names.some((name) => name.startsWith(folders[type])))
    return no('FILE_NOT_ITS_TYPE');
  return names.some((name) => /vbaProject\.bin$/i.test(name)) ? no('FILE_HOLDS_MACROS') : undefined;
}

/** The list as it stands at the file's end, up to one part too many: how long it is said to be is not believed. */
function partsOf(bytes: Buffer): UnzipFileInfo[] | undefined {
  const parts: UnzipFileInfo[] = [];
  try {
    unzipSync(bytes, {
      filter: (part) => {
        parts.push(part);
        if (parts.length > MOST_PARTS) throw new Error('The list is too long.');
        return false;
      },
    });
    return parts;
  } catch {
    return parts.length > MOST_PARTS ? parts : undefined;
  }
}
