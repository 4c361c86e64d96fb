import { writeSync } from 'node:fs';
import { openSqliteStore } from '../../server/store/sqlite.ts';
import { event } from './an-event.ts';

/** Appends one event after the other to a file and says each acknowledgement at once: a process to be traced or killed. */
const [file = '', count = '0', synchronous] = process.argv.slice(2);
const store = openSqliteStore(file, { synchronous: synchronous === 'NORMAL' ? 'NORMAL' : 'FULL' });
let revision: number | 'none' = 'none';
for (let n = 0; n < Number(count); n++) {
  const one = event();
  ({ revision } = await store.append('plan-killed', revision, [one]));
  writeSync(1, `ack ${one.id}\n`);
}
await store.close();
