import { describe, expect, test } from 'vitest';
import { leavesOf, faultsOf } from '../../../client/forms/check.ts';
import type { FormField, FormShape } from '../../../client/forms/fields.ts';
import { dataOf, emptyInputs, inputsOf, type Inputs } from '../../../client/forms/inputs.ts';
import { fieldWordOf } from '../../../client/forms/names.ts';
import { formKinds, schemaOf } from '../../../client/forms/schemas.ts';
import { shapeOf } from '../../../client/forms/shape.ts';
import { commandWords } from '../../../client/forms/words/commands.ts';
import { optionWord } from '../../../client/forms/words/options.ts';
import { catalogue } from '../../../events/catalogue.ts';
import { rightOf } from '../../../events/rights/commands.ts';

/** Forms are made of the schemas of commands: what they make, each schema accepts; what is wrong stands at its field. */

/** What people think about, or what comes with a file: for these a form is made by hand, or there is none. */
const byHand = new Set([
  'RevertChange',
  'CorrectFact',
  'RestateFact',
  'SetProjectDetail',
  'SetInfrastructureDetail',
  'SetPlanDetail',
  'UploadLoadProfile',
  'DraftAgreement',
  'SignAgreement',
  'RecordCapacityImport',
  'DefineRegion',
  'ChangeRegionBoundary',
  'SetRegionIndicator',
  'DrawRoute',
  'TakeCalculationSnapshot',
  'RequestGate',
  'GiveDataConsent',
  'CorrectResponse',
  'NameMoment',
  'UnnameMoment',
  'PlaceComment',
]);

const commands = formKinds.flatMap((kind) =>
  Object.keys(catalogue[kind].commands)
    .filter((type) => Object.keys(rightOf(kind, type)?.may ?? {}).length > 0 && !byHand.has(type))
    .map((type) => ({ kind, type })),
);

const uuid = '01900000-0000-7000-8000-000000000001';
const samples: Readonly<Record<string, string>> = {
  quarter: '2028-Q3',
  postcode: '1234 ab',
  postcodes: '1234 ab, 2345',
  eutlId: 'nl-123',
  ean: '871 685900 000000001',
  kvk: '12345678',
  province: 'PV24',
  municipality: 'GM0034',
  cbsCode: 'PV24',
  parameterKey: 'ets.priceEUR',
};

/** What somebody might fill in. */
function typed(field: FormField): Inputs[string] {
  switch (field.type) {
    case 'boolean':
      return true;
    case 'choice':
      return field.options.at(-1) ?? '';
    case 'choices':
      return field.options.slice(0, Math.max(1, field.min));
    case 'reference':
      return `${field.prefixes[0] ?? ''}_${field.prefixes[0] === 'act' ? 'demo-noor' : uuid}`;
    case 'references':
      return [`${field.prefixes[0] ?? ''}_${uuid}`];
    case 'day':
      return '2027-05-01';
    case 'number':
      return field.name === 'year' || /Year$/.test(field.name) ? '2030' : String(field.min ?? 1);
    case 'text':
      return field.format === undefined ? 'w'.repeat(Math.max(1, field.min)) : (samples[field.format] ?? '?');
    case 'lines':
      return field.format === undefined ? 'een\ntwee' : (samples[field.format] ?? '?');
    case 'geometry':
      return '{"type":"Feature","geometry":{"type":"Point","coordinates":[5.2,52.5]}}';
    default:
      return '1';
  }
}

function filled(shape: FormShape): Inputs {
  const start = emptyInputs(shape);
  return { ...start, ...Object.fromEntries(leavesOf(shape.fields, start).map((field) => [field.path, typed(field)])) };
}

const freshOf = (shape: FormShape) =>
  Object.fromEntries(shape.fresh.map(({ name, prefix }) => [name, `${prefix}_${uuid}`]));

