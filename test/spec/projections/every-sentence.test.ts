import { describe, expect, test } from 'vitest';
import { catalogue } from '../../../events/catalogue.ts';
import { ERASED, HIDDEN, type VisibleEvent } from '../../../events/envelope.ts';
import { kindOf, prefixes, type KindName } from '../../../events/ids.ts';
import { infrastructureFields } from '../../../events/infrastructure/details.ts';
import { detailFields } from '../../../events/plan/details.ts';
import { projectFields } from '../../../events/project/phases.ts';
import { changeOf } from '../../../projections/history-sentences/change.ts';
import { lineOf } from '../../../projections/history-sentences/lines.ts';
import { nameOfCode } from '../../../projections/history-sentences/names.ts';
import { sentenceOf } from '../../../projections/history-sentences/sentence.ts';
import { unitOfMember } from '../../../projections/history-sentences/units.ts';
import { at, derivedWords } from '../../../projections/history-sentences/words.ts';
import { recordedExamples } from '../recorded/examples.ts';
import { at as place, optionsOf } from './payload-schema.ts';

const kinds = Object.keys(prefixes) as KindName[];
const examples = new Map(recordedExamples().map((event) => [`${kindOf(event.stream)} ${event.type}`, event]));
const types = kinds.flatMap((kind) => Object.keys(catalogue[kind].events).map((type) => ({ kind, type })));
const exampleOf = (kind: KindName, type: string): VisibleEvent => {
  const event = examples.get(`${kind} ${type}`);
  if (!event) throw new Error(`no recorded example of ${kind} ${type}`);
  return event;
};

const organisations = ['Klinker', 'Polderwit', 'Stroomnet', 'Programmabureau', 'Provincie Waard'];
const organisation = (id: string): string => organisations[Number(id.slice(-1)) - 1] ?? id;
const said = (event: VisibleEvent): string[] => {
  const both = [sentenceOf(event, 'nl', organisation), sentenceOf(event, 'en', organisation)];
  for (const one of both) expect(one, event.type).toBeDefined();
  return both.map(String);
};
const having = (event: VisibleEvent, data: Record<string, unknown>): VisibleEvent => ({ ...event, data });

/** What no sentence may hold: gaps, words of machines, ids. */
const machine =
  /undefined|\bnull\b|NaN|\[object|[{}]|\s{2}|^\s|\s$|\bact_|[a-z]{3}_[0-9a-f]{8}|[0-9a-f]{8}-[0-9a-f]{4}|[0-9a-f]{40}|\b[A-Z][A-Z0-9]*_[A-Z0-9_]+/;

/** Numbers that count or grade: they have no unit. Of an indicator and a score another event says which it is. */
const unitless = new Set(
  'calls impact jobsDirect IndicatorMeasured.value mid low high N p rejected roundedScore rows score severity written'.split(' '), // prettier-ignore
);
const placesOf = (text: string): string[] => [...text.matchAll(/\{([\w.]+)[^}]*\}/g)].map((match) => match[1] ?? '');

describe('every type of event', () => {
  test.each(types)(
    '$kind $type is told in both languages, with every value, with each of them hidden, and all',
    (one) => {
      const event = exampleOf(one.kind, one.type);
      const hidden = (value: unknown) => Object.fromEntries(Object.keys(event.data).map((member) => [member, value]));
      const shown = [
        event,
        having(event, hidden(HIDDEN)),
        having(event, hidden(ERASED)),
        ...Object.keys(event.data).map((member) => having(event, { ...event.data, [member]: HIDDEN })),
        having(event, {}),
      ];
      for (const version of shown) {
        const [nl, en] = said(version);
        expect(nl).not.toMatch(machine);
        expect(en).not.toMatch(machine);
        expect(en).not.toBe(nl);
      }
      expect(said(having(event, hidden(HIDDEN)))).toEqual(said(having(event, hidden(ERASED))));
    },
  );

  test.each(types)('$kind $type has sentences of the same words, each of them in its payload, codes by name', (one) => {
    const event = exampleOf(one.kind, one.type);
    const schema = catalogue[one.kind].payloads[one.type];
    const line = lineOf(event.stream, one.type) ?? [];
    expect(line.length).toBeGreaterThan(0);
    for (const { nl, en } of line) {
      expect(placesOf(en).sort()).toEqual(placesOf(nl).sort());
      for (const path of placesOf(nl)) {
        if ((derivedWords as readonly string[]).includes(path)) continue;
        const part = place(schema, path);
        expect(part, `${one.type} has ${path}`).toBeDefined();
        const member = path.slice(path.lastIndexOf('.') + 1);
        const fields = ['old', 'new', 'value'].includes(member) ? optionsOf(place(schema, 'field')) : [];
        for (const code of optionsOf(part)) {
          if (nl.includes(`{${path}=`)) continue;
          const names = [member, ...fields].map((name) => nameOfCode(name, code, 'nl', one.type));
          expect(names.some(Boolean), `${one.type}.${path} ${code} has a name`).toBe(true);
        }
        const value = at(event.data, path);
        if (typeof value !== 'number' || /year/i.test(member)) continue;
        const unit = unitOfMember(member, one.type, event.data);
        const counts = unitless.has(member) || unitless.has(`${one.type}.${member}`);
        if (!(one.type === 'FactCorrected' && one.kind === 'intervention'))
          expect(unit !== undefined || counts, `${one.type}.${path} has a unit`).toBe(true);
      }
    }
  });

  test.each(types)('$kind $type says what it changed, beside the value of before and without one', (one) => {
    const event = exampleOf(one.kind, one.type);
    for (const [held, earlier] of [
      [event, event],
      [event, undefined],
      [event, having(event, Object.fromEntries(Object.keys(event.data).map((member) => [member, HIDDEN])))],
    ] as const) {
      const change = changeOf(held, earlier);
      if (!change) continue;
      expect(change.after).toBeDefined();
      const own = 'old' in event.data;
      if ('before' in change && !own) expect([change.after, HIDDEN]).toContainEqual(change.before);
      if (earlier === undefined && !own) expect('before' in change).toBe(false);
    }
  });
});

test('every field that may be set has a name, and each of its choices', () => {
  for (const fields of [...Object.values(detailFields), projectFields, ...Object.values(infrastructureFields)]) {
    for (const [field, { options = [] }] of Object.entries(fields)) {
      expect(nameOfCode('field', field, 'nl'), field).toBeDefined();
      for (const code of options) expect(nameOfCode(field, code, 'en'), `${field} ${code}`).toBeDefined();
    }
  }
});

test('what is hidden is not taken for what is gone', () => {
  const target = exampleOf('plan', 'CapacityTargetSet');
  expect(said(having(target, { ...target.data, MW: null }))[0]).toBe('nam het doel weg');
  expect(said(having(target, { ...target.data, MW: HIDDEN }))[0]).toBe('zette een doel voor het vermogen');
  const detail = exampleOf('plan', 'PlanDetailSet');
  expect(said(having(detail, { field: 'backupMW', value: null }))[0]).toBe('maakte Reservevermogen leeg');
  expect(said(having(detail, { field: 'backupMW', value: ERASED }))[0]).toBe('wijzigde Reservevermogen');
  const flexibility = exampleOf('site', 'FlexPotentialStated');
  expect(said(having(flexibility, { ...flexibility.data, type: 'NONE', MW: 0 }))[1]).toBe(
    'stated that the site has no flexibility',
  );
  expect(said(having(flexibility, { type: HIDDEN }))[1]).toBe('stated the flexibility');
});
