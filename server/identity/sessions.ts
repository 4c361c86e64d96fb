import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { join } from 'node:path';
import session, { Store, type SessionData } from 'express-session';
import type { RequestHandler } from 'express';
import { amsterdamDay } from '../../events/timeline.ts';
import type { ReadModels } from '../readmodels/port.ts';
import type { SessionRows, Vault } from '../vault/port.ts';
import type { Asker } from './viewer.ts';

declare module 'express-session' {
  interface SessionData {
    actor?: string;
    signedInAt?: number;
  }
}

export const IDLE_MS = 8 * 3600_000;
export const ABSOLUTE_MS = 24 * 3600_000;

/** Sessions on the server; the browser holds a signed id. In demonstration mode the cookie goes without Secure (http). */
export function sessionMiddleware(rows: SessionRows, secret: string): RequestHandler {
  return session({
    name: 'regiotafel-demo',
    secret,
    store: new VaultSessions(rows),
    resave: false,
    saveUninitialized: false,
    rolling: false,
    cookie: { httpOnly: true, sameSite: 'lax', secure: false, path: '/', maxAge: IDLE_MS },
  });
}

/**
 * The secret that signs session ids: as given, else made once and kept where only the server's user reads it, or in the
 * vault when processes share one: each must know the others' sessions.
 */
export async function sessionSecret(
  { shared, settings }: Pick<Vault, 'shared' | 'settings'>,
  dataDir: string,
  given: string | undefined,
): Promise<string> {
  if (given !== undefined) return given;
  if (shared) {
    await settings.compareAndSet('session.secret', undefined, randomBytes(32).toString('base64url'));
    const kept = await settings.get('session.secret');
    if (kept === undefined) throw new Error('The vault does not keep the secret of sessions: set SESSION_SECRET.');
    return kept;
  }
  const file = join(dataDir, 'session-secret');
  if (!existsSync(file)) writeFileSync(file, randomBytes(32).toString('base64url'), { mode: 0o600 });
  return readFileSync(file, 'utf8').trim();
}

/** Who stands behind a request, with his rights of now. */
export function askerOf(readModels: ReadModels, request: IncomingMessage, now: number = Date.now()): Asker {
  const { session: current, sessionID } = request as IncomingMessage & {
    session?: Partial<SessionData>;
    sessionID?: string;
  };
  const signedIn = current?.actor !== undefined && now - (current.signedInAt ?? 0) < ABSOLUTE_MS;
  if (!signedIn || current.actor === undefined)
    return { principal: undefined, memberships: [], grants: readModels.grants([]) };
  const memberships = readModels.memberships(current.actor, amsterdamDay(new Date(now).toISOString()));
  return {
    principal: { actor: current.actor, session: sessionID ?? '' },
    memberships,
    grants: readModels.grants(memberships),
  };
}

class VaultSessions extends Store {
  readonly #rows: SessionRows;

  constructor(rows: SessionRows) {
    super();
    this.#rows = rows;
  }

  override get(id: string, done: (error: unknown, session?: SessionData | null) => void): void {
    const found = this.#rows.get(id).then((row) => {
      return row && row.expires > Date.now() ? (JSON.parse(row.data) as SessionData) : null;
    });
    found.then(
      (session) => done(null, session),
      (error: unknown) => done(error),
    );
  }

  override set(id: string, data: SessionData, done?: (error?: unknown) => void): void {
    tell(this.#put(id, data), done);
  }

  override touch(id: string, data: SessionData, done?: (error?: unknown) => void): void {
    const touched = this.#rows.get(id).then(async (row) => {
      if (row && row.expires - Date.now() < IDLE_MS - 60_000) await this.#put(id, data);
    });
    tell(touched, done);
  }

  override destroy(id: string, done?: (error?: unknown) => void): void {
    tell(this.#rows.end(id), done);
  }

  #put(id: string, data: SessionData): Promise<void> {
    return this.#rows.put(id, data.actor, JSON.stringify(data), Date.now() + IDLE_MS);
  }
}

function tell(work: Promise<void>, done: ((error?: unknown) => void) | undefined): void {
  work.then(
    () => done?.(),
    (error: unknown) => done?.(error),
  );
}
