import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { RecordedEvent } from '../../../events/envelope.ts';
import { changed } from '../../../events/narrative/changes.ts';
import { kindOf } from '../../../events/ids.ts';
import type { Class } from '../../../events/visibility.ts';
import { CauseCollector } from '../../../projections/difference/causes.ts';
import { decisionItems } from '../../../projections/difference/decision-items.ts';
import { changedItems, difference } from '../../../projections/difference/difference.ts';
import { planSheet } from '../../../projections/difference/plan-sheet.ts';
import { regionSheet } from '../../../projections/difference/region-sheet.ts';
import { passagesOf, restoringChanges } from '../../../projections/difference/restoring.ts';
import type { Cell, Sheet } from '../../../projections/difference/sheet.ts';
import { wordsOf } from '../../../projections/difference/words.ts';
import { planView } from '../../../projections/plan-view/plan-view.ts';
import { regionOverview } from '../../../projections/region-overview/region-overview.ts';
import { topic } from '../../../projections/topic/projection.ts';
import type { TopicState } from '../../../projections/topic/topic.ts';
import { textOf } from '../../../events/narrative/state.ts';
import { authorStretches } from '../../../projections/text-history/authors.ts';
import { id, recorded, uuid } from '../given.ts';
import { histories } from './histories.ts';

/** Two moments of a page: what differs, and what caused it. */

const LATE = '2050-12-31';
const classes: Class[] = ['P0', 'P1', 'P2', 'P3', 'P4'];
const highest = (level: number) => ({ sees: () => (cls: Class) => classes.indexOf(cls) <= level });

function folded(events: readonly RecordedEvent[], level = 4): TopicState {
  const state = structuredClone(events).reduce((one, event) => topic.apply(one, event), topic.initial());
  return topic.view(state, highest(level));
}
function planAt(events: readonly RecordedEvent[], level?: number): Sheet | undefined {
  const state = folded(events, level);
  const plan = planView(state, id('pln', 1), LATE);
  return plan && planSheet(plan, state, (site) => site, decisionItems(state, id('pln', 1), LATE));
}
function regionAt(events: readonly RecordedEvent[], level?: number): Sheet | undefined {
  const state = folded(events, level);
  const region = regionOverview(state, id('reg', 1), LATE);
  return region && regionSheet(region, decisionItems(state, id('reg', 1), LATE));
}
const pages = [
  ['plan', planAt],
  ['region', regionAt],
] as const;

/** A history and two moments of it. */
const twoMoments = fc.tuple(histories, fc.nat(), fc.nat()).map(([events, a, b]) => ({
  events,
  moments: [a % (events.length + 1), b % (events.length + 1)].sort((x, y) => x - y),
}));

