import { CloudEvent } from 'cloudevents';
import { parse } from 'csv-parse/sync';
import readSheets from 'read-excel-file/node';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { listening, type TestServer } from './server-harness.ts';

let server: TestServer;
beforeAll(async () => {
  server = await listening();
});
afterAll(() => server.stop());

/** What /api/history says, page by page. */
async function history(persona: string | undefined, query: string): Promise<{ id: string; data: object }[]> {
  const person = await server.as(persona);
  const events: { id: string; data: object }[] = [];
  for (let cursor = ''; ;) {
    const { body } = await person.get(`/api/history?limit=200${query}${cursor}`);
    events.push(...(body['entries'] as { event: { id: string; data: object } }[]).map(({ event }) => event));
    if (body['cursor'] === undefined) return events;
    cursor = `&cursor=${body['cursor'] as string}`;
  }
}

test.each([['act_demo-noor'], ['act_demo-lotte'], [undefined]])(
  'what %s may see of the history, whole, in every format',
  async (persona) => {
    const region = `&region=${server.id('reg', 'region')}`;
    for (const query of ['', region, '&type=CommentPlaced']) {
      const seen = await history(persona, query);
      const person = await server.as(persona);
      const headers = { cookie: person.cookie };
      const lines = await fetch(`${server.url}/api/exports/history.jsonl?${query.slice(1)}`, { headers });
      expect(lines.headers.get('content-type')).toContain('application/jsonl');
      const events = (await lines.text()).split('\n').filter(Boolean);
      expect(events.map((line) => new CloudEvent(JSON.parse(line) as object, true).validate())).not.toContain(false);
      expect(events.map((line) => JSON.parse(line) as object)).toMatchObject(
        seen.map(({ id, data }) => ({ id, data })),
      );

      const csv = await person.get(`/api/exports/history.csv?language=en${query}`);
      const rows: string[][] = parse(csv.text, { bom: true, delimiter: ';' });
      const column = rows[0]?.indexOf('id') ?? -1;
      expect(rows.slice(1).map((row) => row[column])).toEqual(seen.map(({ id }) => id));
    }
  },
);

test('a workbook by HTTP, and what cannot be asked', async () => {
  const noor = await server.as('act_demo-noor');
  const answer = await fetch(`${server.url}/api/exports/history.xlsx?language=nl`, {
    headers: { cookie: noor.cookie },
  });
  expect(answer.headers.get('content-disposition')).toMatch(
    /^attachment; filename="regiotafel-\d{4}-\d\d-\d\d\.xlsx"$/,
  );
  const [sheet] = await readSheets(Buffer.from(await answer.arrayBuffer()));
  expect(sheet?.sheet).toBe('Historie');
  expect(sheet?.data).toHaveLength(1 + (await history('act_demo-noor', '')).length);
  expect((await noor.get('/api/exports/history.csv?limit=5')).status).toBe(400);
  expect((await noor.get('/api/exports/history.csv?region=reg_x')).body['code']).toBe('NOT_FOUND');
  expect((await noor.get('/api/exports/history.pdf')).status).toBe(404);
});
