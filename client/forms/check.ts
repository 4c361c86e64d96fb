import type { z } from 'zod';
import type { FormField, FormShape } from './fields.ts';
import { inRow, rowField, rowsOf, valueOf, type Inputs } from './inputs.ts';
import type { Language } from '../app/i18n/format.ts';

/** What is wrong with a field: which sentence says it. */
export type Fault =
  | { readonly code: 'required' }
  | { readonly code: 'number' | 'whole' }
  | { readonly code: 'range'; readonly min?: number | undefined; readonly max?: number | undefined }
  | { readonly code: 'length'; readonly min: number; readonly max: number }
  | { readonly code: 'format'; readonly format: string }
  | { readonly code: 'misfit'; readonly detail: string };

/** What the schema says of a payload, at the place of each field. `''`: nothing that is asked for. */
export function faultsOf(
  schema: z.ZodType,
  shape: FormShape,
  inputs: Inputs,
  data: unknown,
  language: Language,
): Readonly<Record<string, Fault>> {
  const answer = schema.safeParse(data);
  const fields = leavesOf(shape.fields, inputs);
  // where a schema would take a word as well, a number is asked for
  const words = fields.filter((one) => one.type === 'number' && typeof valueOf(one, inputs, language) === 'string');
  if (answer.success) return Object.fromEntries(words.map(({ path }) => [path, { code: 'number' }]));
  const faults: Record<string, Fault> = {};
  for (const issue of answer.error.issues) {
    const field = placeOf(issue.path.map(String), shape.fields, fields, inputs);
    const path = field?.path ?? '';
    faults[path] ??= field
      ? faultIn(field, inputs, issue.message, valueOf(field, inputs, language))
      : { code: 'misfit', detail: issue.message };
  }
  // what follows from a field that is wrong itself (its unit) is said there
  const { '': whole, ...placed } = faults;
  return whole && Object.keys(placed).length === 0 ? faults : placed;
}

/** Every field that somebody fills in, those of rows once a row. */
export function leavesOf(fields: readonly FormField[], inputs: Inputs): FormField[] {
  return fields.flatMap((field) => {
    if (field.type === 'group') return leavesOf(field.fields, inputs);
    if (field.type !== 'rows') return [field];
    return Array.from({ length: rowsOf(field, inputs) }, (_, row) =>
      leavesOf(
        field.fields.map((one) => rowField(one, row)),
        inputs,
      ),
    ).flat();
  });
}

/** The field at a place of the payload, or what it lies in. Of values by year the row of that year. */
function placeOf(
  path: readonly string[],
  fields: readonly FormField[],
  leaves: readonly FormField[],
  inputs: Inputs,
): FormField | undefined {
  const [name, year, ...rest] = path;
  const list = fields.find((field) => field.path === name);
  let place = path.join('.');
  if (list?.type === 'rows' && list.keyed) {
    const row = Array.from({ length: rowsOf(list, inputs) }, (_, n) => n).find(
      (n) => String(inputs[inRow(`${list.path}.#.year`, n)] ?? '').trim() === (year ?? ''),
    );
    const member = rest.length > 0 ? rest.join('.') : list.single ? 'value' : 'year';
    const wrongYear = year !== undefined && !/^20[2-4]\d$|^2050$/.test(year);
    place = `${list.path}.${row ?? 0}.${wrongYear || year === undefined ? 'year' : member}`;
  }
  for (let parts = place.split('.'); parts.length > 0; parts = parts.slice(0, -1)) {
    const at = parts.join('.');
    const found = leaves.find((field) => field.path === at) ?? leaves.find((field) => field.path.startsWith(`${at}.`));
    if (found) return found;
  }
  return undefined;
}

function faultIn(field: FormField, inputs: Inputs, detail: string, value: unknown): Fault {
  const raw = inputs[field.path];
  const empty = raw === undefined || raw === '' || (Array.isArray(raw) && raw.length === 0);
  if (empty || (typeof raw === 'string' && raw.trim() === '')) return { code: 'required' };
  if (field.type === 'number') {
    if (typeof value === 'string') return { code: 'number' };
    if (field.whole && !Number.isInteger(value)) return { code: 'whole' };
    return { code: 'range', min: field.min, max: field.max };
  }
  if (field.type === 'day') return { code: 'format', format: 'day' };
  if (field.type === 'geometry') return { code: 'format', format: 'geometry' };
  if ((field.type === 'text' || field.type === 'lines') && field.format !== undefined)
    return { code: 'format', format: field.format };
  if (field.type === 'text' && !detail.includes('no text')) return { code: 'length', min: field.min, max: field.max };
  return { code: 'misfit', detail };
}
