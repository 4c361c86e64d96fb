import { io } from 'socket.io-client';
import { session } from '../session/session.svelte.ts';
import { Keep } from './keep.ts';
import type { Outside } from './outside.ts';

/** The browser in which this table stands. */
export const browser: Outside = {
  connect: () =>
    io({
      transports: ['websocket'],
      reconnectionDelay: 300,
      reconnectionDelayMax: 30_000,
      randomizationFactor: 0.5,
    }),
  keep: (actor, tab) => Keep.open(actor, tab),
  person: () => session.person,
  build: () => session.build,
  hidden: () => document.hidden,
  askWhoIsHere: () => session.load(),
  random: (bytes) => crypto.getRandomValues(new Uint8Array(bytes)),
};
