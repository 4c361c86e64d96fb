import { createServer } from 'node:http';
import { Duplex } from 'node:stream';
import ShareDB from 'sharedb';
import { WebSocketServer, type WebSocket } from 'ws';

/** ShareDB as its guide sets it up: json0, in memory, over ws. */
const backend = new ShareDB();
const connection = backend.connect();
const document = connection.get('plans', 'heat');
document.create({ lossHours: 0 });

const http = createServer();
const sockets = new WebSocketServer({ server: http, perMessageDeflate: false });
sockets.on('connection', (socket) => void backend.listen(streamOf(socket)));

function streamOf(socket: WebSocket): Duplex {
  const stream = new Duplex({
    objectMode: true,
    read: () => undefined,
    write(message: unknown, _, done) {
      socket.send(JSON.stringify(message));
      done();
    },
  });
  socket.on('message', (data: Buffer) => stream.push(JSON.parse(data.toString())));
  socket.on('close', () => {
    stream.push(null);
    stream.destroy();
  });
  return stream;
}

http.listen(0, '127.0.0.1', () => {
  const address = http.address();
  console.log(`http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`);
});
