import { startServer } from '../../../server/composition/start-server.ts';
import { readConfig } from '../../../server/ops/config.ts';

/** The product as it is, with the limit per connection lifted: one connection here stands for much. */
const [, , directory = ''] = process.argv;
const server = await startServer({
  config: readConfig({ DATA_DIR: directory, PORT: '0' }),
  clientDir: directory,
  log: (message, details) => console.error(message, details),
  onFatal: (error) => {
    throw error;
  },
  messagesPerSecond: 1_000_000,
  requestsPerMinute: 1_000_000,
});
await server.ready;
console.log(server.url);
process.on('SIGTERM', () => process.exit(0));
