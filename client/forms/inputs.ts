import { formatNumber, parseNumber, type Language } from '../app/i18n/format.ts';
import { unitOf, type Carrier } from '../../events/carriers.ts';
import type { FormField, FormShape, GroupField, RowsField } from './fields.ts';
import { tidied } from './formats.ts';

/** What stands in a form, as it was typed: by path. Of rows their number stands at the path of the field itself. */
export type Inputs = Readonly<Record<string, string | boolean | readonly string[]>>;

type Data = Record<string, unknown>;

/** What a form starts with: days and choices as the schema says, one row of each list, nothing typed. */
export function emptyInputs(shape: FormShape): Inputs {
  return Object.fromEntries(shape.fields.flatMap(startOf));
}

function startOf(field: FormField): [string, Inputs[string]][] {
  if (field.type === 'rows') return [[field.path, '1']];
  if (field.type === 'choice' && field.initial !== undefined) return [[field.path, field.initial]];
  return field.type === 'group' ? field.fields.flatMap(startOf) : [];
}

/** The path of a field inside a row. */
export const inRow = (path: string, row: number): string => path.replace('.#.', `.${row}.`);

/** A field as it is in one row of a list. */
export function rowField(field: FormField, row: number): FormField {
  return { ...field, path: inRow(field.path, row) };
}

/** How many rows of a list there are. */
export function rowsOf(field: RowsField, inputs: Inputs): number {
  return Math.max(1, Math.min(60, Number(inputs[field.path] ?? 1)));
}

/** The payload that the inputs make; what is not filled in is not in it. Numbers that are none stay as they were typed. */
export function dataOf(shape: FormShape, inputs: Inputs, given: Readonly<Data>, language: Language): Data {
  const made = Object.fromEntries(
    shape.fields.flatMap((field) => {
      const value = valueOf(field, inputs, language);
      return value === undefined ? [] : [[field.name, value]];
    }),
  );
  const data = { ...shape.fixed, ...made, ...given };
  return shape.unitByCarrier && data['unit'] === undefined ? { ...data, ...unitFor(data['carrier']) } : data;
}

const unitFor = (carrier: unknown): Data =>
  typeof carrier === 'string' && carrier in unitOf ? { unit: unitOf[carrier as Carrier] } : {};

/** What a field puts into the payload; undefined: nothing is filled in. A number that is none stays text. */
export function valueOf(field: FormField, inputs: Inputs, language: Language): unknown {
  const raw = inputs[field.path];
  const text = typeof raw === 'string' ? raw.trim() : '';
  switch (field.type) {
    case 'boolean':
      return raw === true ? true : field.required || raw === false ? false : undefined;
    case 'choices':
    case 'references':
      return Array.isArray(raw) && raw.length > 0 ? [...(raw as string[])] : field.required ? [] : undefined;
    case 'number': {
      if (text === '') return undefined;
      const value = parseNumber(text, language);
      return Number.isNaN(value) ? text : value;
    }
    case 'lines': {
      const lines = text.split(/[\n,;]+/).flatMap((line) => tidied(field.format, line) || []);
      return lines.length > 0 ? lines : field.required ? [] : undefined;
    }
    case 'text':
      if (text === '') return field.required && field.min === 0 ? '' : undefined;
      return field.format === undefined ? text : tidied(field.format, text);
    case 'geometry':
      return text === '' ? null : parsed(text);
    case 'group':
      return groupValue(field, inputs, language);
    case 'rows':
      return rowsValue(field, inputs, language);
    default:
      return text === '' ? undefined : text;
  }
}

function groupValue(field: GroupField, inputs: Inputs, language: Language): unknown {
  const values = field.fields.map((one) => [one.name, valueOf(one, inputs, language)] as const);
  const filled = values.some(([, value]) => value !== undefined && value !== false);
  if (!filled && (field.nullable || !field.required)) return field.nullable ? null : undefined;
  if (field.tuple) return values.map(([, value]) => value);
  return Object.fromEntries(values.filter(([, value]) => value !== undefined));
}

function rowsValue(field: RowsField, inputs: Inputs, language: Language): unknown {
  const rows = Array.from({ length: rowsOf(field, inputs) }, (_, row) =>
    Object.fromEntries(
      field.fields.flatMap((one) => {
        const value = valueOf(rowField(one, row), inputs, language);
        return value === undefined ? [] : [[one.path.split('.').at(-1) ?? '', value]];
      }),
    ),
  );
  if (!field.keyed) return rows;
  return Object.fromEntries(
    rows.flatMap(({ year, value, ...rest }) => {
      if (year === undefined && value === undefined && Object.keys(rest).length === 0) return [];
      return [[String(year ?? ''), field.single ? value : rest]];
    }),
  );
}

/** GeoJSON as it was pasted: a feature's geometry is taken out; what is no JSON stays text, which no schema accepts. */
function parsed(text: string): unknown {
  try {
    const json = JSON.parse(text) as { type?: string; geometry?: unknown; coordinates?: unknown };
    const geometry = (json.type === 'Feature' ? json.geometry : json) as { type?: string; coordinates?: unknown };
    return geometry.type === 'Polygon' ? { type: 'MultiPolygon', coordinates: [geometry.coordinates] } : geometry;
  } catch {
    return text;
  }
}

/** The inputs of a payload that stands: to change it, or to type on where something was refused. */
export function inputsOf(shape: FormShape, data: Readonly<Data>, language: Language): Inputs {
  return {
    ...emptyInputs(shape),
    ...Object.fromEntries(shape.fields.flatMap((field) => written(field, data[field.name], language))),
  };
}

function written(field: FormField, value: unknown, language: Language): [string, Inputs[string]][] {
  if (value === undefined || value === null) return [];
  if (field.type === 'group') {
    const members = value as Record<string, unknown>;
    return field.fields.flatMap((one, n) => written(one, field.tuple ? members[n] : members[one.name], language));
  }
  if (field.type === 'rows') {
    const rows = (field.keyed ? byYear(field, value as Data) : value) as Data[];
    const cells = rows.flatMap((row, n) =>
      field.fields.flatMap((one) => written(rowField(one, n), row[one.path.split('.').at(-1) ?? ''], language)),
    );
    return [[field.path, String(rows.length)], ...cells];
  }
  if (field.type === 'number' && typeof value === 'number')
    return [[field.path, field.whole ? String(value) : formatNumber(value, language, 6)]];
  if (field.type === 'lines') return [[field.path, (value as string[]).join('\n')]];
  if (field.type === 'geometry') return [[field.path, JSON.stringify(value)]];
  return [[field.path, value as Inputs[string]]];
}

const byYear = (field: RowsField, years: Data): Data[] =>
  Object.entries(years).map(([year, value]) => ({
    year: Number(year),
    ...(field.single ? { value } : (value as Data)),
  }));
