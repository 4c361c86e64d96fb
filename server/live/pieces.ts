import type { LogIndex, VisibleEvent } from '../../events/envelope.ts';

/** Events that go in one message. */
export interface Piece {
  readonly prev: LogIndex;
  readonly index: LogIndex;
  readonly events: VisibleEvent[];
}

const MOST_EVENTS = 500;
const MOST_BYTES = 256 * 1024;

/** Cuts events that follow one another into messages of a moderate size; an event that is larger goes alone. */
export function piecesOf(prev: LogIndex, events: readonly VisibleEvent[]): Piece[] {
  const pieces: Piece[] = [];
  let piece: VisibleEvent[] = [];
  let bytes = 0;
  const close = (): void => {
    const before = pieces.at(-1)?.index ?? prev;
    pieces.push({ prev: before, index: piece.at(-1)?.index ?? before, events: piece });
    [piece, bytes] = [[], 0];
  };
  for (const event of events) {
    const size = events.length === 1 ? 0 : sizeOf(event);
    if (piece.length === MOST_EVENTS || (piece.length > 0 && bytes + size > MOST_BYTES)) close();
    piece.push(event);
    bytes += size;
  }
  if (piece.length > 0) close();
  return pieces;
}

/** Bytes of a message as JSON, worked out when it is asked for. */
export function weigher(message: unknown): () => number {
  let known: number | undefined;
  return () => (known ??= Buffer.byteLength(JSON.stringify(message)));
}

/** Equal sights of an event are one object, so that it is measured once. */
const sizes = new WeakMap<VisibleEvent, number>();

function sizeOf(event: VisibleEvent): number {
  const known = sizes.get(event);
  if (known !== undefined) return known;
  const size = Buffer.byteLength(JSON.stringify(event));
  sizes.set(event, size);
  return size;
}
