import { VaultUnavailable } from './port.ts';

type Reason = VaultUnavailable['reason'];

const unreachable =
  'does not answer: start it, or correct host and port in VAULT_URL. The server goes on by itself when it is back.';
const sentences: Readonly<Record<string, readonly [Reason, string]>> = {
  ECONNREFUSED: ['unreachable', unreachable],
  ECONNRESET: ['unreachable', unreachable],
  ETIMEDOUT: ['unreachable', unreachable],
  EPIPE: ['unreachable', unreachable],
  EHOSTUNREACH: ['unreachable', unreachable],
  ENOENT: ['unreachable', unreachable],
  '57P01': ['unreachable', unreachable],
  '57P02': ['unreachable', unreachable],
  '57P03': ['unreachable', 'is starting or stopping: wait a moment.'],
  '08006': ['unreachable', unreachable],
  ENOTFOUND: ['unreachable', 'is at a name that is not known here: look at VAULT_URL and at this machine’s DNS.'],
  EAI_AGAIN: ['unreachable', 'is at a name that is not known here: look at VAULT_URL and at this machine’s DNS.'],
  '28P01': ['denied', 'refuses the user or the password: correct them in VAULT_URL; percent-encode the password.'],
  '28000': ['denied', 'refuses the user from here: correct VAULT_URL, or allow the user in pg_hba.conf.'],
  '3D000': ['denied', 'has no such database: make it (createdb --owner=<user> <database>), or correct VAULT_URL.'],
  '42501': [
    'no-rights',
    'does not let the user make what the vault needs: give the user a schema of his own (CREATE SCHEMA regiotafel AUTHORIZATION <user>) or the right to make one (GRANT CREATE ON DATABASE <database> TO <user>).',
  ],
  '25006': ['read-only', 'takes no writes (a standby?): name the primary in VAULT_URL.'],
  '53100': ['full', 'has a full disk: make room. Nothing was written.'],
  '53300': ['busy', 'has no connection left: raise max_connections, or run fewer servers.'],
};
const untrusted = new Set([
  ...['DEPTH_ZERO_SELF_SIGNED_CERT', 'SELF_SIGNED_CERT_IN_CHAIN', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'],
  ...['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'CERT_HAS_EXPIRED', 'ERR_TLS_CERT_ALTNAME_INVALID'],
]);

/** What the driver says, as a sentence that says what to do and holds no password; anything unknown stays as it is. */
export function explained(error: unknown, place: string): unknown {
  if (error instanceof VaultUnavailable) return error;
  const { code = '', message = '' } = error as { code?: string; message?: string };
  const say = (reason: Reason, text: string): VaultUnavailable =>
    new VaultUnavailable(reason, `PostgreSQL (${place}) ${text}`, { cause: error });
  const known = sentences[code];
  if (known) return say(...known);
  if (untrusted.has(code))
    return say('denied', 'has a certificate that is not trusted: name its authority by sslrootcert=… in VAULT_URL.');
  if (/does not support SSL/.test(message))
    return say('denied', 'offers no TLS, and VAULT_URL asks for it: switch it on there.');
  if (/password must be a string|SASL/.test(message))
    return say('denied', 'asks for a password: put one into VAULT_URL, percent-encoded.');
  if (/terminated|timeout|Connection ended|not queryable/i.test(message)) return say('unreachable', unreachable);
  if (/after calling end on the pool/.test(message)) return new VaultUnavailable('closed', 'The vault is closed.');
  return error;
}
