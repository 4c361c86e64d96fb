import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import type { z } from 'zod';
import { catalogue, kindFunctions } from '../../events/catalogue.ts';
import { kindOf, streamOf, type KindName } from '../../events/ids.ts';
import { classOf, noFacts } from '../../events/visibility.ts';
import { missingExamples, nameOf, recordedExamples } from './recorded/examples.ts';
import { story } from './recorded/story.ts';

const kinds = Object.entries(catalogue) as [KindName, (typeof catalogue)[KindName]][];
const types = kinds.flatMap(([kind, { events, payloads }]) =>
  Object.entries(events).map(([type, spec]) => ({
    name: `${kind}.${type}`,
    kind,
    type,
    spec,
    payload: payloads[type],
  })),
);

describe('event types', () => {
  test('each has a label in both languages, a class for every field, a positive version', () => {
    for (const { name, spec, payload } of types) {
      expect(spec.label.nl.trim(), name).not.toBe('');
      expect(spec.label.en.trim(), name).not.toBe('');
      expect(spec.label.nl, name).not.toBe(spec.label.en);
      expect(spec.version, name).toBeGreaterThan(0);
      expect(payload, name).toBeDefined();
      for (const field of fieldsOf(payload)) {
        const declared = field in spec.classes || '*' in spec.classes;
        expect(declared, `${name}.${field}`).toBe(true);
        expect(classOf(spec.classes, field, noFacts, {}), `${name}.${field}`).toMatch(/^P[0-4]$/);
      }
      if (spec.dated !== undefined) expect(fieldsOf(payload), name).toContain(spec.dated);
    }
  });

  test('numbers say their unit in their name, or have none', () => {
    const unnamed = types.flatMap(({ name, payload }) =>
      numbersIn(payload, name).filter((path) => !saysUnit(path.slice(path.lastIndexOf('.') + 1))),
    );
    expect(unnamed).toEqual([]);
  });

  test('the list of names is the one that stands in the log: none goes, none is called otherwise', () => {
    const listed = JSON.parse(readFileSync(here('event-types.json'), 'utf8')) as string[];
    const names = types.map(({ name }) => name);
    expect(listed.filter((name) => !names.includes(name))).toEqual([]);
  });

  const design = here('../../../shared/design/event-catalogue.csv');
  test.skipIf(!existsSync(design))('every row of the design has its type', () => {
    const rows = readFileSync(design, 'utf8').trim().split('\n').slice(1);
    const wanted = rows.map((row) => row.split(';')[1] ?? '');
    expect(wanted.length).toBeGreaterThan(160);
    const known = new Set(types.map(({ type }) => type));
    expect(wanted.filter((type) => !known.has(type))).toEqual([]);
  });
});

describe('recorded examples', () => {
  const examples = recordedExamples();

  test('there is one of each type and version', () => {
    expect(missingExamples(examples).map(nameOf)).toEqual([]);
    const held = new Set(examples.map(nameOf));
    const all = types.flatMap(({ name, spec }) => Array.from({ length: spec.version }, (_, n) => `${name} ${n + 1}`));
    expect(all.filter((name) => !held.has(name))).toEqual([]);
  });

  test('each is read as it was written, and folds', () => {
    const states = new Map<string, unknown>();
    for (const event of examples) {
      const kind = kindOf(event.stream);
      const parsed = catalogue[kind].payloads[event.type]?.safeParse(event.data);
      expect(parsed?.error?.issues ?? [], nameOf(event)).toEqual([]);
      const functions = kindFunctions(kind);
      const state = states.get(event.stream) ?? functions.initial();
      states.set(event.stream, functions.evolve(state, structuredClone(event)));
    }
  });
});

test('every command of the catalogue is given in the story, and every type happens in it', () => {
  const { commands, events } = story();
  const given = new Set(commands.map(({ subject, type }) => `${streamOf(subject)?.kind}.${type}`));
  const all = kinds.flatMap(([kind, spec]) => Object.keys(spec.commands).map((type) => `${kind}.${type}`));
  expect(all.filter((name) => !given.has(name))).toEqual([]);
  const happened = new Set(events.map(({ stream, type }) => `${kindOf(stream)}.${type}`));
  expect(types.map(({ name }) => name).filter((name) => !happened.has(name))).toEqual([]);
});

function here(path: string): string {
  return fileURLToPath(new URL(path, import.meta.url));
}

function fieldsOf(schema: z.ZodType | undefined): string[] {
  return Object.keys(shapeOf(schema));
}

interface Def {
  readonly type: string;
  readonly shape?: Readonly<Record<string, z.ZodType>>;
  readonly innerType?: z.ZodType;
  readonly element?: z.ZodType;
  readonly valueType?: z.ZodType;
  readonly options?: readonly z.ZodType[];
}
function defOf(schema: z.ZodType): Def {
  return schema._zod.def;
}
function shapeOf(schema: z.ZodType | undefined): Readonly<Record<string, z.ZodType>> {
  return (schema && defOf(schema).shape) ?? {};
}

/** Names of all numbers of a payload, with the way to them. */
function numbersIn(schema: z.ZodType | undefined, path: string): string[] {
  if (!schema) return [];
  const { type, shape = {}, innerType, element, valueType, options = [] } = defOf(schema);
  if (type === 'number' || type === 'int') return [path];
  const parts = Object.entries(shape).flatMap(([name, part]) => numbersIn(part, `${path}.${name}`));
  return [...parts, ...[innerType, element, valueType, ...options].flatMap((part) => numbersIn(part, path))];
}

const unit =
  /(MW|MWh|MVA|KV|km|Km|EUR|EURPerMWh|_t|^t\d{4}|^t$|Tonnes|KgPerYear|T_out|[cC]$|DN|DeltaK|Hours|year|Year|Until|index|Index)/;
/** Shares, counts, grades and versions have no unit; some stand beside a field that names it, or in a table of years. */
const bare =
  /^(share|probability|p|impact|severity|score|scores|roundedScore|certainty|calls|rows|written|unchanged|rejected|queueCount|jobsDirect|N|seed|paramVersion|textRevision|sites|oldSites|parents|rankAcceptability|confidence|centralWeights|weights|intervals|minimumShare|low|mid|high|value|old|new|amount|firm|planned|baseline|targetValue|worst|best|outputs|years|person|organisation|text|parts|complementarity|scale|proximity|timing|readiness|relief|coordinates|geometry|point|LineString|version|fromYear|changes|besides|reverts|range|length_km)$/;
function saysUnit(name: string): boolean {
  return bare.test(name) || unit.test(name);
}