describe.each(pages)('two moments of a %s', (page, at) => {
  test('a moment differs in nothing from itself', () => {
    fc.assert(
      fc.property(histories, (events) => {
        expect(changedItems(difference(at(events), at(events)))).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });

  test('what differs, put upon the earlier, makes the later; swapped it leads back', () => {
    fc.assert(
      fc.property(twoMoments, ({ events, moments: [from = 0, to = 0] }) => {
        const [before, after] = [at(events.slice(0, from)), at(events.slice(0, to))];
        expect(applied(before, difference(before, after), 'after')).toEqual(valuesOf(after));
        expect(applied(after, difference(before, after), 'before')).toEqual(valuesOf(before));
        const kinds = (one: ReturnType<typeof difference>) =>
          changedItems(one).map(({ group, item }) => `${group}/${item.id} ${item.kind}`);
        const turned = kinds(difference(after, before)).map((one) =>
          one.endsWith('added') ? one.replace('added', 'removed') : one.replace('removed', 'added'),
        );
        expect(turned.sort()).toEqual(kinds(difference(before, after)).sort());
      }),
      { numRuns: 200 },
    );
  });

  test('every change has a cause between the moments', () => {
    fc.assert(
      fc.property(twoMoments, ({ events, moments: [from = 0, to = 0] }) => {
        const [before, after] = [at(events.slice(0, from)), at(events.slice(0, to))];
        const causes = new CauseCollector(page, [before, after]);
        for (const event of events.slice(from, to)) causes.take(event);
        for (const { group, item } of changedItems(difference(before, after)))
          if (group !== 'figures')
            expect(causes.of(`${group}/${item.id}`)?.count, `${group}/${item.id}`).toBeGreaterThan(0);
      }),
      { numRuns: 200 },
    );
  });

  test('histories that differ in what one may not see differ in nothing for him', () => {
    fc.assert(
      fc.property(twoMoments, fc.integer({ min: 1, max: 9 }), ({ events, moments: [from = 0, to = 0] }, more) => {
        const other = events.map((event) => withOtherAmounts(event, more));
        const seen = (some: readonly RecordedEvent[]) =>
          difference(at(some.slice(0, from), 2), at(some.slice(0, to), 2));
        expect(seen(other)).toEqual(seen(events));
      }),
      { numRuns: 200 },
    );
  });
});

test('an amount that only participants see changes: they are told, a member of the region is not', () => {
  const pledge = { contributionId: id('ctr'), siteId: id('sit', 1), kind: 'HEAT_MW', unit: 'MW', firmness: 'FIRM' };
  const events = [
    {
      type: 'SynergyPlanStarted',
      data: { regionId: id('reg'), kind: 'SHARED_HEAT', title: 'Warmte', initiatorOrg: id('org') },
    },
    { type: 'ContributionPledged', data: { ...pledge, amount: 3, from: '2027-01-01' } },
    {
      type: 'ContributionChanged',
      data: { contributionId: id('ctr'), old: 3, new: 4, from: '2027-01-01', firmness: 'FIRM' },
    },
  ].map((event, index) => recorded(`plan-${id('pln', 1).slice(4)}`, index, event));
  const changes = (level: number) => changedItems(difference(planAt(events.slice(0, 2), level), planAt(events, level)));
  expect(changes(3).map(({ item }) => item.parts.find(({ member }) => member === 'amount'))).toEqual([
    { member: 'amount', changed: true, before: { value: 3, unit: 'MW' }, after: { value: 4, unit: 'MW' } },
  ]);
  expect(changes(2)).toEqual([]);
});

test('a decision that was taken between two moments stands among them; a draft and one about another plan do not', () => {
  const stream = (n: number) => `decision-${uuid(n)}`;
  const drafted = (n: number, plan: number) =>
    recorded(stream(n), n, {
      type: 'DecisionDrafted',
      data: {
        ...{ type: 'SCOPE', question: `Besluit ${n}?`, participants: [] },
        subjectIds: [id('reg', 1), id('pln', plan)],
      },
    });
  const taken = (index: number, n: number) =>
    recorded(stream(n), index, {
      type: 'DecisionTaken',
      data: {
        ...{ chosen: id('alt'), motivation: 'omdat het moet', mandateId: id('mnd'), conditions: [] },
        ...{ inputIndex: 1, snapshotIds: [], citedEventIds: [], effectiveDate: '2027-01-01' },
      },
    });
  const started = recorded(`plan-${uuid(1)}`, 0, {
    type: 'SynergyPlanStarted',
    data: { regionId: id('reg'), kind: 'SHARED_HEAT', title: 'Warmte', initiatorOrg: id('org') },
  });
  const before = [started, drafted(1, 1), drafted(2, 1), drafted(3, 2)];
  const events = [...before, taken(4, 1), taken(5, 3)];
  const [only, ...others] = changedItems(difference(planAt(before), planAt(events)));
  expect(others).toEqual([]);
  expect(only).toMatchObject({ group: 'decisions', item: { id: id('dec', 1), name: 'Besluit 1?', kind: 'added' } });
  expect(only?.item.parts.map(({ member, after }) => [member, after?.value])).toEqual([
    ['decision', 'TAKEN'],
    ['effectiveDate', '2027-01-01'],
    ['published', false],
  ]);
});

test('who wrote a text: the stretches of its authors are the text, each by who put it in', () => {
  fc.assert(
    fc.property(histories, (events) => {
      for (const state of Object.values(folded(events).streams)) {
        if (!('chunks' in state)) continue;
        const stretches = authorStretches(state);
        expect(stretches.map(({ text }) => text).join('')).toBe(textOf(state));
        for (const { by, event } of stretches) expect(events.find(({ id: one }) => one === event)?.meta.actor).toBe(by);
      }
    }),
    { numRuns: 100 },
  );
});

describe('texts', () => {
  const text = fc
    .array(fc.constantFrom('warmte', 'uit', 'de', 'oven', '🔥', '\n', 'naar het net.'), { maxLength: 20 })
    .map((words) => words.join(' '));

  test('by words: without what was removed it is the later, without what was added the earlier', () => {
    fc.assert(
      fc.property(text, text, (before, after) => {
        const words = wordsOf(before, after);
        const without = (kind: string) =>
          words
            .filter((part) => part.kind !== kind)
            .map((part) => part.text)
            .join('');
        expect([without('added'), without('removed')]).toEqual([before, after]);
      }),
    );
  });

  test('words that change side by side are told together', () => {
    expect(wordsOf('Alles gaat goed. Bel ons.', 'De oven valt uit. Bel ons.')).toEqual([
      { text: 'Alles gaat goed', kind: 'removed' },
      { text: 'De oven valt uit', kind: 'added' },
      { text: '. Bel ons.', kind: 'kept' },
    ]);
  });

  test('every passage put back makes the text of then; none changes nothing; one changes only its place', () => {
    fc.assert(
      fc.property(text, text, fc.nat(), (now, then, pick) => {
        const passages = passagesOf(now, then);
        expect(changed(now, restoringChanges(now, passages))).toBe(then);
        expect(changed(now, restoringChanges(now, []))).toBe(now);
        const one = passages[pick % Math.max(1, passages.length)];
        if (!one) return;
        const made = changed(now, restoringChanges(now, [one]));
        expect(made).toBe(now.slice(0, one.from) + one.ins + now.slice(one.from + one.del));
      }),
    );
  });

  test('two long texts with nothing in common are told at once', () => {
    const words = (of: string) => Array.from({ length: 12_000 }, (_, n) => `${of}${n}`).join(' ');
    expect(wordsOf(words('a'), words('b')).map(({ kind }) => kind)).toEqual(['removed', 'added']);
  });
});

/** Group, item and member with the value: what a sheet says. */
function valuesOf(sheet: Sheet | undefined): Record<string, unknown> {
  return Object.fromEntries(
    (sheet ?? []).flatMap(({ group, items }) =>
      items.flatMap((item) => [
        [`${group}/${item.id}`, true] as const,
        ...Object.entries(item.members).map(([member, cell]) => [`${group}/${item.id}/${member}`, told(cell)] as const),
      ]),
    ),
  );
}

function applied(
  sheet: Sheet | undefined,
  groups: ReturnType<typeof difference>,
  side: 'before' | 'after',
): Record<string, unknown> {
  const values = valuesOf(sheet);
  const gone = side === 'after' ? 'removed' : 'added';
  for (const { group, item } of changedItems(groups)) {
    const place = `${group}/${item.id}`;
    if (item.kind === gone)
      for (const key of Object.keys(values)) if (key.startsWith(place)) Reflect.deleteProperty(values, key);
    if (item.kind === gone) continue;
    values[place] = true;
    for (const part of item.parts) {
      const cell = part[side];
      if (cell) values[`${place}/${part.member}`] = told(cell);
      else Reflect.deleteProperty(values, `${place}/${part.member}`);
    }
  }
  return values;
}

const told = ({ value, unit }: Cell): unknown => ({ value, unit });

function withOtherAmounts(event: RecordedEvent, more: number): RecordedEvent {
  if (kindOf(event.stream) !== 'plan') return event;
  const data: Record<string, unknown> = { ...event.data };
  const secret =
    event.type === 'ContributionPledged' ? ['amount'] : event.type === 'ContributionChanged' ? ['old', 'new'] : [];
  for (const name of secret) data[name] = Number(data[name]) + more;
  return { ...event, data };
}
