import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { RecordedEvent, VisibleEvent } from '../../../events/envelope.ts';
import { redact } from '../../../events/visibility.ts';
import { eventSpec } from '../../../events/catalogue.ts';
import { ReadModelFile } from '../../../server/readmodels/file.ts';
import { readHistory } from '../../../server/readmodels/history.ts';
import { allOf, anyOf, type Descending } from '../../../server/readmodels/descending.ts';
import type { HistoryQuery } from '../../../server/readmodels/port.ts';
import { stemsOf } from '../../../server/readmodels/words.ts';
import { recorded, uuid } from '../given.ts';

const partner = { key: 'partner', has: (grant: string) => grant === 'P1' };
const plans = [1, 2, 3].map((n) => `plan-${uuid(n)}`);
const seesAt =
  (highest: number) =>
  (event: RecordedEvent): VisibleEvent | undefined =>
    redact(event, eventSpec(event.stream, event.type)?.classes ?? {}, (cls) => Number(cls.slice(1)) <= highest, {
      ets: 'NONE',
    });

function fileOf(events: readonly RecordedEvent[]): ReadModelFile {
  const file = ReadModelFile.open(':memory:');
  file.write(events, { index: events.length - 1, position: '' });
  while (file.index.advance());
  return file;
}

function all(file: ReadModelFile, query: Omit<HistoryQuery, 'limit'>, streams?: string[], highest = 2): number[] {
  const found: number[] = [];
  for (let before: number | undefined; ;) {
    const page = readHistory(
      file,
      { ...query, limit: 3, ...(before === undefined ? {} : { before }) },
      streams,
      partner,
      seesAt(highest),
    );
    found.push(...page.entries.map(({ index }) => index));
    if (page.cursor === undefined) return found;
    before = page.cursor;
  }
}

