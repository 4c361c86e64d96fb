import { writeSync } from 'node:fs';
import { openPostgresVault } from '../../../server/vault/postgres.ts';

/** Makes one data key after the other and says each acknowledgement at once: a process to be killed. */
const [url = '', prefix = ''] = process.argv.slice(2);
const { keys } = await openPostgresVault(url);
try {
  for (let n = 0; ; n++) {
    const key = `key_${prefix}_${n}`;
    await keys.make({ key, wrapped: Buffer.from(key), subjects: [], scope: key });
    writeSync(1, `ack ${key}\n`);
  }
} catch {
  process.exit(1);
}
