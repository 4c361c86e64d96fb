import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { catalogue } from '../../events/catalogue.ts';
import { detailFields } from '../../events/plan/details.ts';
import { refusalSentences } from '../../events/refusals.ts';
import { sourcesBelow } from './sources.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const sources = sourcesBelow(root, ['client']);
const files = sources.filter(({ path }) => path.endsWith('texts.ts'));
const others = sources.filter(({ path }) => !path.endsWith('texts.ts')).map(({ text }) => text);

/** Words that are the same in Dutch and in English. */
const sameInBoth = new Set(['{{count}} in Cluster 6', '{{count}} plan']);

/** How keys begin that are put together: t(`role${role}`). */
const begun = others.flatMap((text) => [...text.matchAll(/`([a-zA-Z]+)\$\{/g)].map((match) => match[1] ?? '-'));

/** Texts that are asked for by the name of what is in the data: events and fields. */
const named = new Set([
  ...Object.values(catalogue).flatMap((kind) => Object.keys(kind.events)),
  ...Object.values(detailFields).flatMap((fields) => Object.keys(fields)),
]);

/** The texts of a file per language, as they stand in its source. */
function textsIn(path: string): Record<string, Record<string, string>> {
  const source = ts.createSourceFile(path, readFileSync(`${root}/${path}`, 'utf8'), ts.ScriptTarget.Latest, true);
  const languages: Record<string, Record<string, string>> = {};
  const visit = (node: ts.Node): void => {
    if (
      ts.isPropertyAssignment(node) &&
      ts.isObjectLiteralExpression(node.initializer) &&
      ['nl', 'en'].includes(node.name.getText())
    ) {
      languages[node.name.getText()] = Object.fromEntries(
        node.initializer.properties.flatMap((one) =>
          ts.isPropertyAssignment(one) && ts.isStringLiteralLike(one.initializer)
            ? [[one.name.getText().replaceAll(/['"]/g, ''), one.initializer.text]]
            : [],
        ),
      );
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return languages;
}

const places = (text: string): string[] => [...text.matchAll(/\{\{?(\w+)\}?\}/g)].map((match) => match[1] ?? '').sort();

describe.each(files.map(({ path }) => path))('%s', (path) => {
  const { nl = {}, en = {} } = textsIn(path);

  test('says the same in both languages', () => {
    expect(Object.keys(nl).length).toBeGreaterThan(0);
    expect(Object.keys(en).sort()).toEqual(Object.keys(nl).sort());
    for (const [key, text] of Object.entries(nl)) {
      expect(text.trim(), key).not.toBe('');
      expect([...new Set(places(en[key] ?? ''))], key).toEqual([...new Set(places(text))]);
      if (!sameInBoth.has(text)) expect(en[key], key).not.toBe(text);
    }
  });

  test('has no text that nothing asks for', () => {
    const unused = Object.keys(nl).filter((key) => {
      const base = key.replace(/_(one|other)$/, '');
      const asked = new RegExp(`['"\`]${base}['"\`]`);
      if (named.has(base)) return false;
      return !begun.some((start) => base.startsWith(start)) && !others.some((text) => asked.test(text));
    });
    expect(unused).toEqual([]);
  });
});

test('every refusal has its sentence in both languages, with the same values', () => {
  for (const [code, { nl, en }] of Object.entries(refusalSentences))
    expect([...new Set(places(nl))], code).toEqual([...new Set(places(en))]);
});

test('every code that is refused with has its sentence', () => {
  const code = /(?:refuse\(|code: )'([A-Z_]+)'/g;
  const used = sourcesBelow(root, ['events', 'server']).flatMap(({ path, text }) =>
    path.startsWith('server/exchange') || path.startsWith('server/store')
      ? []
      : [...text.matchAll(code)].map((match) => match[1] ?? ''),
  );
  expect(used.length).toBeGreaterThan(40);
  expect([...new Set(used)].filter((one) => !(one in refusalSentences))).toEqual([]);
});
