import type { Problem } from '../../events/live-protocol.ts';
import { ProblemError, unreachable } from '../app/ask.ts';

/** A file as the server keeps it: by its address a command names it. */
export interface SentFile {
  readonly address: string;
  readonly name: string;
  readonly hash: string;
  readonly profile?: {
    readonly year: number;
    readonly step: 'PT15M' | 'PT1H';
    readonly direction: 'OFFTAKE' | 'FEED_IN';
    readonly peakMW: number;
    readonly MWh: number;
  };
}

/** The file was changed or moved since it was chosen. */
export class FileMoved extends Error {}

/** What is wrong with a line of a file. */
export interface LineError {
  readonly line: number;
  readonly sentences: { readonly nl: string; readonly en: string };
}

/** What a file belongs to, and how a load profile is to be read. */
export interface FileAbout {
  readonly subject: string;
  readonly organisation?: string;
  readonly year?: number;
  readonly unit?: string;
  readonly direction?: string;
}

const office = 'application/vnd.openxmlformats-officedocument';
/** By the name's end: what a system says of a file differs from one office to the next. */
const medias: Readonly<Record<string, string>> = {
  pdf: 'application/pdf',
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  csv: 'text/csv',
  txt: 'text/plain',
  xlsx: `${office}.spreadsheetml.sheet`,
  docx: `${office}.wordprocessingml.document`,
};

/** What a choice of files offers. */
export const documentKinds = '.pdf,.docx,.xlsx,.png,.jpg,.jpeg,.txt';

/**
 * Sends a file. Nothing of it is kept when it is cut off.
 * @param onProgress told how much has been sent, 0 to 1
 * @throws FileMoved; ProblemError with what the server says; of a load profile with `errors`, line by line
 */
export function sendFile(
  file: File,
  about: FileAbout,
  { onProgress, signal }: { onProgress?: (part: number) => void; signal?: AbortSignal } = {},
): Promise<SentFile> {
  const query = new URLSearchParams({ name: file.name });
  for (const [name, value] of Object.entries(about)) if (value !== undefined) query.set(name, String(value));
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', `/api/files?${query}`);
    request.setRequestHeader('content-type', medias[/[^.]*$/.exec(file.name.toLowerCase())?.[0] ?? ''] ?? 'application/octet-stream'); // prettier-ignore
    request.responseType = 'json';
    request.upload.onprogress = ({ loaded, total }) => onProgress?.(total > 0 ? loaded / total : 0);
    request.onload = () => {
      const answer: unknown = request.response;
      if (request.status === 200 && isSent(answer)) resolve(answer);
      else reject(new ProblemError(isProblem(answer) ? answer : unreachable));
    };
    request.onerror = () => {
      // a file that was saved anew since it was chosen is not sent by the browser
      const stands = file.slice(0, 1).arrayBuffer();
      stands.then(
        () => reject(new ProblemError(unreachable)),
        () => reject(new FileMoved()),
      );
    };
    request.onabort = () => reject(new DOMException('The sending was stopped.', 'AbortError'));
    signal?.addEventListener('abort', () => request.abort());
    request.send(file);
  });
}

const isSent = (answer: unknown): answer is SentFile => typeof answer === 'object' && answer !== null && 'address' in answer; // prettier-ignore
const isProblem = (answer: unknown): answer is Problem => typeof answer === 'object' && answer !== null && 'sentences' in answer; // prettier-ignore

/** The lines that a problem names. */
export function linesOf(problem: Problem): readonly LineError[] {
  const { errors } = problem as Problem & { errors?: readonly LineError[] };
  return errors ?? [];
}
