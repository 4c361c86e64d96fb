import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { holdDirectory } from './lock.ts';
import { signInAsSteward } from './running-server.ts';
import type { CopyState } from '../moving/copier.ts';
import { copyLog, type CopyReport } from '../moving/copy-log.ts';
import type { Config } from '../ops/config.ts';
import { openEventStoreDb } from '../store/eventstoredb.ts';
import type { EventStore } from '../store/port.ts';
import { openSqliteStore } from '../store/sqlite.ts';

const isAddress = (place: string): boolean => /^esdb(\+discover)?:\/\//.test(place);

/** `regiotafel copy <from> <to>`: each a data directory or an address of EventStoreDB. @throws with a sentence */
export async function copy(from: string, to: string, config: Config): Promise<CopyReport> {
  if (!isAddress(from) && !existsSync(join(from, 'log.db')))
    throw new Error(`${from} holds no log: name the data directory of a Regiotafel, or an address like esdb://….`);
  const opened: (() => Promise<void>)[] = [];
  const open = (place: string): EventStore => {
    const [store, release] = openPlace(place, config);
    opened.push(async () => {
      await store.close();
      release();
    });
    return store;
  };
  try {
    let source: EventStore;
    try {
      source = open(from);
    } catch (error) {
      if (error instanceof Error && error.message.includes('in use by process') && isAddress(to))
        return await throughServer(to, config);
      throw error;
    }
    return await copyLog(source, open(to), (done) => progress(`${done} events`));
  } finally {
    for (const close of opened.reverse()) await close();
  }
}

function openPlace(place: string, config: Config): [EventStore, () => void] {
  if (isAddress(place)) return [openEventStoreDb(place, { prefix: config.eventStorePrefix }), () => undefined];
  mkdirSync(place, { recursive: true, mode: 0o700 });
  const release = holdDirectory(place);
  try {
    return [openSqliteStore(join(place, 'log.db')), release];
  } catch (error) {
    release();
    throw error;
  }
}

/** A server runs on the directory: it takes no more commands, and copies itself. */
async function throughServer(to: string, config: Config): Promise<CopyReport> {
  const { url, cookie } = await signInAsSteward(config);
  const ask = async (method: string, body?: unknown): Promise<CopyState> => {
    const answer = await fetch(`${url}/api/operations/copy`, {
      method,
      headers: { cookie, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const said = (await answer.json()) as CopyState & { sentences?: { en: string } };
    if (!answer.ok) throw new Error(said.sentences?.en ?? `The server answered ${answer.status}.`);
    return said;
  };
  let state = await ask('POST', { to });
  while (state.state === 'running') {
    progress(`${state.done} of ${state.of} events`);
    await new Promise((resolve) => setTimeout(resolve, 500));
    state = await ask('GET');
  }
  if (state.state === 'done') return state.report;
  throw new Error(state.state === 'failed' ? state.problem : 'The server did not begin to copy.');
}

function progress(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r${text}  `);
}
