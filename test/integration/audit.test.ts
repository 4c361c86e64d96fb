import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { leafHash } from '../../verify/hashing.ts';
import { runVerify, runWitness } from '../../verify/run.ts';
import { Witness } from '../../verify/witness.ts';
import { signedHead } from './audit-calls.ts';
import { freshDirectory } from './core-harness.ts';
import { newCommandId } from './ids.ts';
import { listening, type Person, type TestServer } from './server-harness.ts';
import { isShared } from './store-under-test.ts';

const directory = mkdtempSync(join(tmpdir(), 'regiotafel-partner-'));
const file = (name: string): string => join(directory, name);
const witness = new Witness(file('witness.json'), 'partner.example/witness');
const follower = file('follower');
let server: TestServer;
let nobody: Person;
let noor: Person;

beforeAll(async () => {
  server = await listening(undefined, { WITNESS_KEYS: witness.key, FOLLOWER_PATH: follower });
  [nobody, noor] = [await server.as(undefined), await server.as('act_demo-noor')];
});
afterAll(async () => {
  await server.stop();
});

type Shown = { id: string; data: Record<string, unknown>; meta: Record<string, unknown> };
type Proof = { index: number; entry: string; disclosures: Record<string, { value: unknown }> };

async function historyOf(person: Person): Promise<Map<string, Shown>> {
  const { body } = await person.get('/api/history?limit=200');
  return new Map((body['entries'] as { event: Shown }[]).map(({ event }) => [event.id, event]));
}

/** How many events the server's log has. */
async function lengthOf(person: Person): Promise<number> {
  return ((await person.get('/readyz')).body['index'] as number) + 1;
}

async function outcome(run: (say: (line: string) => void) => Promise<number>): Promise<{ code: number; said: string }> {
  const lines: string[] = [];
  const code = await run((line) => lines.push(line));
  return { code, said: lines.join('\n') };
}

const verified = (url: string, ...args: string[]) =>
  outcome((say) => runVerify([url, '--state', file('pinned.json'), ...args], say));
const witnessed = (url: string) =>
  outcome((say) => runWitness([url, '--file', file('witness.json')], say, () => 1_800_000_000_000));

describe('a proof', () => {
  test('discloses to everybody what the history shows them, and no more; who sees no event is told that there is none', async () => {
    await signedHead(nobody, await lengthOf(nobody));
    const [known, shown] = [await historyOf(noor), await historyOf(nobody)];
    expect(known.size).toBeGreaterThan(shown.size);
    let hidden = 0;
    for (const [person, events] of [
      [noor, known],
      [nobody, shown],
    ] as const) {
      for (const id of known.keys()) {
        const answer = await person.get(`/api/audit/proof/${id}`);
        const event = events.get(id);
        if (!event) {
          hidden++;
          expect(answer.status).toBe(404);
          expect(answer.body['code']).toBe('NOT_FOUND');
          continue;
        }
        expect(answer.status, answer.text).toBe(200);
        const { disclosures } = answer.body as unknown as Proof;
        const seen = Object.entries({ ...prefixed('/data', event.data), ...prefixed('/meta', event.meta) });
        const expected = seen.filter(([, value]) => (value as { hidden?: boolean } | null)?.hidden !== true);
        expect(Object.fromEntries(Object.entries(disclosures).map(([name, { value }]) => [name, value]))).toEqual(
          Object.fromEntries(expected),
        );
      }
    }
    expect(hidden).toBeGreaterThan(10);
  });

  test('is given as text, too, as C2SP writes it, and its tile holds its leaf', async () => {
    const [id] = (await historyOf(nobody)).keys();
    const { text } = await nobody.get(`/api/audit/proof/${id}?form=text`);
    expect(text).toMatch(/^c2sp\.org\/tlog-proof@v1\nextra \S+\nindex \d+\n(\S{44}\n)*\n[^\n]+\n\d+\n\S{44}\n\n— /);
    const proof = (await nobody.get(`/api/audit/proof/${id}`)).body as unknown as Proof;
    const url = `${server.url}/api/audit/tile/0/000.p/${proof.index + 1}`;
    const tile = Buffer.from(await (await fetch(url)).arrayBuffer());
    expect(tile.subarray(-32)).toEqual(leafHash(proof.entry));
  });

  test('waits for its checkpoint, and says so', async () => {
    const { body } = await noor.give({
      type: 'SetPlanDetail',
      subject: server.id('pln', 'heat'),
      data: { field: 'lossHours', value: 6_543 },
    });
    const [event] = body['events'] as { id: string }[];
    const answer = await noor.get(`/api/audit/proof/${event?.id}`);
    if (answer.status !== 200) {
      // the tree follows the answer, and the checkpoint the tree
      expect(answer.status).toBe(503);
      expect(answer.body['code']).toBe('NOT_SIGNED_YET');
      expect(answer.headers.get('retry-after')).toBe('1');
    }
    await signedHead(nobody, (body['index'] as number) + 1);
    expect((await noor.get(`/api/audit/proof/${event?.id}`)).status).toBe(200);
  });

  test.each([
    ['/api/audit/proof/nothing', 404],
    [`/api/audit/proof/${newCommandId()}`, 404],
    ['/api/audit/proof/%00', 404],
    ['/api/audit/consistency?from=9&to=3', 400],
    ['/api/audit/consistency?from=0&to=99999999', 400],
    ['/api/audit/consistency?from=-1&to=3', 400],
    ['/api/audit/consistency?from=1', 400],
    ['/api/audit/tile/0/001', 404],
    ['/api/audit/tile/0/0', 404],
    ['/api/audit/tile/..%2f..%2fvault.db', 404],
    ['/api/audit/tile/entries/000', 404],
  ])('%s is answered with a sentence', async (path, status) => {
    const answer = await nobody.get(path);
    expect(answer.status, answer.text).toBe(status);
    expect(answer.body['detail']).toMatch(/\S/);
  });
});