describe.each(commands)('$kind · $type', async ({ kind, type }) => {
  const schema = await schemaOf(kind, type);
  const shape = shapeOf(schema);
  const leaves = leavesOf(shape.fields, emptyInputs(shape));

  test('asks for all that is needed, in words of both languages', () => {
    expect(shape.unasked).toEqual([]);
    for (const field of [...leaves, ...shape.fields]) {
      const word = fieldWordOf(type, field.name);
      expect(word, `${type}.${field.name}`).toBeDefined();
      if (field.type !== 'choice' && field.type !== 'choices') continue;
      for (const code of field.options) expect(optionWord(field.name, code), `${field.name} ${code}`).toBeDefined();
    }
  });

  test.each(['nl', 'en'] as const)('filled in (%s) it makes a payload that the schema accepts', (language) => {
    const inputs = filled(shape);
    const data = dataOf(shape, inputs, freshOf(shape), language);
    expect(faultsOf(schema, shape, inputs, data, 'nl')).toEqual({});
    expect(schema.safeParse(data).success).toBe(true);
    // what stands can be opened in the form and comes out the same
    expect(dataOf(shape, inputsOf(shape, data, language), freshOf(shape), language)).toEqual(data);
  });

  test('with only what is required filled in, too', () => {
    const inputs = filled(shape);
    const less = Object.fromEntries(
      Object.entries(inputs).filter(([path]) => leaves.find((field) => field.path === path)?.required !== false),
    );
    expect(faultsOf(schema, shape, less, dataOf(shape, less, freshOf(shape), 'nl'), 'nl')).toEqual({});
  });

  test('what is missing or out of range is said at its place', () => {
    const whole = filled(shape);
    const faults = (inputs: Inputs) =>
      faultsOf(schema, shape, inputs, dataOf(shape, inputs, freshOf(shape), 'nl'), 'nl');
    for (const field of leaves) {
      const emptied = { ...whole, [field.path]: Array.isArray(whole[field.path]) ? [] : '' };
      const may = !field.required || field.type === 'boolean' || emptiable(field);
      if (!may) expect(faults(emptied)[field.path], `${field.path} empty`).toEqual({ code: 'required' });
      if (field.type !== 'number') continue;
      expect(faults({ ...whole, [field.path]: 'veel' })[field.path], `${field.path} no number`).toEqual({
        code: 'number',
      });
      const { max, min } = field;
      const range = { code: 'range', min, max };
      if (max !== undefined) expect(faults({ ...whole, [field.path]: String(max + 1) })[field.path]).toEqual(range);
      if (min !== undefined) expect(faults({ ...whole, [field.path]: String(min - 1) })[field.path]).toEqual(range);
    }
  });
});

/** Fields that may be left empty although they stand in every payload. */
const emptiable = (field: FormField): boolean =>
  (field.type === 'text' && field.min === 0) ||
  ((field.type === 'references' || field.type === 'choices' || field.type === 'lines') && field.min === 0);

test('no word says the same in both languages, and none is for nothing', () => {
  // also of commands whose forms are made by hand: what was refused is called by its name
  const known = new Set(Object.values(catalogue).flatMap(({ commands: all }) => Object.keys(all)));
  for (const [type, [nl, en]] of Object.entries(commandWords)) {
    expect(known, type).toContain(type);
    expect(nl, type).not.toBe(en);
  }
});

test('what does not fit is said in its words: days, formats, lengths, several at once', async () => {
  const schema = await schemaOf('site', 'RegisterSite');
  const shape = shapeOf(schema);
  const inputs = { ...filled(shape), 'address.postcode': 'hier', name: 'x', 'point.0': '2' };
  expect(faultsOf(schema, shape, inputs, dataOf(shape, inputs, {}, 'nl'), 'nl')).toEqual({
    'address.postcode': { code: 'format', format: 'postcode' },
    name: { code: 'length', min: 2, max: 160 },
    'point.0': { code: 'range', min: 3.2, max: 7.3 },
  });
  const need = await schemaOf('project', 'StateInfraNeed');
  const asked = shapeOf(need, ['needId']);
  const data = dataOf(asked, { ...filled(asked), carrier: 'CO2' }, { needId: `ned_${uuid}` }, 'nl');
  expect(data['unit']).toBe('t/h');
});
