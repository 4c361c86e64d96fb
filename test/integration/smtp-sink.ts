import { SMTPServer } from 'smtp-server';

export interface Received {
  readonly to: string[];
  /** The mail as it came, with quoted-printable undone. */
  readonly text: string;
}

/** A real mail server that keeps what it gets, and does with it what a test says. */
export class SmtpSink {
  readonly mails: Received[] = [];
  /** What it says to the next mails, before it says yes to all: an SMTP code, or nothing at all. */
  readonly answers: (number | 'silence')[] = [];
  readonly #waiting = new Set<() => void>();
  readonly #server: SMTPServer;
  #port = 0;

  constructor() {
    this.#server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      onData: (stream, session, done) => {
        const parts: Buffer[] = [];
        stream.on('data', (part: Buffer) => parts.push(part));
        stream.on('end', () => {
          const answer = this.answers.shift();
          if (typeof answer === 'number') return done(Object.assign(new Error('not now'), { responseCode: answer }));
          const to = session.envelope.rcptTo.map(({ address }) => address);
          this.mails.push({ to, text: decoded(Buffer.concat(parts).toString()) });
          for (const look of [...this.#waiting]) look();
          if (answer !== 'silence') done();
        });
      },
    });
    this.#server.on('error', () => undefined);
  }

  async start(port = 0): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(port, '127.0.0.1', resolve));
    const address = this.#server.server.address();
    this.#port = typeof address === 'object' && address ? address.port : 0;
    return this.url;
  }

  get url(): string {
    return `smtp://127.0.0.1:${this.#port}`;
  }

  /** Resolves when so many mails have come. */
  until(count: number): Promise<void> {
    return new Promise((resolve) => {
      const look = (): void => {
        if (this.mails.length < count) return;
        this.#waiting.delete(look);
        resolve();
      };
      this.#waiting.add(look);
      look();
    });
  }

  stop(): Promise<void> {
    return new Promise((resolve) => this.#server.close(() => resolve()));
  }
}

function decoded(raw: string): string {
  return raw
    .replaceAll('=\r\n', '')
    .replaceAll(/(?:=[0-9A-F]{2})+/g, (signs) => Buffer.from(signs.replaceAll('=', ''), 'hex').toString());
}
