import { randomBytes } from 'node:crypto';
import type { Check } from '../commands/service.ts';
import { namesFiles, refusedFiles } from '../files/check.ts';
import { FileDesk } from '../files/desk.ts';
import type { RunningReadModels } from '../readmodels/read-models.ts';
import type { Keyring } from '../sealing/keyring.ts';
import type { Vault } from '../vault/port.ts';

/** Files on the vault and the log. */
export function fileDesk(vault: Vault, readModels: RunningReadModels, keyring: Keyring): FileDesk {
  return new FileDesk({ vault, readModels, keyring, random: randomBytes, now: Date.now });
}

/** Commands may name only files that are there and their own. */
export const fileCheck =
  (desk: FileDesk): Check =>
  (parsed, by) =>
    namesFiles(parsed) ? refusedFiles(desk, parsed, by) : undefined;
