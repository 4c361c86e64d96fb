/** A packet of engine.io: its text, and the frame made of it when it goes to several. */
interface Packet {
  readonly data?: unknown;
  readonly options?: { readonly wsPreEncodedFrame?: readonly { readonly length: number }[] } | undefined;
}

/** What the connection below a socket is made of, as far as it is looked at here. */
interface Connection {
  readonly writeBuffer: readonly unknown[];
  readonly transport: {
    readonly writable: boolean;
    readonly socket?: { readonly bufferedAmount: number; terminate(): void };
    on(name: 'ready', handle: () => void): void;
  };
  on(name: 'flush', handle: () => void): void;
  on(name: 'packetCreate', handle: (packet: Packet) => void): void;
  close(): void;
}

/** Beyond this much unsent, a client is no longer pushed to: it pulls. */
const MOST_EVENTS = 2_000;
/** With what a connection takes besides it stays under 2 MB of memory. */
const MOST_BYTES = 1_700_000;
/** A message is kept as text and as a frame. */
const COPIES = 2;
/** Beyond this, answers to its own messages count too, and it is hung up on. */
const HOPELESS_BYTES = 16 * 1024 * 1024;

/** What has been written to one connection and has not left this process yet. */
export class Unsent {
  readonly #connection: Connection;
  readonly #waiting = new Set<() => void>();
  /** In the buffer: packets go from there to the operating system all at once. */
  #events = 0;
  #bytes = 0;
  /** Events that the operating system was given and has not taken yet; their bytes are counted by the transport. */
  #handed = 0;

  /** @param drained called whenever everything has been sent */
  constructor(connection: unknown, drained: () => void) {
    this.#connection = connection as Connection;
    this.#connection.on('packetCreate', (packet) => (this.#bytes += weightOf(packet)));
    this.#connection.on('flush', () => {
      this.#handed = this.#events;
      this.#events = 0;
      this.#bytes = 0;
    });
    this.#connection.transport.on('ready', () => {
      if (!this.idle) return;
      for (const go of [...this.#waiting]) go();
      drained();
    });
  }

  /** Counts events that are about to be written. */
  add(events: number): void {
    this.#events += events;
  }

  get idle(): boolean {
    return this.#connection.transport.writable && this.#connection.writeBuffer.length === 0;
  }

  get events(): number {
    return this.#events + (this.#connection.transport.writable ? 0 : this.#handed);
  }

  /** Bytes of memory that it takes. */
  get bytes(): number {
    return this.#bytes + (this.#connection.transport.socket?.bufferedAmount ?? 0);
  }

  /**
   * May so much more be written? To who has read everything always: one message passes, however large. So what waits
   * for a client is less than 2 MB, or one message.
   * @param bytes of the message
   */
  takes(events: number, bytes: () => number): boolean {
    if (this.idle) return true;
    return this.events + events <= MOST_EVENTS && this.bytes + COPIES * bytes() <= MOST_BYTES;
  }

  get hopeless(): boolean {
    return this.bytes > HOPELESS_BYTES;
  }

  /** Resolves once everything has been sent, or after the time. */
  whenSent(milliseconds: number): Promise<void> {
    if (this.idle) return Promise.resolve();
    return new Promise((resolve) => {
      const go = (): void => {
        clearTimeout(timer);
        this.#waiting.delete(go);
        resolve();
      };
      const timer = setTimeout(go, milliseconds);
      this.#waiting.add(go);
    });
  }

  /** Closes the connection so that the client connects again by itself, unlike after a disconnection by namespace. */
  hangUp(): void {
    this.#connection.close();
  }

  /** Drops the connection without waiting for the other side. */
  terminate(): void {
    this.#connection.transport.socket?.terminate();
  }
}

/** In memory: a packet for several is kept as text and as the frame made of it. */
function weightOf({ data, options }: Packet): number {
  if (typeof data !== 'string') return 0;
  const frame = options?.wsPreEncodedFrame?.reduce((sum, part) => sum + part.length, 0) ?? 0;
  // one sign beyond Latin makes every sign of a text take two bytes
  const wide = Buffer.byteLength(data) > data.length;
  return frame + (wide ? 2 : 1) * data.length;
}
