import { randomInt } from 'node:crypto';
import { isConsistent } from './hashing.ts';
import type { Head } from './notes.ts';
import { checkProof, type EventProof, type ShownEvent } from './proofs.ts';
import { CannotCheck, type Report } from './report.ts';
import type { ToldKey, Trust } from './trust.ts';

/** What was seen of a server the last time. */
export interface Pinned {
  origin: string;
  keys: string[];
  checkpoint: string;
}

/** Asks a running server, as anybody may. */
export class Server {
  readonly #url: string;

  constructor(url: string) {
    this.#url = url.replace(/\/+$/, '');
  }

  async text(path: string): Promise<string> {
    return (await this.#answer(path)).text();
  }

  async json<T>(path: string): Promise<T> {
    return (await (await this.#answer(path)).json()) as T;
  }

  async #answer(path: string, init?: RequestInit): Promise<Response> {
    for (;;) {
      let answer: Response;
      try {
        answer = await fetch(this.#url + path, init);
      } catch (error) {
        throw new CannotCheck(`${this.#url} does not answer (${String((error as { cause?: Error }).cause ?? error)}).`);
      }
      if (answer.ok) return answer;
      const wait = Number(answer.headers.get('retry-after'));
      if (wait > 0 && (answer.status === 429 || answer.status === 503)) {
        await new Promise((resolve) => setTimeout(resolve, wait * 1000));
        continue;
      }
      throw new CannotCheck(`${this.#url}${path} answers ${answer.status}: ${(await answer.text()).slice(0, 300)}`);
    }
  }

  async post(path: string, body: unknown): Promise<void> {
    const headers = { 'content-type': 'application/json' };
    await this.#answer(path, { method: 'POST', headers, body: JSON.stringify(body) });
  }
}

/**
 * The server's newest checkpoint: signed by a believed key, and a continuation of the one that was seen the last time.
 * Undefined, and why in the report, when it is not.
 */
export async function checkedHead(
  server: Server,
  trust: Trust,
  pinned: Pinned | undefined,
  report: Report,
): Promise<Head | undefined> {
  const told = await server.json<{ origin: string; keys: ToldKey[] }>('/api/audit/keys');
  trust.hear(told.origin, told.keys);
  const head = trust.head(await server.text('/api/audit/checkpoint'), 'the server’s checkpoint', report);
  if (!head) return undefined;
  if (pinned && pinned.origin !== head.origin) {
    report.wrong({}, `the server's log is ${head.origin}; ${pinned.origin} was seen before`);
    return undefined;
  }
  const seen = pinned && trust.head(pinned.checkpoint, 'the checkpoint seen before', report);
  if (seen && !(await continues(server, seen, head, report))) return undefined;
  return head;
}

/** Proves that public events are in the log as they are shown; all of them, or some that chance picks. */
export async function checkPublicEvents(
  server: Server,
  head: Head,
  trust: Trust,
  sample: number,
  report: Report,
): Promise<number> {
  const shown = await publicEvents(server);
  const picked = sample >= shown.length ? shown : pick(shown, sample);
  const heads = new Map([[head.note, head]]);
  for (const event of picked) {
    const proof = await server.json<EventProof>(`/api/audit/proof/${event.id}`);
    let under = heads.get(proof.checkpoint);
    if (!under) {
      under = trust.head(proof.checkpoint, `the checkpoint in the proof of event ${proof.index}`, report);
      if (!under || !(await continues(server, head, under, report))) continue;
      heads.set(proof.checkpoint, under);
    }
    checkProof({ ...proof, event }, under, report);
  }
  return picked.length;
}

async function continues(server: Server, one: Head, other: Head, report: Report): Promise<boolean> {
  const [before, after] = one.size <= other.size ? [one, other] : [other, one];
  if (before === other && one.size > other.size) {
    report.wrong(
      {},
      `log is ${one.size - other.size} events shorter than checkpoint of ${one.size} that was seen before`,
    );
    return false;
  }
  const path = `/api/audit/consistency?from=${before.size}&to=${after.size}`;
  const { hashes } = await server.json<{ hashes: string[] }>(path);
  const proof = hashes.map((hash) => Buffer.from(hash, 'base64'));
  if (isConsistent(before, after, proof)) return true;
  report.wrong(
    {},
    `the checkpoint of ${after.size} events is no continuation of that of ${before.size}: history was changed, or others are shown another one`,
  );
  return false;
}

async function publicEvents(server: Server): Promise<ShownEvent[]> {
  const events: ShownEvent[] = [];
  let cursor: string | undefined;
  do {
    const page: { entries: { event: ShownEvent }[]; cursor?: string } = await server.json(
      `/api/history?limit=200${cursor === undefined ? '' : `&cursor=${cursor}`}`,
    );
    events.push(...page.entries.map(({ event }) => event));
    cursor = page.cursor;
  } while (cursor !== undefined);
  return events;
}

function pick<T>(from: readonly T[], count: number): T[] {
  const rest = [...from];
  return Array.from({ length: count }, () => rest.splice(randomInt(rest.length), 1)).flat();
}
