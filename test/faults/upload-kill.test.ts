import { readdirSync } from 'node:fs';
import { request as httpRequest, type ClientRequest } from 'node:http';
import { afterAll, expect, test } from 'vitest';
import { nameIds } from '../../server/exchange/example/make-example.ts';
import { ServerProcess } from '../browser/harness.ts';
import { Person, type Answer } from '../integration/server-harness.ts';
import { pdf } from '../integration/some-files.ts';
import { rowsIn } from '../integration/vault-at.ts';

/** The server is killed while a file comes in, when all of it is there, and just after it was kept. */

const server = new ServerProcess();
afterAll(() => server.kill());

/** More than sockets hold by themselves: what is written has been read on the other side, but for a rest. */
const MB = 1_000_000;
const large = (line: string): Buffer => {
  const whole = pdf(line);
  return Buffer.concat([whole.subarray(0, 9), Buffer.from(`%${'x'.repeat(12 * MB)}\n`), whole.subarray(9)]);
};
const path = (plan: string): string => `/api/files?name=brief.pdf&subject=${plan}`;
const type = { 'content-type': 'application/pdf' };

function sending(who: Person, plan: string): ClientRequest {
  const request = httpRequest(server.url + path(plan), { method: 'POST', headers: { cookie: who.cookie, ...type } });
  // that the other side is gone is what the test is about
  request.on('error', () => undefined);
  return request;
}
const written = (request: ClientRequest, bytes: Buffer): Promise<void> =>
  new Promise((resolve) => void request.write(bytes, () => resolve()));
const send = (who: Person, plan: string, file: Buffer): Promise<Answer> =>
  who.ask(path(plan), { method: 'POST', headers: type, body: new Uint8Array(file) });

/** What lies in the data directory, and how many files with what is said of them the vault holds. */
const held = () => ({
  names: readdirSync(server.dataDir).sort(),
  files: rowsIn(server.dataDir, 'file'),
  about: rowsIn(server.dataDir, 'file_about'),
});

test('nothing is half kept, and the sender can send again', { timeout: 60_000 }, async () => {
  await server.start();
  const first = await Person.signIn(server.url, 'act_demo-noor');
  const { body } = await first.get('/api/history?type=LogCreated');
  const seed = (body['entries'] as { event: { id: string } }[])[0]?.event.id ?? '';
  const plan = nameIds(seed)('pln', 'heat');
  const file = large('halverwege');
  // the example's own
  const before = held().files;

  // while it comes in: nothing of it is there
  const half = sending(first, plan);
  await written(half, file.subarray(0, 8 * MB));
  await server.kill();
  expect(held()).toMatchObject({ files: before, about: before });
  await server.start();
  const again = await Person.signIn(server.url, 'act_demo-noor');
  const kept = await send(again, plan, file);
  expect(kept.status, kept.text).toBe(200);

  // just after the answer, while another file has come whole and nothing has been said of it yet
  const other = large('net ontvangen');
  const unanswered = sending(again, plan);
  await written(unanswered, other);
  unanswered.end();
  await server.kill();
  const { names, files, about } = held();
  expect([before + 1, before + 2]).toContain(files);
  expect(about).toBe(files);
  expect(names.filter((name) => /part|tmp|upload/i.test(name))).toEqual([]);

  // what was answered is there whole, and the same file again is the same; the other is whole once it is sent again
  await server.start();
  const back = await Person.signIn(server.url, 'act_demo-noor');
  const address = String(kept.body['address']);
  const read = await fetch(`${server.url}/api/files/${address}`, { headers: { cookie: back.cookie } });
  expect(Buffer.from(await read.arrayBuffer()).equals(file)).toBe(true);
  expect((await send(back, plan, file)).body['address']).toBe(address);
  expect((await send(back, plan, other)).status).toBe(200);
  expect(held()).toMatchObject({ files: before + 2, about: before + 2 });
});
