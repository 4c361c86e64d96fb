import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Names the client's build, so that a window with an older one can be told to reload. */
export function buildOf(clientDir: string): string {
  const page = join(clientDir, 'index.html');
  if (!existsSync(page)) return 'none';
  return createHash('sha256').update(readFileSync(page)).digest('hex').slice(0, 12);
}
