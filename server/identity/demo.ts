import type { IncomingMessage } from 'node:http';

const ownHost = /^(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?$/;
const forwarding = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto', 'x-real-ip', 'via'];
const loopbackPeers = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);

/** Does a request come from this very machine, by its own name and not through anybody (DNS rebinding, proxies)? */
export function isLocal(request: IncomingMessage): boolean {
  return (
    loopbackPeers.has(request.socket.remoteAddress ?? '') &&
    ownHost.test(request.headers.host ?? '') &&
    forwarding.every((name) => request.headers[name] === undefined)
  );
}

/** Does a request come from one of our own pages (or from a program that names no origin)? */
export function isSameOrigin(request: IncomingMessage): boolean {
  const { origin, host } = request.headers;
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return false;
  if (origin === undefined) return true;
  try {
    return new URL(origin).host === host;
  } catch {
    return false;
  }
}
