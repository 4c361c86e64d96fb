import { join } from 'node:path';
import { CheckpointFolder } from '../audit/checkpoint-folder.ts';
import { originOf } from '../audit/checkpoint.ts';
import { SigningKeys } from '../audit/signing-keys.ts';
import type { Config } from '../ops/config.ts';

/**
 * Makes a new signing key for a stopped server; the old one signs along for the overlap (ms). Returns the new one's
 * verifier key.
 */
export async function rotate(config: Config, now: number, overlap: number): Promise<string> {
  const keys = SigningKeys.open(join(config.dataDir, KEY_FILE), originOf(config.origin));
  const latest = await new CheckpointFolder(join(config.dataDir, CHECKPOINTS)).latest();
  keys.rotate(latest?.size ?? 0, now, overlap);
  return keys.public().at(-1)?.key ?? '';
}

/** Files of the proof machinery in the data directory. */
export const KEY_FILE = 'signing-keys.json';
export const CHECKPOINTS = 'checkpoints';
