import { readFileSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { pino } from 'pino';
import { openOffline } from './composition/offline.ts';
import { rotate } from './composition/rotate-keys.ts';
import { holdDirectory } from './composition/lock.ts';
import type { ImportParts, ImportReport } from './exchange/import-run.ts';
import { copyVaultBetween, rewrapVault, takeVaultAlong } from './composition/vault-places.ts';
import { copy } from './composition/copy-places.ts';
import { signInAsSteward } from './composition/running-server.ts';
import { main as serve } from './main.ts';
import { readConfig, type Config } from './ops/config.ts';
import { runVerify, runWitness } from '../verify/run.ts';
import { prepareEventStoreDb } from './store/eventstoredb-prepare.ts';

const usage = `regiotafel serve
regiotafel import <format> <part>=<file> … [--dry-run]
    format regions: municipalities=<geojson> table=<csv>
    format eutl:    installations=<csv> coordinates=<csv> nace=<csv> codes=<csv> [municipalities=<geojson>]
regiotafel copy <from> <to>     each a data directory or an address like esdb://…
regiotafel vault copy <from> <to>     each a data directory or an address like postgres://…
regiotafel vault rewrap     wraps every data key under the first key of the key file
regiotafel store prepare <administrator's esdb://…> <user>     once, before a first start on EventStoreDB with TLS
regiotafel verify <file|folder|address> …     checks a log, a backup or a server; see docs/verify.md
regiotafel witness <address> --file <witness.json> …     cosigns another's log as long as it only grows
regiotafel keys rotate [--overlap <days>]     a new signing key; the old one signs along for 30 days unless said
regiotafel rebuild     deletes the read models; the next start builds them anew from the log
Settings come from the environment: DATA_DIR, HOST, PORT …`;

/** The command line. What writes goes through the server that runs on the data directory, else opens it itself. */
async function run(args: readonly string[]): Promise<number> {
  const [command, ...rest] = args;
  switch (command) {
    case 'serve':
      await serve();
      return 0;
    case 'import':
      return importFiles(rest, readConfig(process.env));
    case 'copy':
      return copyBetween(rest, readConfig(process.env));
    case 'vault':
      return vault(rest, readConfig(process.env));
    case 'store':
      return prepareStore(rest);
    case 'verify':
      return runVerify(rest, console.log);
    case 'witness':
      return runWitness(rest, console.log, Date.now);
    case 'keys':
      return rotateKeys(rest, readConfig(process.env));
    case 'rebuild':
      return rebuild(readConfig(process.env));
    case undefined:
    case 'help':
    case '--help':
      console.log(usage);
      return 0;
    default:
      console.error(`There is no command "${command}".\n${usage}`);
      return 2;
  }
}

async function prepareStore([what, address, user, ...more]: readonly string[]): Promise<number> {
  if (what !== 'prepare' || address === undefined || user === undefined || more.length > 0) {
    console.error(usage);
    return 2;
  }
  for (const sentence of await prepareEventStoreDb(address, user)) console.log(sentence);
  return 0;
}

async function vault([what, from, to, ...more]: readonly string[], config: Config): Promise<number> {
  if (what === 'rewrap' && from === undefined) {
    console.log(`${await rewrapVault(config)} data keys were wrapped anew; earlier keys may leave the key file now.`);
    return 0;
  }
  if (what !== 'copy' || from === undefined || to === undefined || more.length > 0) {
    console.error(usage);
    return 2;
  }
  const { rows, written, hash } = await copyVaultBetween(from, to);
  const counted = Object.entries(rows).map(([table, count]) => `${count} ${table}`);
  console.log(counted.join(', '));
  console.log(`${written} rows copied now; the same hash on both sides:\n${hash}`);
  return 0;
}

async function copyBetween([from, to, ...more]: readonly string[], config: Config): Promise<number> {
  if (from === undefined || to === undefined || more.length > 0) {
    console.error(usage);
    return 2;
  }
  const report = await copy(from, to, config);
  console.log(`${report.events} events in both, ${report.written} of them copied now; the same hash on both sides:`);
  console.log(report.hash);
  console.log(await takeVaultAlong(from, to, config));
  return 0;
}

async function importFiles(args: readonly string[], config: Config): Promise<number> {
  const dryRun = args.includes('--dry-run');
  const [format, ...files] = args.filter((arg) => arg !== '--dry-run');
  if (format === undefined || files.length === 0) {
    console.error(usage);
    return 2;
  }
  const parts: Record<string, ImportParts[string]> = {};
  for (const file of files) {
    const at = file.indexOf('=');
    if (at < 1) throw new Error(`"${file}" names no part: write part=file, for instance table=regions.csv.`);
    const path = file.slice(at + 1);
    parts[file.slice(0, at)] = { name: basename(path), text: readFileSync(path, 'utf8') };
  }
  const report = await importInto(config, format, parts, dryRun);
  console.log(JSON.stringify(report, undefined, 2));
  return report.ok ? 0 : 1;
}

async function importInto(config: Config, format: string, parts: ImportParts, dryRun: boolean): Promise<ImportReport> {
  let offline: Awaited<ReturnType<typeof openOffline>>;
  try {
    offline = await openOffline(config, pino({ level: 'error' }, pino.destination(2)));
  } catch (error) {
    if (error instanceof Error && error.message.includes('in use by process'))
      return throughServer(config, format, parts, dryRun);
    throw error;
  }
  try {
    const onProgress = (done: number, of: number): void => {
      if (process.stderr.isTTY) process.stderr.write(`\r${done} of ${of}`);
    };
    return await offline.imports.run(format, parts, { dryRun, onProgress });
  } finally {
    await offline.stop();
  }
}

/** A server holds the directory: it does the import, for the steward of the demonstration. */
async function throughServer(
  config: Config,
  format: string,
  parts: ImportParts,
  dryRun: boolean,
): Promise<ImportReport> {
  const { url, cookie } = await signInAsSteward(config);
  const form = new FormData();
  for (const [name, part] of Object.entries(parts)) form.append(name, new Blob([part.text]), part.name);
  const answer = await fetch(`${url}/api/imports/${encodeURIComponent(format)}${dryRun ? '?dryRun=1' : ''}`, {
    method: 'POST',
    headers: { cookie },
    body: form,
  });
  const body = (await answer.json()) as ImportReport & { detail?: string };
  if (!('errors' in body)) throw new Error(String((body as { detail?: string }).detail));
  return body;
}

async function rotateKeys([what, flag, days = '30', ...more]: readonly string[], config: Config): Promise<number> {
  const overlap = Number(days) * 86_400_000;
  if (what !== 'rotate' || (flag !== undefined && flag !== '--overlap') || more.length > 0 || !(overlap >= 0)) {
    console.error(usage);
    return 2;
  }
  const release = holdDirectory(config.dataDir);
  const key = await rotate(config, Date.now(), overlap);
  release();
  console.log(`From the next checkpoint on this key signs; tell it to who checks the log:\n${key}`);
  return 0;
}

function rebuild(config: Config): number {
  const release = holdDirectory(config.dataDir);
  for (const suffix of ['', '-wal', '-shm']) rmSync(join(config.dataDir, `readmodels.db${suffix}`), { force: true });
  release();
  console.log('The read models are gone; the next start builds them anew from the log.');
  return 0;
}

try {
  const code = await run(process.argv.slice(2));
  if (code !== 0) process.exit(code);
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exit(1);
}
