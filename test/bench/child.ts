import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface Child {
  readonly url: string;
  readonly stop: () => Promise<void>;
}

/** Starts a server of test/bench/servers in a process of its own, with a directory of its own or with the one given. */
export async function serve(name: 'ours' | 'floor' | 'sharedb' | 'hocuspocus', at?: string): Promise<Child> {
  const directory = at ?? mkdtempSync(join(tmpdir(), 'regiotafel-bench-'));
  const program = fileURLToPath(new URL(`./servers/${name}.ts`, import.meta.url));
  const child = spawn(
    process.execPath,
    [
      ...(process.env['BENCH_PROFILE'] === undefined
        ? []
        : ['--cpu-prof', '--cpu-prof-dir', process.env['BENCH_PROFILE']]),
      program,
      directory,
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const url = await new Promise<string>((resolve, reject) => {
    let text = '';
    child.stdout.on('data', (part: Buffer) => {
      text += part.toString();
      const match = /http:\/\/\S+/.exec(text);
      if (match) resolve(match[0]);
    });
    void ended.then(() => reject(new Error(`${name} ended before it listened`)));
  });
  const stop = async (): Promise<void> => {
    child.kill(process.env['BENCH_PROFILE'] === undefined ? 'SIGKILL' : 'SIGTERM');
    await ended;
    if (at === undefined) rmSync(directory, { recursive: true, force: true });
  };
  return { url, stop };
}