describe('from outside', () => {
  test('the verifier finds nothing wrong, and later that the log is a continuation', async () => {
    const first = await verified(server.url, '--all');
    expect(first.said).toContain('seen for the first time');
    expect(first.code, first.said).toBe(0);
    const again = await verified(server.url, '--sample', '3');
    expect(again.said).toContain('a continuation of what was seen before');
    expect(again.said).toContain('3 public events are under it');
    expect(again.code).toBe(0);
  });

  test('a witness cosigns, the checkpoint carries it here and in the follower’s folder, and nobody else may', async () => {
    expect(await witnessed(server.url)).toMatchObject({ code: 0 });
    const { text } = await nobody.get('/api/audit/checkpoint');
    expect(text).toContain('— partner.example/witness ');
    expect(readFileSync(join(follower, 'checkpoint'), 'utf8')).toContain('— partner.example/witness ');
    expect((await verified(server.url, '--witness', witness.key, '--sample', '0')).said).toContain(
      'cosigned by partner.example/witness up to',
    );
    const stranger = new Witness(file('stranger.json'), 'stranger.example');
    await expect(stranger.look(server.url, [], 1_800_000_000)).rejects.toThrow('by no witness of this log');
  });

  test('a server that shows another value, or a signature of its own, is found out', async () => {
    const lies = {
      'it is shown otherwise than it was recorded': (path: string, text: string): string =>
        path.startsWith('/api/history') ? text.replaceAll(/"origin":"[^"]*"/g, '"origin":"elsewhere"') : text,
      'does not fit': (path: string, text: string): string =>
        path.endsWith('/checkpoint') ? text.replace(/\n\d+\n/, '\n1000000\n') : text,
    };
    for (const [said, lie] of Object.entries(lies)) {
      const liar = await between(server.url, lie);
      const { code, said: heard } = await verified(liar.url, '--all');
      liar.stop();
      expect(heard).toContain(said);
      expect(code).toBe(1);
    }
  });

  test('an address where nothing is cannot be checked', async () => {
    expect(await verified('http://127.0.0.1:1')).toMatchObject({ code: 2 });
  });
});

/** With the log in a file of its own that can be tampered with. */
describe.runIf(!isShared)('a log that was tampered with while the server was away', () => {
  test('is refused at start; rolled back with all that lies beside it, it is refused by who saw it before', async () => {
    const dataDir = freshDirectory();
    const place = file('kept-elsewhere');
    const env = { WITNESS_KEYS: witness.key, FOLLOWER_PATH: place };
    const first = await listening(dataDir, env);
    const state = file('pinned-first.json');
    const stranger = await first.as(undefined);
    await signedHead(stranger, await lengthOf(stranger));
    const look = (url: string) => outcome((say) => runVerify([url, '--state', state, '--sample', '2'], say));
    expect(await look(first.url)).toMatchObject({ code: 0 });
    await first.stop();

    const log = join(dataDir, 'log.db');
    copyFileSync(log, file('log.db'));
    tamper(log, "UPDATE event SET meta = replace(meta, 'act_', 'acT_') WHERE idx = 20");
    await expect(listening(dataDir, env)).rejects.toThrow(
      /Event 20 .*field \/meta\/actor: its digest does not fit.*Put back a backup/,
    );
    copyFileSync(file('log.db'), log);
    tamper(log, 'DELETE FROM event WHERE idx >= 90');
    await expect(listening(dataDir, env)).rejects.toThrow(/The log holds 90 events, and it had \d+ .*from index 90 on/);

    for (const name of ['audit.db', 'checkpoints', 'readmodels.db']) rmSync(join(dataDir, name), { recursive: true });
    await expect(listening(dataDir, env), 'the follower still knows').rejects.toThrow(/kept-elsewhere/);
    const rolledBack = await listening(dataDir, { REGIOTAFEL_EXAMPLE: 'no' });
    await signedHead(await rolledBack.as(undefined));
    const { code, said } = await look(rolledBack.url);
    expect(said).toMatch(/log is \d+ events shorter than checkpoint of \d+ that was seen before/);
    expect(code).toBe(1);
    await rolledBack.stop();
  });
});

function tamper(path: string, sql: string): void {
  const db = new DatabaseSync(path);
  db.exec(sql);
  db.close();
}

function prefixed(root: string, members: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(members).map(([name, value]) => [`${root}/${name}`, value]));
}

/** Somebody between the server and who asks, who changes what is answered. */
async function between(
  url: string,
  change: (path: string, text: string) => string,
): Promise<{ url: string; stop: () => void }> {
  const proxy = createServer((request, response) => {
    const path = request.url ?? '/';
    void fetch(url + path).then(async (answer) => {
      response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? 'text/plain' });
      response.end(change(path, await answer.text()));
    });
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  const address = proxy.address() as { port: number };
  return { url: `http://127.0.0.1:${address.port}`, stop: () => proxy.close() };
}
