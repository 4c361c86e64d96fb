import type { CommandSpec } from '../../events/spec.ts';

/** Where the commands of each kind are, for which forms are made. They come with their schemas when a form is opened. */
const loaders = {
  site: async () => (await import('../../events/site/commands.ts')).siteCommands,
  project: async () => (await import('../../events/project/commands.ts')).projectCommands,
  infrastructure: async () => (await import('../../events/infrastructure/commands.ts')).infrastructureCommands,
  case: async () => (await import('../../events/case/commands.ts')).caseCommands,
  suggestion: async () => {
    const { DismissSuggestion } = (await import('../../events/suggestion/commands.ts')).suggestionCommands;
    return { DismissSuggestion };
  },
  lesson: async () => (await import('../../events/lesson/commands.ts')).lessonCommands,
  plan: async () => (await import('../../events/plan/commands.ts')).planCommands,
  organisation: async () => (await import('../../events/organisation/commands.ts')).organisationCommands,
  region: async () => (await import('../../events/region/commands.ts')).regionCommands,
  intervention: async () => (await import('../../events/intervention/commands.ts')).interventionCommands,
  interview: async () => (await import('../../events/interview/commands.ts')).interviewCommands,
  parameter: async () => (await import('../../events/parameter/commands.ts')).parameterCommands,
  programme: async () => (await import('../../events/programme/commands.ts')).programmeCommands,
} as const satisfies Record<string, () => Promise<Readonly<Record<string, CommandSpec>>>>;

export type FormKind = keyof typeof loaders;
export const formKinds = Object.keys(loaders) as FormKind[];

/** The schema of a command's payload. @throws Error when there is no such command */
export async function schemaOf(kind: FormKind, type: string): Promise<CommandSpec['schema']> {
  const commands: Readonly<Record<string, CommandSpec>> = await loaders[kind]();
  const spec = Object.hasOwn(commands, type) ? commands[type] : undefined;
  if (!spec) throw new Error(`There is no command ${type} of ${kind}.`);
  return spec.schema;
}
