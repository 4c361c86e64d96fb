import { Writable } from 'node:stream';
import { CloudEvent } from 'cloudevents';
import { parse } from 'csv-parse/sync';
import readSheets from 'read-excel-file/node';
import { describe, expect, test } from 'vitest';
import { HIDDEN, type VisibleEvent } from '../../../events/envelope.ts';
import { cloudEventsWriter } from '../../../server/exchange/history/cloud-events.ts';
import { csvWriter } from '../../../server/exchange/history/csv.ts';
import { exportHistory, type Writer } from '../../../server/exchange/history/export.ts';
import { xlsxWriter } from '../../../server/exchange/history/xlsx.ts';
import type { HistoryEntry, ReadModels } from '../../../server/readmodels/port.ts';
import { recorded, uuid } from '../given.ts';

const nobody = { key: '', has: () => false };

function entry(index: number, value: unknown, meta: Partial<VisibleEvent['meta']> = {}): HistoryEntry {
  const data = { field: 'lossHours', value };
  const { salt, revision, ...event } = recorded(`plan-${uuid(1)}`, index, { type: 'PlanDetailSet', data, meta });
  void [salt, revision];
  return { index, event, slot: 'lossHours' };
}

/** A history of these entries, two or more pages of it. */
function historyOf(entries: readonly HistoryEntry[], asked = { pages: 0 }): ReadModels {
  const newestFirst = [...entries].reverse();
  const history = ({ before = Infinity, limit }: { before?: number; limit: number }) => {
    asked.pages++;
    const left = newestFirst.filter(({ index }) => index < before);
    const page = left.slice(0, limit);
    const last = page.at(-1);
    return { entries: page, indexedTo: 0, ...(left.length > limit && last ? { cursor: last.index } : {}) };
  };
  return { history } as unknown as ReadModels;
}

async function exported(entries: readonly HistoryEntry[], writer: Writer): Promise<Buffer> {
  const parts: Buffer[] = [];
  const out = new Writable({
    write(part: Buffer, _, done) {
      parts.push(part);
      setImmediate(done);
    },
  });
  const ended = new Promise((resolve) => out.on('finish', resolve));
  await exportHistory(historyOf(entries), {}, () => nobody, writer, out);
  await ended;
  return Buffer.concat(parts);
}

const nasty = ['=1+1', '+31', '-2+3', '@SUM(A1)', '\t=1', 'een; "twee"\nregels', '\u0001<b>&', 'é 🌍', '＝1'];

describe('a history as a table', () => {
  test('opens in a Dutch spreadsheet, and runs nothing', async () => {
    const bytes = await exported(
      [entry(0, 1.5), entry(1, -2.25), ...nasty.map((text, n) => entry(n + 2, text))],
      csvWriter('nl'),
    );
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    const rows: string[][] = parse(bytes, { bom: true, delimiter: ';' });
    expect(rows[0]).toContain('waarde');
    const at = rows[0]?.indexOf('waarde') ?? -1;
    const values = rows.slice(1).map((row) => row[at] ?? '');
    expect(values.slice(-2)).toEqual(['-2,25', '1,5']);
    for (const value of values.slice(0, -2)) expect(value).not.toMatch(/^[=+\-@\t\uFF1D]/);
    expect(values.map((value) => value.replace(/^'/, '')).slice(0, -2)).toEqual([...nasty].reverse());
  });

  test('has points as decimals in English', async () => {
    const rows: string[][] = parse(await exported([entry(0, 1.5)], csvWriter('en')), { bom: true, delimiter: ';' });
    expect(rows[1]?.[rows[0]?.indexOf('value') ?? -1]).toBe('1.5');
  });

  test('says of what is hidden or erased that it is', async () => {
    const text = (
      await exported([entry(0, HIDDEN), entry(1, { hidden: true, erased: true })], csvWriter('nl'))
    ).toString();
    expect(text).toContain('niet zichtbaar');
    expect(text).toContain('gewist');
  });

  test('is a workbook with cells of their types, of as many sheets as it takes', async () => {
    const entries = [entry(0, 1.5), entry(1, true), ...nasty.map((text, n) => entry(n + 2, text))];
    const sheets = await readSheets(await exported(entries, xlsxWriter('nl', 5)));
    expect(sheets.map(({ sheet }) => sheet)).toEqual(['Historie', 'Historie 2', 'Historie 3']);
    const rows = sheets.flatMap(({ data }) => data.slice(1));
    const heading = sheets[0]?.data[0] ?? [];
    const column = (name: string) => rows.map((row) => row[heading.indexOf(name)]);
    expect(column('index')).toEqual(entries.map(({ index }) => index).reverse());
    expect(column('waarde').slice(-2)).toEqual([true, 1.5]);
    const texts = column('waarde')
      .slice(0, -2)
      .map((text) => (typeof text === 'string' ? text.trim() : text));
    expect(texts).toEqual([...nasty].reverse().map((text) => text.replace('\u0001', '').trim()));
    expect(column('vastgelegd (UTC)').at(-1)).toEqual(new Date('2026-03-01T10:00:00.000Z'));
  });
});

test('each line of JSON is a CloudEvent', async () => {
  const entries = [entry(0, 1, { effectiveOn: '2026-01-01', reason: 'omdat' }), entry(1, HIDDEN)];
  const bytes = await exported(entries, cloudEventsWriter('https://regio.example/een tafel'));
  const lines = bytes.toString().trimEnd().split('\n');
  const events = lines.map((line) => new CloudEvent(JSON.parse(line) as object, true));
  expect(events.map((event) => event.validate())).toEqual([true, true]);
  expect(events.map(({ id }) => id)).toEqual(entries.map(({ event }) => event.id).reverse());
  expect(events[1]).toMatchObject({
    ...{ source: 'https://regio.example/een%20tafel', type: 'regiotafel.plan.PlanDetailSet', logindex: 0 },
    ...{
      subject: `pln_${uuid(1)}`,
      effectiveon: '2026-01-01',
      reason: 'omdat',
      data: { field: 'lossHours', value: 1 },
    },
  });
  expect(() => new CloudEvent({ ...(JSON.parse(lines[0] ?? '') as object), type: '' }, true)).toThrow();
});

test('no page is read before the one before has gone out; who goes away ends it', async () => {
  const asked = { pages: 0 };
  const entries = Array.from({ length: 5_000 }, (_, index) => entry(index, index));
  const waiting: (() => void)[] = [];
  const out = new Writable({ highWaterMark: 1, write: (_, __, done) => void waiting.push(done) });
  const done = exportHistory(historyOf(entries, asked), {}, () => nobody, csvWriter('nl'), out);
  const settled = () => new Promise((resolve) => setImmediate(resolve));
  for (let page = 0; page < 3; page++) {
    for (let turn = 0; turn < 5; turn++) await settled();
    expect(asked.pages).toBe(page);
    waiting.shift()?.();
  }
  out.destroy();
  await done;
  expect(asked.pages).toBeLessThanOrEqual(3);
});
