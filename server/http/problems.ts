import type { Refusal } from '../../events/decision.ts';
import type { Problem } from '../../events/live-protocol.ts';
import { refusalSentence } from '../../events/refusals.ts';

const statuses: Readonly<Record<string, number>> = {
  INVALID_REQUEST: 400,
  UNKNOWN_COMMAND: 400,
  NOT_SIGNED_IN: 401,
  NOT_ALLOWED: 403,
  WRONG_ORIGIN: 403,
  NOT_FOUND: 404,
  METHOD_NOT_ALLOWED: 405,
  EDIT_CONFLICT: 409,
  ALREADY_EXISTS: 409,
  COMMAND_ID_REUSED: 409,
  KEYS_HELD: 409,
  NOT_HELD: 409,
  TEXT_MOVED: 409,
  TOO_LARGE: 413,
  FILE_TOO_LARGE: 413,
  FILE_TYPE_UNKNOWN: 415,
  WRONG_CONTENT_TYPE: 415,
  IMPORT_HAS_ERRORS: 422,
  TOO_MANY_REQUESTS: 429,
  INTERNAL: 500,
  STORE_UNAVAILABLE: 503,
  VAULT_UNAVAILABLE: 503,
  READ_ONLY: 503,
  OUTCOME_UNKNOWN: 503,
  STARTING: 503,
  AHEAD: 503,
  NOT_SIGNED_YET: 503,
  BUSY: 503,
  CALCULATOR_BUSY: 503,
  UPLOADS_BUSY: 503,
};

/** Problem details (RFC 9457) of a refusal; a rule of the domain that refuses is 422. */
export function problemOf({ code, values }: Refusal, language: 'nl' | 'en' = 'nl'): Problem {
  const sentences = { nl: refusalSentence(code, values, 'nl'), en: refusalSentence(code, values, 'en') };
  return {
    type: `urn:regiotafel:problem:${code.toLowerCase()}`,
    title: code,
    status: statuses[code] ?? 422,
    code,
    detail: sentences[language],
    sentences,
    values: { ...values },
  };
}
