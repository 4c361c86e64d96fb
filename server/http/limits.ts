import type { RequestHandler } from 'express';
import { RateLimiterMemory, type RateLimiterRes } from 'rate-limiter-flexible';
import type { HttpDependencies } from './dependencies.ts';
import { problemOf } from './problems.ts';

const usual = { reads: 3_000, writes: 1_200, signIns: 60 };

/** Requests per minute and address: reads, writes and attempts to sign in are counted apart. */
export function limiter({ limits = usual }: HttpDependencies): RequestHandler {
  const of = (points: number) => new RateLimiterMemory({ points, duration: 60 });
  const [reads, writes, signIns] = [of(limits.reads), of(limits.writes), of(limits.signIns)];
  return (request, response, next) => {
    const signIn = request.method === 'POST' && request.path.startsWith('/session');
    const bucket = signIn ? signIns : request.method === 'GET' ? reads : writes;
    bucket.consume(request.socket.remoteAddress ?? '').then(
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