describe('history is found', () => {
  const someEvent = fc.record({
    stream: fc.constantFrom(...plans),
    actor: fc.constantFrom('act_noor', 'act_daan'),
    organisation: fc.constantFrom('org_a', 'org_b'),
    minute: fc.nat(50),
    what: fc.oneof(
      fc
        .constantFrom('Warmtepompen kosten geld', 'De pomp staat stil', 'Geen besluit', 'besluiten in mei')
        .map((text) => ({ type: 'CommentPlaced', data: { commentId: 'cmt_1', target: 'title', text } })),
      fc.nat(9).map((value) => ({ type: 'PlanDetailSet', data: { field: 'lossHours', value } })),
      fc.nat(9).map((amount) => ({ type: 'ContributionPledged', data: { contributionId: 'ctr_1', amount } })),
    ),
  });
  const someQuery = fc.record(
    {
      actor: fc.constantFrom('act_noor', 'act_daan', 'act_nobody'),
      organisation: fc.constantFrom('org_a', 'org_b'),
      type: fc.constantFrom('CommentPlaced', 'PlanDetailSet'),
      field: fc.constantFrom('lossHours', 'cmt_1'),
      q: fc.constantFrom('pomp', 'Besluit', 'warmtepomp geld', 'inbreng', 'mei besluiten'),
      from: fc.constant('2026-03-01T10:20:00.000Z'),
      to: fc.constant('2026-03-01T10:40:00.000Z'),
    },
    { requiredKeys: [] },
  );

  test('whatever is asked: the same as by looking at every event', () => {
    fc.assert(
      fc.property(
        fc.array(someEvent, { minLength: 1, maxLength: 60, size: 'max' }),
        someQuery,
        fc.option(fc.subarray(plans)),
        (some, query, streams) => {
          const events = some.map(({ stream, actor, organisation, minute, what }, index) =>
            recorded(stream, index, {
              ...what,
              meta: { actor, organisation, recordedAt: `2026-03-01T10:${String(minute).padStart(2, '0')}:00.000Z` },
            }),
          );
          const words = query.q === undefined ? [] : stemsOf(query.q);
          const expected = events
            .filter(({ stream, type, data, meta }) => {
              const label = eventSpec(stream, type)?.label;
              const said = ['text', 'target', 'field']
                .map((name) => data[name])
                .filter((one) => typeof one === 'string');
              const held = stemsOf(`${label?.nl ?? ''} ${label?.en ?? ''} ${said.join(' ')}`);
              return (
                (streams === null || streams.includes(stream)) &&
                (query.actor ?? meta.actor) === meta.actor &&
                (query.organisation ?? meta.organisation) === meta.organisation &&
                (query.type ?? type) === type &&
                (query.field === undefined || data['field'] === query.field || data['commentId'] === query.field) &&
                words.every((word) => held.includes(word)) &&
                meta.recordedAt >= (query.from ?? '') &&
                meta.recordedAt <= (query.to ?? '9')
              );
            })
            .map(({ index }) => index)
            .reverse();
          expect(all(fileOf(events), query, streams ?? undefined)).toEqual(expected);
        },
      ),
      { numRuns: 150 },
    );
  });

  test('with what stood there before, as the viewer may see it', () => {
    const pledge = { contributionId: 'ctr_1', amount: 4 };
    const change = { contributionId: 'ctr_1', old: 4, new: 5, reason: 'meer' };
    const file = fileOf([
      recorded(plans[0]!, 0, { type: 'PlanDetailSet', data: { field: 'lossHours', value: 1 } }),
      recorded(plans[0]!, 1, { type: 'PlanDetailSet', data: { field: 'title', value: 'Ketel' } }),
      recorded(plans[0]!, 2, { type: 'PlanDetailSet', data: { field: 'lossHours', value: 2 } }),
      recorded(plans[0]!, 3, { type: 'ContributionPledged', data: pledge }),
      recorded(plans[0]!, 4, { type: 'ContributionChanged', data: change }),
    ]);
    const { entries } = readHistory(file, { limit: 9 }, undefined, partner, seesAt(2));
    expect(entries.map(({ index, slot, before }) => [index, slot, before?.index])).toEqual([
      [4, 'ctr_1', 3],
      [3, 'ctr_1', undefined],
      [2, 'lossHours', 0],
      [1, 'title', undefined],
      [0, 'lossHours', undefined],
    ]);
    expect(entries[0]?.before?.data['amount']).toEqual({ hidden: true });
  });

  test('not by a word that the viewer may not see', () => {
    const events = [recorded(plans[0]!, 0, { type: 'CommentPlaced', data: { commentId: 'c', text: 'ketelgeheim' } })];
    expect(all(fileOf(events), { q: 'ketelgeheim' })).toEqual([0]);
    expect(all(fileOf(events), { q: 'ketelgeheim' }, undefined, 1)).toEqual([]);
  });

  test('by a word of a text that was typed in pieces, in whatever form', () => {
    const stream = `narrative-${uuid(1)}_risks`;
    const typed = (textRevision: number, changes: unknown[]) => ({
      type: 'TextEdited',
      data: { section: 'risks', textRevision, changes },
    });
    const file = fileOf([
      recorded(stream, 0, typed(1, [[0, 'de geluids']])),
      recorded(stream, 1, typed(2, [10, [0, 'hinder']])),
      recorded(stream, 2, typed(3, [16, [0, ' en meer']])),
    ]);
    expect(all(file, { q: 'geluidshinder' })).toEqual([1]);
  });
});

test('lists of indexes meet where all of them, or any of them, are', () => {
  const list =
    (numbers: readonly number[]): Descending =>
    (atMost) =>
      Math.max(-1, ...numbers.filter((n) => n <= atMost)) === -1
        ? undefined
        : Math.max(...numbers.filter((n) => n <= atMost));
  const walk = (next: Descending): number[] => {
    const found: number[] = [];
    for (let at = next(100); at !== undefined; at = next(at - 1)) found.push(at);
    return found;
  };
  fc.assert(
    fc.property(fc.array(fc.uniqueArray(fc.nat(30)), { minLength: 1, maxLength: 5 }), (lists) => {
      const numbers = Array.from({ length: 31 }, (_, at) => 30 - at);
      expect(walk(allOf(lists.map(list)))).toEqual(numbers.filter((n) => lists.every((one) => one.includes(n))));
      expect(walk(anyOf(lists.map(list)))).toEqual(numbers.filter((n) => lists.some((one) => one.includes(n))));
    }),
  );
});
