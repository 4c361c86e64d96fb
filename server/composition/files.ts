import { randomBytes } from 'node:crypto';
import type { Command, Refusal } from '../../events/decision.ts';
import type { Snapshots } from '../analysis/snapshots.ts';
import type { Check, FoundOut } from '../commands/dependencies.ts';
import { namesFiles, refusedFiles } from '../files/check.ts';
import type { KeepProfile } from '../exchange/example/load-profiles.ts';
import { FileDesk } from '../files/desk.ts';
import { readProfile } from '../files/profile.ts';
import type { RunningReadModels } from '../readmodels/read-models.ts';
import type { Keyring } from '../sealing/keyring.ts';
import type { Vault } from '../vault/port.ts';

/** Files on the vault and the log. */
export function fileDesk(vault: Vault, readModels: RunningReadModels, keyring: Keyring): FileDesk {
  return new FileDesk({ vault, readModels, keyring, random: randomBytes, now: Date.now });
}

/** Commands may name only files that are there and their own; a calculation is recorded as the server makes it. */
export const commandChecks =
  (desk: FileDesk, snapshots: Snapshots): Check =>
  (parsed, by) => {
    if (parsed.command.type === 'TakeCalculationSnapshot') return calculated(snapshots, parsed.command);
    return namesFiles(parsed) ? refusedFiles(desk, parsed, by) : undefined;
  };

async function calculated(snapshots: Snapshots, { subject, data }: Command): Promise<Refusal | FoundOut> {
  const at = typeof data['inputIndex'] === 'number' ? data['inputIndex'] : undefined;
  const made = await snapshots.make(subject, String(data['calc']), at);
  return 'values' in made ? made : { around: { calculated: () => made } };
}

/** Keeps a load profile of the example as one that is sent: read, sealed for its organisation, with an address. */
export const profileKeeper =
  (desk: Pick<FileDesk, 'keep'>): KeepProfile =>
  async ({ name, text, reading, organisation, site }) => {
    const read = readProfile(text, reading);
    if ('errors' in read) throw new Error(`A load profile of the example cannot be read: ${read.errors[0]?.code}`);
    const owner = { organisation, subject: site };
    const { address, hash } = await desk.keep(Buffer.from(text), { name, type: 'csv', profile: read.facts }, owner);
    const { year, step, direction, peakMW } = read.facts;
    return { fileId: address, hash, year, step, direction, peakMW };
  };
