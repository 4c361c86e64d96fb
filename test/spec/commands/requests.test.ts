import { describe, expect, test } from 'vitest';
import type { z } from 'zod';
import { commandSpec } from '../../../events/catalogue.ts';
import type { Command } from '../../../events/decision.ts';
import { streamOf } from '../../../events/ids.ts';
import { bare, boundsOf, defOf } from '../bad-input/wrongs.ts';
import { story } from '../recorded/story.ts';

/** What a command may hold has bounds; that what misses them is refused is asked in `bad-input`. */

/** The fullest example of each command: the one that says most. */
function examples(): [string, Command][] {
  const fullest = new Map<string, Command>();
  for (const command of story().commands) {
    const name = `${streamOf(command.subject)?.kind}.${command.type}`;
    const known = fullest.get(name);
    if (!known || JSON.stringify(known.data).length < JSON.stringify(command.data).length) fullest.set(name, command);
  }
  return [...fullest];
}

function schemaOf({ subject, type }: Command): z.ZodType | undefined {
  const kind = streamOf(subject)?.kind;
  return kind && commandSpec(kind, type)?.schema;
}

describe('a request', () => {
  test('no text of a command is without bounds', () => {
    const boundless = examples().flatMap(([name, command]) => unbounded(schemaOf(command), name));
    expect(boundless).toEqual([]);
  });
});

function unbounded(schema: z.ZodType | undefined, path: string): string[] {
  if (!schema) return [];
  const inner = bare(schema).schema;
  const { type, shape = {}, element, valueType } = defOf(inner);
  const { maximum, pattern } = boundsOf(inner);
  if ((type === 'string' && !pattern && maximum === undefined) || (type === 'array' && maximum === undefined))
    return [path];
  return [
    ...Object.entries(shape).flatMap(([name, part]) => unbounded(part, `${path}.${name}`)),
    ...[element, valueType].flatMap((part) => unbounded(part, path)),
  ];
}
