import { existsSync } from 'node:fs';
import { join } from 'node:path';
import compression from 'compression';
import express, { Router } from 'express';

/**
 * The client as built: hashed files may be kept for ever, the page itself is asked for each time. Only what is the same
 * for everybody is packed: the size of a packed answer tells of what is in it.
 */
export function serveClient(directory: string): Router {
  const router = Router();
  router.use(compression());
  router.use(
    '/assets',
    express.static(join(directory, 'assets'), { immutable: true, maxAge: '1y', fallthrough: false, index: false }),
  );
  router.use(express.static(directory, { index: false, maxAge: 0, dotfiles: 'ignore' }));
  router.get(/^\/(?!api\/|assets\/|socket\.io\/).*/, (request, response, next) => {
    const page = join(directory, 'index.html');
    if (!request.accepts('html') || !existsSync(page)) return next();
    response.setHeader('Cache-Control', 'no-cache');
    response.sendFile(page);
  });
  return router;
}
