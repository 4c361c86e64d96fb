import { session } from '../session/session.svelte.ts';
import { Keep } from './keep.ts';
import { loadKinds } from './kinds.ts';
import { later } from './later.ts';
import type { Outside } from './outside.ts';

/** A page also scrolls by itself, when what others write makes it longer: that is no input. */
const inputs = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart'] as const;

/** The browser in which this table stands. */
export const browser: Outside = {
  connect: () =>
    later(async () => {
      const [{ io }] = await Promise.all([import('socket.io-client'), loadKinds()]);
      return () =>
        io({
          transports: ['websocket'],
          reconnectionDelay: 300,
          reconnectionDelayMax: 30_000,
          randomizationFactor: 0.5,
        });
    }),
  keep: (actor, tab, told) => Keep.open(actor, tab, told),
  person: () => session.person,
  build: () => session.build,
  heed(attention) {
    for (const input of inputs) addEventListener(input, () => attention.input(), { capture: true, passive: true });
    document.addEventListener('visibilitychange', () => attention.hidden(document.hidden));
    attention.hidden(document.hidden);
  },
  namesChanged: () => void session.reloadNames(),
  askWhoIsHere: () => session.load(),
  random: (bytes) => crypto.getRandomValues(new Uint8Array(bytes)),
};
