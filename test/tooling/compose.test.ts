import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { expect, test } from 'vitest';
import { readConfig } from '../../server/ops/config.ts';

const read = (file: string): string => readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');
const compose = parse(read('docker-compose.yml')) as {
  services: Record<
    string,
    {
      image?: string;
      build?: string;
      environment: Record<string, string>;
      volumes?: string[];
      ports?: string[];
      healthcheck?: unknown;
      depends_on?: unknown;
    }
  >;
  volumes: Record<string, unknown>;
};
/** The names of the outside contract. */
const names = [
  'PORT',
  'HOST',
  'DATA_DIR',
  'EVENTSTORE_URL',
  'EVENTSTORE_PREFIX',
  'VAULT_URL',
  'VAULT_KEY_FILE',
  'FOLLOWER_PATH',
  'PUBLIC_URL',
  'OIDC_ISSUER',
  'OIDC_CLIENT_ID',
  'OIDC_CLIENT_SECRET',
  'SESSION_SECRET',
  'REDIS_URL',
  'SMTP_URL',
  'LOG_LEVEL',
];

test('the compose file runs a store and the app, each with its volume and its health', () => {
  const { eventstore, app } = compose.services;
  expect(eventstore?.image).toMatch(/^eventstore\/eventstore:23\.10/);
  expect(eventstore?.healthcheck).toBeDefined();
  expect(app?.build).toBe('.');
  expect(app?.depends_on).toEqual({ eventstore: { condition: 'service_healthy' } });
  for (const service of [eventstore, app]) {
    for (const volume of service?.volumes ?? []) expect(Object.keys(compose.volumes)).toContain(volume.split(':')[0]);
  }
});

test('the app is given settings that exist, listens where the port is mapped, and keeps no secret in the file', () => {
  const { environment, ports } = compose.services['app'] ?? { environment: {} };
  for (const name of Object.keys(environment)) expect(names).toContain(name);
  expect(ports).toEqual([`127.0.0.1:3000:${environment['PORT'] ?? ''}`]);
  for (const [name, value] of Object.entries(environment)) if (/SECRET/.test(name)) expect(value).toMatch(/^\$\{/);
});

test('the cluster has three nodes that know each other, TLS throughout, and an app that is no administrator', () => {
  const cluster = parse(read('docker-compose.cluster.yml'), { merge: true }) as typeof compose;
  const { node1, node2, node3, app, prepare } = cluster.services;
  const addresses = new Set<string>();
  for (const [n, node] of [node1, node2, node3].entries()) {
    const others = [1, 2, 3].filter((one) => one !== n + 1).map((one) => `node${one}:2113`);
    expect(node?.environment['EVENTSTORE_GOSSIP_SEED']).toBe(others.join(','));
    expect(node?.environment['EVENTSTORE_CLUSTER_SIZE']).toBe('3');
    expect(node?.environment).not.toHaveProperty('EVENTSTORE_INSECURE');
    expect(node?.environment['EVENTSTORE_CERTIFICATE_FILE']).toBe(`/certs/node${n + 1}/node.crt`);
    expect(node?.image).toMatch(/^eventstore\/eventstore:23\.10/);
    expect(node?.volumes).toContain(`events${n + 1}:/var/lib/eventstore`);
    addresses.add(node?.ports?.[0] ?? '');
  }
  expect(addresses.size).toBe(3);
  for (const name of Object.keys(app?.environment ?? {})) expect(names).toContain(name);
  const url = app?.environment['EVENTSTORE_URL'] ?? '';
  expect(url).toMatch(/^esdb:\/\/app:\$\{ES_APP_PASSWORD:\?.*\}@node1:2113,node2:2113,node3:2113\?tlsCAFile=/);
  expect(url).not.toContain('tls=false');
  const { postgres } = cluster.services;
  const vault = app?.environment['VAULT_URL'] ?? '';
  expect(vault).toBe('postgres://app:${VAULT_PASSWORD}@postgres:5432/regiotafel');
  expect(readConfig({ VAULT_URL: vault }).vaultUrl).toBeDefined();
  expect(postgres?.environment).toMatchObject({ POSTGRES_USER: 'app', POSTGRES_DB: 'regiotafel' });
  expect(postgres?.environment['POSTGRES_PASSWORD']).toMatch(/^\$\{VAULT_PASSWORD:\?/);
  expect(postgres?.volumes).toEqual(['vault:/var/lib/postgresql/data']);
  expect(app?.depends_on).toMatchObject({ postgres: { condition: 'service_healthy' } });
  const keyFile = app?.environment['VAULT_KEY_FILE'] ?? '';
  expect(app?.volumes?.map((volume) => volume.split(':')[1])).toContain(keyFile.replace(/\/[^/]+$/, ''));
  expect(JSON.stringify(app)).not.toContain('ADMIN');
  expect(JSON.stringify(prepare)).toContain('store');
  expect(readConfig({ EVENTSTORE_URL: url.replace(/\$\{.*\}/, 'secret') }).eventStoreUrl).toBeDefined();
  for (const service of Object.values(cluster.services))
    for (const volume of service.volumes ?? []) expect(Object.keys(cluster.volumes)).toContain(volume.split(':')[0]);
});

test('the image runs without rights, on the pinned Node, with production packages, and says how it is', () => {
  const lines = read('Dockerfile').split('\n');
  const major = (JSON.parse(read('package.json')) as { dependencies: { node: string } }).dependencies.node.replace(
    /^\D*(\d+).*/,
    '$1',
  );
  expect(lines.filter((line) => line.startsWith('FROM')).every((line) => line.includes(`node:${major}-`))).toBe(true);
  expect(lines).toContain('USER node');
  expect(lines).toContain('RUN npm ci --omit=dev');
  expect(lines.some((line) => line.startsWith('HEALTHCHECK'))).toBe(true);
  expect(lines.at(-2)).toBe('CMD ["node", "server/main.ts"]');
});
