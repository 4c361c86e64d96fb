import { fileURLToPath } from 'node:url';
import { startServer } from '../../server/composition/start-server.ts';
import { readConfig } from '../../server/ops/config.ts';

/**
 * A server that kills itself with SIGKILL before the step of an erasure that is its argument (`restate#2`: before the
 * second of its kind); without one it goes on, and says where it listens once it is ready.
 */
const [step = '', nth = '1'] = (process.argv[2] ?? '').split('#');
let left = Number(nth);
const server = await startServer({
  config: readConfig({ ...process.env, PORT: '0' }),
  clientDir: fileURLToPath(new URL('../../client/dist', import.meta.url)),
  log: (message, details) => console.error(message, details),
  onFatal: (error) => console.error(error),
  closedKeysMs: 0,
  drainMs: 0,
  onErasureStep: (now) => {
    if (now === step && --left === 0) process.kill(process.pid, 'SIGKILL');
  },
});
process.on('SIGTERM', () => void server.stop().then(() => process.exit(0)));
if (process.argv[3] === 'at once') console.log(server.url);
await server.ready;
console.log(server.url);
