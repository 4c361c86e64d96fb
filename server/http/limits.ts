import type { RequestHandler } from 'express';
import { RateLimiterMemory, type RateLimiterRes } from 'rate-limiter-flexible';
import type { HttpDependencies } from './dependencies.ts';
import { problemOf } from './problems.ts';

const usual = { reads: 3_000, writes: 1_200, signIns: 60 };

/** Requests per minute and address: reads, writes and attempts to sign in are counted apart. */
export function limiter({ limits = usual, sharedLimiter }: HttpDependencies): RequestHandler {
  const of = (name: string, points: number): Bucket => bucket(points, sharedLimiter?.(name, points));
  const reads = of('reads', limits.reads);
  const writes = of('writes', limits.writes);
  const signIns = of('sign-ins', limits.signIns);
  return (request, response, next) => {
    const signIn = request.method === 'POST' && request.path.startsWith('/session');
    const consume = signIn ? signIns : request.method === 'GET' ? reads : writes;
    consume(request.socket.remoteAddress ?? '').then(
      () => next(),
      (full: unknown) => {
        const seconds = Math.ceil(((full as RateLimiterRes).msBeforeNext ?? 1_000) / 1_000);
        response.setHeader('Retry-After', String(seconds));
        const problem = problemOf({ code: 'TOO_MANY_REQUESTS', values: { seconds } });
        response.status(429).type('application/problem+json').send(JSON.stringify(problem));
      },
    );
  };
}

type Bucket = (address: string) => Promise<unknown>;

/**
 * Counts in memory, and with the other processes where they share a counter. That one is never waited for: when it
 * says that an address has had enough, the address is shut out here from then on, and when it is away each process
 * counts for itself.
 */
function bucket(
  points: number,
  shared: ReturnType<NonNullable<HttpDependencies['sharedLimiter']>> | undefined,
): Bucket {
  const own = new RateLimiterMemory({ points, duration: 60 });
  return (address) => {
    shared?.consume(address).catch((full: unknown) => {
      if (full instanceof Error) return;
      void own.block(address, Math.max(1, Math.ceil((full as RateLimiterRes).msBeforeNext / 1_000)));
    });
    return own.consume(address);
  };
}
