import { closeSync, openSync, readdirSync, readFileSync, readSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { crc32, inflateRawSync } from 'node:zlib';
import { CannotCheck, type Report } from './report.ts';

/** Larger than any dossier: a file that unpacks to more is none. */
const LARGEST = 200 * 1024 * 1024;

export function isZip(path: string): boolean {
  const head = Buffer.alloc(4);
  const file = openSync(path, 'r');
  readSync(file, head);
  closeSync(file);
  return head.readUInt32LE() === 0x04034b50;
}

/** The files of a ZIP by name. What is damaged is told and left out. @throws CannotCheck when it cannot be read at all */
export function filesInZip(path: string, report: Report): Map<string, Buffer> {
  const zip = readFileSync(path);
  const files = new Map<string, Buffer>();
  try {
    const end = zip.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]));
    if (end < 0) throw new Error('its end is missing');
    let at = zip.readUInt32LE(end + 16);
    for (let count = zip.readUInt16LE(end + 10); count > 0; count--) {
      if (zip.readUInt32LE(at) !== 0x02014b50) throw new Error('its list of files is damaged');
      const lengths = zip.readUInt16LE(at + 28) + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
      const name = zip.toString('utf8', at + 46, at + 46 + zip.readUInt16LE(at + 28));
      if (files.has(name)) report.wrong({}, `${name}: it is in the ZIP twice`);
      const bytes = unpacked(zip, at);
      if (typeof bytes === 'string') report.wrong({}, `${name}: ${bytes}`);
      else if (!name.endsWith('/')) files.set(name, bytes);
      at += 46 + lengths;
    }
  } catch (error) {
    throw new CannotCheck(`${path} cannot be read as a ZIP: ${(error as Error).message}.`);
  }
  return files;
}

/** The files below a folder by name, with `/` between the parts. */
export function filesInFolder(path: string): Map<string, Buffer> {
  const names = readdirSync(path, { recursive: true, encoding: 'utf8' }).map((name) => join(path, name));
  return new Map(
    names
      .filter((name) => statSync(name).isFile())
      .map((name) => [relative(path, name).split(sep).join('/'), readFileSync(name)]),
  );
}

/** The bytes of the file that an entry of the list is of, or what is wrong with them. */
function unpacked(zip: Buffer, entry: number): Buffer | string {
  const [method, sum] = [zip.readUInt16LE(entry + 10), zip.readUInt32LE(entry + 16)];
  const [packed, size] = [zip.readUInt32LE(entry + 20), zip.readUInt32LE(entry + 24)];
  const local = zip.readUInt32LE(entry + 42);
  if (size > LARGEST) return 'it is too large';
  try {
    const from = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
    const bytes = zip.subarray(from, from + packed);
    const plain = method === 8 ? inflateRawSync(bytes, { maxOutputLength: LARGEST }) : bytes;
    return plain.length === size && crc32(plain) === sum ? plain : 'it was changed in the ZIP';
  } catch {
    return 'it cannot be unpacked: it was changed in the ZIP';
  }
}
