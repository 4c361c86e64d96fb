import type { Writable } from 'node:stream';
import type { Request } from 'express';
import type { z } from 'zod';
import type { Refusal } from '../../events/decision.ts';
import type { Problem } from '../../events/live-protocol.ts';
import type { Asker } from '../identity/viewer.ts';

/** A call as a route sees it: validated, and by whom. */
export interface Call<Q, B> {
  readonly params: Readonly<Record<string, string>>;
  readonly query: Q;
  readonly body: B;
  readonly asker: Asker;
  readonly request: Request;
}

export type Reply =
  | { readonly status?: number; readonly json: unknown; readonly headers?: Readonly<Record<string, string>> }
  | {
      readonly text: string;
      readonly type: string;
      readonly status?: number;
      /** As a file of this name. */
      readonly download?: string;
    }
  | {
      readonly bytes: Uint8Array;
      readonly type: string;
      readonly headers?: Readonly<Record<string, string>>;
      /** As a file of this name. */
      readonly download?: string;
    }
  | {
      /** Writes the body and ends it; what it throws cuts the answer off, so that nobody takes a part for the whole. */
      readonly stream: (body: Writable) => Promise<void>;
      readonly type: string;
      readonly headers?: Readonly<Record<string, string>>;
    }
  | { readonly refused: Refusal }
  | { readonly problem: Problem };

/** One route: it serves, it validates, and OpenAPI is derived from it. */
export interface Route<Q = unknown, B = unknown> {
  readonly method: 'get' | 'post' | 'put' | 'delete';
  readonly path: string;
  readonly summary: string;
  readonly query?: z.ZodType<Q>;
  readonly body?: z.ZodType<B>;
  /** How large a JSON body may be; 1 MB unless said. */
  readonly bodyBytes?: number;
  /** Shape of a successful answer. */
  readonly answer: z.ZodType;
  /** Media type of the answer; JSON unless said. */
  readonly produces?: string;
  /** Answers while the server still reads its log. */
  readonly early?: true;
  /** Changes what is the asker's alone, like what he has read: no audit line. */
  readonly own?: true;
  /** Takes bytes of these media types as they come, which `handle` reads. */
  readonly consumes?: readonly string[];
  /** Takes a multipart upload instead of JSON. */
  readonly upload?: true;
  readonly handle: (call: Call<Q, B>) => Reply | Promise<Reply>;
}

/** Ties the types of a route's parts together. */
export function route<Q = unknown, B = undefined>(definition: Route<Q, B>): Route {
  return definition as unknown as Route;
}
