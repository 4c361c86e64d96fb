import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { calculationOf } from '../../../projections/plan-analysis/build.ts';
import { sourcesBelow } from '../../tooling/sources.ts';

/** What a calculation tells of by name has words on the page; names are put together there, so that no compiler looks. */

const root = fileURLToPath(new URL('../../..', import.meta.url));
const sources = sourcesBelow(root, ['projections/plan-analysis']);
const page = (name: string): string => readFileSync(`${root}/client/pages/plan/calculation/${name}.ts`, 'utf8');
const named = (file: RegExp, pattern: RegExp): string[] =>
  sources.flatMap(({ path, text }) =>
    file.test(path) ? [...text.matchAll(pattern)].map(([, name]) => name ?? '') : [],
  );
const without = (names: readonly string[], start: string, texts: string): string[] =>
  [...new Set(names)].filter((name) => texts.split(`    ${start}${name}:`).length !== 3);

test('every figure, input, reason, warning and formula has its words in both languages', () => {
  const figures = named(/figures|calculate/, /(?:figure\(|key: )'(\w+)'/g);
  const inputs = [
    ...named(/./, /(?:ofSite\(|input: )'(\w+)'/g),
    ...named(/./, /sheet\.(?:needed|number|choice|parameter|lacksField)\(\s*'[^']+',\s*'(\w+)'/g),
  ];
  const reasons = named(/line\.ts/, /\| '([A-Z_]+)'/g);
  expect([figures.length, inputs.length, reasons.length].every((many) => many > 12)).toBe(true);
  expect(without(figures, 'figure', page('figure-texts'))).toEqual([]);
  expect(without(inputs, 'input', page('input-texts'))).toEqual([]);
  expect(without(reasons, 'reason', page('input-texts'))).toEqual([]);
  const formulas = Object.values(calculationOf).map((calc) => calc.replaceAll('-', ''));
  expect(without(formulas, 'formula', page('texts'))).toEqual([]);
  const warnings = named(/for-viewer|calculate/, /'((?:[A-Z]+_)+[A-Z]+)'/g).filter(
    (name) => name !== 'RANGED_OF_GROUP',
  );
  const heat = readFileSync(`${root}/projections/analysis/shared-heat/shared-heat.ts`, 'utf8');
  const ofHeat = [...heat.matchAll(/push\('([A-Z_]+)'/g)].map(([, name]) => name ?? '');
  expect(without([...warnings, ...ofHeat], 'warning', page('texts'))).toEqual([]);
});
