import { randomBytes } from 'node:crypto';
import { uuidV7 } from '../../events/ids.ts';

let page = randomBytes(0);
let at = 0;

/** A command's id; randomness is drawn by the page, which a benchmark would notice otherwise. */
export function newCommandId(): string {
  if (at + 10 > page.length) [page, at] = [randomBytes(4_000), 0];
  return uuidV7(Date.now(), page.subarray(at, (at += 10)));
}
