import { createHash } from 'node:crypto';
import type { Role } from '../../../events/envelope.ts';
import type { CommandService } from '../../commands/command-service.ts';
import type { Asker } from '../../identity/viewer.ts';
import { personas } from './cast.ts';
import { figureLines } from './figures.ts';
import { keepLoadProfiles, type KeepProfile } from './load-profiles.ts';
import { interviewer } from './programme.ts';
import { says, script, type NameId } from './script.ts';

export interface ExampleDependencies {
  readonly commands: CommandService;
  readonly askerOf: (actor: string) => Asker;
  readonly putPersona: (persona: { actor: string; name: string; organisation: string; role: Role }) => Promise<void>;
  /** Id of the log's first event: ids follow from it, so that a making that was cut off goes on where it was. */
  readonly seed: string;
  /** Keeps a load profile; absent: the example is made without figures of networks and use. */
  readonly keepProfile?: KeepProfile;
  /** Resolves when what follows from the commands so far has been written (reactions). */
  readonly settled: () => Promise<void>;
}

/** Makes the example region by ordinary commands, each by the person who would give it. Doing it again changes nothing. */
export async function makeExample({
  commands,
  askerOf,
  putPersona,
  seed,
  keepProfile,
  settled,
}: ExampleDependencies): Promise<void> {
  const id = nameIds(seed);
  for (const { actor, name, organisation, role } of [...personas, interviewer]) {
    await putPersona({ actor, name, organisation: id('org', organisation), role });
  }
  const figures = keepProfile ? figureLines(id, says, await keepLoadProfiles(keepProfile, id)) : [];
  const lines = [...script(id), ...figures];
  const commandId = (number: number): string => id('', `command ${number}`).slice(1);
  for (const [number, { by, command, basedOn }] of lines.entries()) {
    const earlier =
      basedOn &&
      lines.findIndex(
        (line) => line.command.type === basedOn.type && Object.values(line.command.data).includes(basedOn.part),
      );
    const basis =
      basedOn === undefined || earlier === undefined ? {} : { basis: { [basedOn.field]: commandId(earlier) } };
    const whole = { id: commandId(number), ...command, ...basis };
    const answer =
      by === undefined ? await commands.executeAsSystem(whole) : await commands.execute(whole, () => askerOf(by));
    if (!answer.ok) {
      throw new Error(
        `The example region stopped at line ${number} (${command.type}): ${answer.problem.code} ${answer.problem.sentences.en}`,
      );
    }
    if (command.type === 'PledgeContribution') await settled();
  }
}

/** UUIDv7 of the log's own time and a hash of the name. */
export function nameIds(seed: string): NameId {
  return (prefix, name) => {
    const hash = createHash('sha256').update(`${seed}\n${prefix}\n${name}`).digest('hex');
    const variant = ((Number.parseInt(hash.charAt(3), 16) & 0x3) | 0x8).toString(16);
    return `${prefix}_${seed.slice(0, 13)}-7${hash.slice(0, 3)}-${variant}${hash.slice(4, 7)}-${hash.slice(7, 19)}`;
  };
}
