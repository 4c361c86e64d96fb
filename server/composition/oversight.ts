import type { IncomingMessage } from 'node:http';
import type { Registry } from 'prom-client';
import type { Asker } from '../identity/viewer.ts';
import type { AuditLine, AuditSink } from '../ops/audit.ts';
import { Incidents } from '../ops/incidents.ts';
import type { Core } from './core.ts';

type Said = Pick<AuditLine, 'action' | 'object' | 'result'>;

export interface Oversight {
  readonly incidents: Incidents;
  /** Writes an audit line: who, from where and when are added. */
  readonly audited: (asker: Asker, request: Pick<IncomingMessage, 'socket'>, line: Said) => void;
  /** … of a command that somebody may not give. */
  readonly onForbidden: (
    asker: Asker,
    request: Pick<IncomingMessage, 'socket'>,
    command: unknown,
    code: string,
  ) => void;
  /** Looks after keys that events name and the vault has never heard of. @returns ends it */
  readonly watchKeys: (core: Core) => () => void;
}

const LOOK_EVERY_MS = 2_000;

/** Audit lines and incidents. */
export function openOversight(options: {
  readonly audit: AuditSink | undefined;
  readonly metrics: Registry;
  readonly log: (message: string, details: Record<string, unknown>) => void;
}): Oversight {
  const incidents = new Incidents({ log: options.log, metrics: options.metrics, now: Date.now });
  const audited: Oversight['audited'] = ({ principal }, { socket }, line) =>
    options.audit?.({
      ...line,
      origin: socket.remoteAddress ?? 'unknown',
      actor: principal?.actor ?? 'nobody',
      at: new Date().toISOString(),
    });
  return {
    incidents,
    audited,
    onForbidden: (asker, request, command, code) => {
      const { type, subject } = command as { type?: unknown; subject?: unknown };
      audited(asker, request, { action: String(type), object: String(subject), result: `refused: ${code}` });
    },
    watchKeys: ({ keyring }) => {
      const told = new Set<string>();
      const look = (): void => {
        const keys = keyring.missing().filter((key) => !told.has(key));
        for (const key of keys) told.add(key);
        if (keys.length > 0) incidents.raise('key-missing', { keys });
      };
      const timer = setInterval(look, LOOK_EVERY_MS).unref();
      return () => clearInterval(timer);
    },
  };
}
