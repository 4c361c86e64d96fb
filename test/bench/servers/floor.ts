import { createServer } from 'node:http';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Server } from 'socket.io';

/**
 * The least that could do the job: sockets, rooms, one grouped and fsync'd insert per tick, an acknowledgement for
 * each command, and one push per tick and room. Decides nothing, checks nobody, folds nothing.
 */
const [, , directory = ''] = process.argv;
const db = new DatabaseSync(join(directory, 'floor.db'));
db.exec(`PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;
  CREATE TABLE event (idx INTEGER PRIMARY KEY, id TEXT, data TEXT)`);
const insert = db.prepare('INSERT INTO event (idx, id, data) VALUES (?,?,?)');

interface Command {
  id: string;
  topic: string;
}
let next = 0;
let pending: { command: Command; ack: (answer: unknown) => void }[] = [];

const http = createServer();
const io = new Server(http, { transports: ['websocket'], serveClient: false, perMessageDeflate: false });
io.on('connection', (socket) => {
  socket.on('watch', ({ topic }: { topic: string }, ack: (answer: unknown) => void) => {
    void socket.join(topic);
    ack({ ok: true });
  });
  socket.on('command', (command: Command, ack: (answer: unknown) => void) => {
    pending.push({ command, ack });
    if (pending.length === 1) setImmediate(commit);
  });
});

function commit(): void {
  const group = pending;
  pending = [];
  const rooms = new Map<string, { index: number; command: Command }[]>();
  db.exec('BEGIN IMMEDIATE');
  for (const { command } of group) {
    const index = next++;
    insert.run(index, command.id, JSON.stringify(command));
    const room = rooms.get(command.topic);
    if (room) room.push({ index, command });
    else rooms.set(command.topic, [{ index, command }]);
  }
  db.exec('COMMIT');
  for (const { ack } of group) ack({ ok: true });
  for (const [topic, events] of rooms) io.to(topic).emit('events', { topic, events });
}

http.listen(0, '127.0.0.1', () => {
  const address = http.address();
  console.log(`http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`);
});
