import type { Request } from 'express';
import type { AuditLine } from '../ops/audit.ts';
import type { Reply, Route } from './route.ts';

/** Members of a body that say of whom or what it speaks; never a value. */
const NAMING = ['subject', 'text', 'organisation', 'actor', 'persona', 'format'] as const;

/**
 * The audit line of a call that changes something; undefined for a command that was recorded (its event says all of
 * this, with a proof) and for what is one's own alone, like a mark of what was read.
 */
export function auditLineOf(
  route: Route,
  request: Pick<Request, 'method' | 'path' | 'params' | 'body'>,
  reply: Reply,
): Pick<AuditLine, 'action' | 'object' | 'result'> | undefined {
  const refused = 'refused' in reply ? reply.refused.code : 'problem' in reply ? reply.problem.code : undefined;
  const isCommand = route.path === '/api/commands';
  if (route.own || (isCommand && refused === undefined)) return undefined;
  const body = (request.body ?? {}) as Readonly<Record<string, unknown>>;
  const said = (name: string): string | undefined => {
    const value = body[name];
    return typeof value === 'string' ? value.slice(0, 120) : undefined;
  };
  const named = NAMING.map(said).find((value) => value !== undefined);
  return {
    action: (isCommand ? said('type') : undefined) ?? `${request.method} ${route.path}`,
    object: named ?? (Object.values(request.params).join(' ') || request.path),
    result: refused === undefined ? 'done' : `refused: ${refused}`,
  };
}
