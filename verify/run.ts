import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { checkFiles } from './check-files.ts';
import { CannotCheck, Report } from './report.ts';
import { checkedHead, checkPublicEvents, Server, type Pinned } from './server-check.ts';
import { Trust } from './trust.ts';
import { Witness } from './witness.ts';

export const verifyUsage = `verify <file|folder|address> [--key <verifier key>] [--witness <verifier key>]
       [--checkpoints <folder>] [--state <file>] [--sample <n>|--all]
    a dossier of a decision (.zip), a log.db of a stopped server, a data directory, a backup (.jsonl), or https://…
    exit code 0: nothing is wrong; 1: something is; 2: it cannot be checked`;
export const witnessUsage = `witness <address> --file <witness.json> [--name <name>] [--key <verifier key of the log>] [--every <seconds>]`;

type Say = (line: string) => void;

/** `verify …`. Returns the exit code. */
export async function runVerify(args: readonly string[], say: Say): Promise<number> {
  const report = new Report();
  return coded(report, say, verifyUsage, async () => {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        key: { type: 'string', multiple: true },
        witness: { type: 'string', multiple: true },
        checkpoints: { type: 'string' },
        state: { type: 'string' },
        sample: { type: 'string' },
        all: { type: 'boolean' },
      },
    });
    const [target, ...more] = positionals;
    if (target === undefined || more.length > 0) throw new CannotCheck('One file, folder or address is to be given.');
    const sample = values.all ? Infinity : Number(values.sample ?? 200);
    if (!(sample >= 0)) throw new CannotCheck('--sample is a number of events.');
    const given = values.key ?? [];
    const witnesses = values.witness ?? [];
    const isServer = /^https?:\/\//.test(target);
    const trust = isServer
      ? await verifyServer(target, given, witnesses, values.state, sample, report)
      : verifyFiles(target, new Trust(given, witnesses), values.checkpoints, report);
    if (trust.onFirstUse)
      report.note(
        `believed because the log itself says so; compare with what its keeper publishes: --key ${trust.keys().join(' --key ')}`,
      );
  });
}

/** `witness …`: looks at a log, now or again and again, and cosigns it. Returns the exit code. */
export async function runWitness(args: readonly string[], say: Say, now: () => number): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      file: { type: 'string' },
      name: { type: 'string' },
      key: { type: 'string', multiple: true },
      every: { type: 'string' },
    },
  });
  const [url] = positionals;
  const every = Number(values.every ?? 0);
  for (;;) {
    const report = new Report();
    const code = await coded(report, say, witnessUsage, async () => {
      if (url === undefined || values.file === undefined || !(every >= 0))
        throw new CannotCheck('An address and --file are to be given.');
      const witness = new Witness(values.file, values.name);
      say(`witness ${witness.key}`);
      const looked = await witness.look(url, values.key ?? [], Math.floor(now() / 1000));
      report.findings.push(...looked.findings);
      report.notes.push(...looked.notes);
    });
    if (every === 0 || code === 1 || url === undefined) return code;
    await new Promise((resolve) => setTimeout(resolve, every * 1000));
  }
}

function verifyFiles(path: string, trust: Trust, checkpoints: string | undefined, report: Report): Trust {
  checkFiles(path, checkpoints, trust, report);
  return trust;
}

async function verifyServer(
  url: string,
  given: readonly string[],
  witnesses: readonly string[],
  file: string | undefined,
  sample: number,
  report: Report,
): Promise<Trust> {
  const state = file ?? `verified-${new URL(url).host.replace(/[^\w.-]/g, '-')}.json`;
  const pinned = existsSync(state) ? (JSON.parse(readFileSync(state, 'utf8')) as Pinned) : undefined;
  const trust = new Trust(given.length > 0 ? given : (pinned?.keys ?? []), witnesses);
  const server = new Server(url);
  const head = await checkedHead(server, trust, pinned, report);
  if (!head) return trust;
  report.note(
    `${head.size} events of ${head.origin}${pinned ? ', a continuation of what was seen before' : ', seen for the first time'}`,
  );
  const proven = await checkPublicEvents(server, head, trust, sample, report);
  report.note(`${proven} public events are under it as they are shown`);
  if (report.findings.length === 0) {
    const seen: Pinned = { origin: head.origin, keys: trust.keys(), checkpoint: head.note };
    writeFileSync(`${state}.new`, `${JSON.stringify(seen, undefined, 2)}\n`);
    renameSync(`${state}.new`, state);
  }
  return trust;
}

async function coded(report: Report, say: Say, usage: string, work: () => Promise<void>): Promise<number> {
  try {
    await work();
  } catch (error) {
    const isUsage = (error as { code?: string }).code?.startsWith('ERR_PARSE_ARGS') === true;
    for (const line of report.lines()) say(line);
    say(isUsage ? `${(error as Error).message}\n${usage}` : `cannot check: ${(error as Error).message}`);
    if (!(error instanceof CannotCheck) && !isUsage) say(String((error as Error).stack));
    return 2;
  }
  for (const line of report.lines()) say(line);
  const wrong = report.findings.length;
  say(wrong === 0 ? 'nothing is wrong' : `${wrong} thing${wrong === 1 ? ' is' : 's are'} wrong`);
  return wrong === 0 ? 0 : 1;
}
