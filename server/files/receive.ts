import type { IncomingMessage } from 'node:http';
import type { Refusal } from '../../events/decision.ts';
import { fileTypes, type FileTypeName } from './types.ts';

/** So many files are taken in at once: they lie in memory until they are whole. */
const AT_ONCE = 8;
let underWay = 0;

/** The sender hung up before the file was whole: nothing was kept, and nobody is there to be told. */
export class SenderGone extends Error {
  readonly code = 'SENDER_GONE';
}

/**
 * Takes in a request's body as it comes, up to what its type may be. Nothing is written before all of it is there.
 * @throws SenderGone
 */
export async function receiveFile(
  request: IncomingMessage,
  type: FileTypeName,
): Promise<{ content: Buffer } | { refused: Refusal }> {
  const { most, name } = fileTypes[type];
  const refused = (code: string, values: Refusal['values'] = {}) => {
    // what still comes is let go, so that the sender can read why
    request.resume();
    return { refused: { code, values } };
  };
  const tooLarge = () => refused('FILE_TOO_LARGE', { type: name, most: most / 1_000_000 });
  if (Number(request.headers['content-length'] ?? 0) > most) return tooLarge();
  if (underWay >= AT_ONCE) return refused('UPLOADS_BUSY');
  underWay++;
  try {
    const content = await read(request, most);
    return content ? { content } : tooLarge();
  } finally {
    underWay--;
  }
}

/** Undefined: it is larger than that. */
function read(request: IncomingMessage, most: number): Promise<Buffer | undefined> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const gone = (): void => reject(new SenderGone('The sender hung up before the file was whole.'));
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > most) resolve(undefined);
      else chunks.push(chunk);
    });
    request.once('end', () => resolve(Buffer.concat(chunks)));
    request.once('error', gone);
    request.once('close', gone);
  });
}
