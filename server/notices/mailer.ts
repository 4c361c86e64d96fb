import { createTransport } from 'nodemailer';

export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly language: 'nl' | 'en';
  /** Names the mail for ever: a mail server that got it twice can tell. */
  readonly key: string;
}

/** What became of a mail: taken · refused for good · certainly not taken, for now · nobody knows. */
export type Handed =
  { readonly outcome: 'sent' } | { readonly outcome: 'refused' | 'again' | 'unknown'; readonly problem: string };

export interface Mailer {
  /** Connects and signs in, and sends nothing: what is wrong, or undefined. */
  reach(): Promise<string | undefined>;
  send(mail: Mail): Promise<Handed>;
  close(): void;
}

/** No step of handing a mail over takes longer; a claim's lease is longer than all of them together. */
const STEP_MS = 20_000;

/** Hands mail to the server at an address like `smtps://user:password@mail.example:465`. */
export function openMailer(url: string, from: string): Mailer {
  const steps = { connectionTimeout: STEP_MS, greetingTimeout: STEP_MS, socketTimeout: STEP_MS, dnsTimeout: STEP_MS };
  const transport = createTransport({ url, ...steps }, { from });
  const domain = /@([^\s>]+)/.exec(from)?.[1] ?? 'localhost';
  return {
    async reach() {
      return transport.verify().then(
        () => undefined,
        (error: unknown) => problemOf(error),
      );
    },
    async send({ to, subject, text, html, language, key }) {
      try {
        await transport.sendMail({
          ...{ to, subject, text, html, messageId: `<${key}@${domain}>` },
          headers: { 'Auto-Submitted': 'auto-generated', 'Content-Language': language },
          disableFileAccess: true,
          disableUrlAccess: true,
        });
        return { outcome: 'sent' };
      } catch (error) {
        return { outcome: outcomeOf(error), problem: problemOf(error) };
      }
    },
    close: () => transport.close(),
  };
}

interface MailError {
  readonly code?: string;
  /** What the system said of the connection. */
  readonly originalCode?: string;
  readonly responseCode?: number;
}

/** Before the mail was given over the server certainly has not got it. */
const notGiven = new Set(['EDNS', 'EAUTH', 'ETLS', 'ENOAUTH', 'ECONFIG']);
const notReached = new Set(['ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH', 'ENOTFOUND']);

/** A server that says 5xx will say so again; one that says 4xx did not take it; one that says nothing may have. */
function outcomeOf(error: unknown): 'refused' | 'again' | 'unknown' {
  const { code = '', originalCode = '', responseCode } = error as MailError;
  if (notGiven.has(code) || notReached.has(originalCode)) return 'again';
  if (responseCode !== undefined) return responseCode >= 500 ? 'refused' : 'again';
  return code === 'EENVELOPE' ? 'refused' : 'unknown';
}

/** The codes alone: what a mail server writes beside them may hold addresses. */
function problemOf(error: unknown): string {
  const { code, originalCode, responseCode } = error as MailError;
  const said = [code, originalCode, responseCode].filter((part) => part !== undefined && part !== '');
  return said.join(' ') || 'no answer';
}
