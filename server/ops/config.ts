import { hostname } from 'node:os';
import { z } from 'zod';

/** The server's settings, from the environment (architecture.md, "The outside contract"). */
export interface Config {
  readonly port: number;
  readonly host: string;
  readonly dataDir: string;
  readonly publicUrl?: string | undefined;
  readonly oidcIssuer?: string | undefined;
  readonly sessionSecret?: string | undefined;
  readonly eventStoreUrl?: string | undefined;
  readonly eventStorePrefix: string;
  /** PostgreSQL, which holds the vault that several processes share. */
  readonly vaultUrl?: string | undefined;
  /** File of the key under which the vault's data keys are wrapped; unless given, one in the data directory. */
  readonly vaultKeyFile?: string | undefined;
  /** Redis, through which processes share presence and rate limits. */
  readonly redisUrl?: string | undefined;
  /** The mail server for digests; without one no mail is sent. */
  readonly smtpUrl?: string | undefined;
  readonly smtpFrom: string;
  /** A folder off this machine's database in which checkpoints are kept, too. */
  readonly followerPath?: string | undefined;
  /** Verifier keys of organisations that cosign checkpoints. */
  readonly witnessKeys: readonly string[];
  readonly logLevel: string;
  readonly origin: string;
  /** Make the example region on a first start. */
  readonly example: boolean;
}

const environment = z.object({
  PORT: z.coerce.number('PORT must be a number from 0 to 65535').int().min(0).max(65_535).default(3000),
  HOST: z.string().min(1).default('127.0.0.1'),
  DATA_DIR: z.string().min(1).default('./data'),
  PUBLIC_URL: z.url('PUBLIC_URL must be an address like https://regiotafel.example').optional(),
  OIDC_ISSUER: z.url('OIDC_ISSUER must be an address').optional(),
  SESSION_SECRET: z.string().min(32, 'SESSION_SECRET needs at least 32 characters').optional(),
  EVENTSTORE_URL: z
    .string()
    .regex(/^esdb(\+discover)?:\/\/./, 'EVENTSTORE_URL must be an address like esdb://localhost:2113?tls=false')
    .optional(),
  EVENTSTORE_PREFIX: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,60}$/, 'EVENTSTORE_PREFIX must be small letters, digits and hyphens')
    .default('regiotafel'),
  VAULT_URL: z
    .string()
    .regex(
      /^postgres(ql)?:\/\/./,
      'VAULT_URL must be an address like postgres://user:password@localhost:5432/regiotafel',
    )
    .optional(),
  VAULT_KEY_FILE: z.string().min(1).optional(),
  REDIS_URL: z
    .string()
    .regex(/^rediss?:\/\/./, 'REDIS_URL must be an address like redis://localhost:6379')
    .optional(),
  SMTP_URL: z
    .string()
    .regex(/^smtps?:\/\/./, 'SMTP_URL must be an address like smtps://user:password@mail.example:465')
    .optional(),
  SMTP_FROM: z
    .string()
    .regex(/^[^\r\n]*[^\s@]+@[^\s@]+$/, 'SMTP_FROM must be an address like Regiotafel <regiotafel@mail.example>')
    .default('Regiotafel <regiotafel@localhost>'),
  FOLLOWER_PATH: z.string().min(1).optional(),
  WITNESS_KEYS: z.string().default(''),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  REGIOTAFEL_EXAMPLE: z.enum(['yes', 'no']).default('yes'),
});

/** Reads the settings; every one that does not fit is named. @throws Error with a sentence per setting */
export function readConfig(variables: NodeJS.ProcessEnv): Config {
  const given = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ''));
  const parsed = environment.safeParse(given);
  if (!parsed.success) {
    throw new Error(parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('\n'));
  }
  const e = parsed.data;
  return {
    port: e.PORT,
    host: e.HOST,
    dataDir: e.DATA_DIR,
    publicUrl: e.PUBLIC_URL,
    oidcIssuer: e.OIDC_ISSUER,
    sessionSecret: e.SESSION_SECRET,
    eventStoreUrl: e.EVENTSTORE_URL,
    eventStorePrefix: e.EVENTSTORE_PREFIX,
    vaultUrl: e.VAULT_URL,
    vaultKeyFile: e.VAULT_KEY_FILE,
    redisUrl: e.REDIS_URL,
    smtpUrl: e.SMTP_URL,
    smtpFrom: e.SMTP_FROM,
    followerPath: e.FOLLOWER_PATH,
    witnessKeys: e.WITNESS_KEYS.split(/\s+/).filter((key) => key !== ''),
    logLevel: e.LOG_LEVEL,
    origin: e.PUBLIC_URL ?? `${hostname()}/${e.DATA_DIR}`,
    example: e.REGIOTAFEL_EXAMPLE === 'yes',
  };
}

const loopback = new Set(['127.0.0.1', 'localhost', '::1']);

/** Why the server may not start with these settings, in a sentence; undefined: it may. */
export function startObstacle(config: Config): string | undefined {
  if (config.oidcIssuer !== undefined) {
    return 'OIDC_ISSUER is set, but sign-in through an OpenID provider is not built yet: leave it out and listen on 127.0.0.1.';
  }
  if (!loopback.has(config.host)) {
    return `HOST is ${config.host}: without an OpenID provider anybody there could sign in as anybody. Listen on 127.0.0.1, or set OIDC_ISSUER.`;
  }
  return undefined;
}
