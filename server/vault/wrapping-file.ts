import { randomBytes } from 'node:crypto';
import { existsSync, linkSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import type { Settings } from './port.ts';
import { Wrapping, WrappingFailed } from './wrapping.ts';

const SETTING = 'wrapping';

/**
 * The wrapping that belongs to a vault, from its file: a line of base64url per key of 32 bytes, the one that wraps
 * first, earlier ones below it until everything has been wrapped anew. A vault that never had one gets one.
 * @throws WrappingFailed when the file is missing, is readable by others, or is not this vault's
 */
export async function openWrapping(file: string, settings: Settings): Promise<Wrapping> {
  const belongs = await settings.get(SETTING);
  if (!existsSync(file)) {
    if (belongs !== undefined)
      throw new WrappingFailed(
        `${file} is missing, the key file of this vault (wrapping key ${belongs}): copy it from another server of this vault or from its backup, or name its place in VAULT_KEY_FILE. Without it nothing sealed can be read.`,
      );
    make(file);
  }
  const keys = keysOf(file);
  const wrapping = new Wrapping(keys);
  if (belongs === undefined && (await settings.compareAndSet(SETTING, undefined, wrapping.name))) return wrapping;
  const standing = await settings.get(SETTING);
  if (standing === undefined || !keys.some((key) => new Wrapping([key]).name === standing))
    throw new WrappingFailed(
      `${file} holds another wrapping key (${wrapping.name}) than the one this vault’s keys are wrapped under (${standing ?? 'none'}): copy the key file from the first server of this vault, or name its place in VAULT_KEY_FILE.`,
    );
  return wrapping;
}

/** Says, after everything was wrapped anew, that the vault now belongs to the wrapping's first key. */
export async function adopt(wrapping: Wrapping, settings: Settings): Promise<void> {
  await settings.put(SETTING, wrapping.name);
}

/** Whole or not at all, and one alone: processes that start at once may share the place. */
function make(file: string): void {
  const part = `${file}.${process.pid}`;
  writeFileSync(part, `${newWrappingKey()}\n`, { mode: 0o600, flush: true });
  try {
    linkSync(part, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(part);
  }
}

/** A line for the key file. */
export const newWrappingKey = (): string => randomBytes(32).toString('base64url');

function keysOf(file: string): [Uint8Array, ...Uint8Array[]] {
  if ((statSync(file).mode & 0o077) !== 0)
    throw new WrappingFailed(`${file} can be read by others than the server’s user: run chmod 600 ${file}`);
  const lines = readFileSync(file, 'utf8').split(/\s+/).filter(Boolean);
  const keys = lines.map((line) => Buffer.from(line, 'base64url'));
  const [first, ...rest] = keys;
  if (!first || lines.some((line, n) => keys[n]?.length !== 32 || !/^[\w-]+=?$/.test(line)))
    throw new WrappingFailed(
      `${file} is no key file: a line is 32 bytes in base64url. Put back the file that belongs to this vault.`,
    );
  return [first, ...rest];
}
