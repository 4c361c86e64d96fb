import { VaultUnavailable } from './port.ts';

export interface PostgresAddress {
  /** What the driver is given. */
  readonly connection: string;
  /** The schema in which the tables lie: `?schema=`, unless said `regiotafel`. */
  readonly schema: string;
  /** Where it is, for messages: without user and password. */
  readonly place: string;
}

/** Reads VAULT_URL. @throws VaultUnavailable with a sentence that does not repeat it */
export function postgresAddress(url: string): PostgresAddress {
  const parsed = parse(url);
  const schema = parsed.searchParams.get('schema') ?? 'regiotafel';
  parsed.searchParams.delete('schema');
  if (!/^[a-z][a-z0-9_]{0,50}$/.test(schema))
    throw new VaultUnavailable('denied', 'The schema in VAULT_URL must be small letters, digits and underscores.');
  const mode = parsed.searchParams.get('sslmode');
  if (mode === 'no-verify' || parsed.searchParams.get('uselibpqcompat') !== null)
    throw new VaultUnavailable(
      'denied',
      'VAULT_URL switches off the check of certificates, which is not possible: use sslmode=verify-full, with sslrootcert=<the authority’s file> if it is your own.',
    );
  // what the driver takes `require` and `verify-ca` for today, said so that it does not change
  if (mode === 'require' || mode === 'prefer' || mode === 'verify-ca')
    parsed.searchParams.set('sslmode', 'verify-full');
  const host = parsed.searchParams.get('host') ?? parsed.host;
  return { connection: parsed.toString(), schema, place: `${host}${parsed.pathname}` };
}

function parse(url: string): URL {
  try {
    return new URL(url);
  } catch {
    throw new VaultUnavailable(
      'denied',
      'VAULT_URL is no address: write postgres://user:password@host:5432/database and percent-encode the password.',
    );
  }
}
