import { Server } from '@hocuspocus/server';

/** Hocuspocus as its guide sets it up, without a store: documents live in memory. */
const server = new Server({ port: 0, address: '127.0.0.1', quiet: true, stopOnSignals: false });
await server.listen();
console.log(`http://127.0.0.1:${server.address.port}`);
