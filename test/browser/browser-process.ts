import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type BrowserContext } from 'playwright-core';
import { launchOptions } from './harness.ts';

/** A browser with a profile of its own on the disk, so that it can be killed and opened again. */
export class BrowserProcess {
  readonly profile = mkdtempSync(join(tmpdir(), 'regiotafel-profile-'));

  open(): Promise<BrowserContext> {
    return chromium.launchPersistentContext(this.profile, launchOptions());
  }

  /** SIGKILL to the browser and to everything it started, all at once; returns when nothing of it runs any more. */
  async kill(): Promise<void> {
    const pids = withDescendants(processesWith(`--user-data-dir=${this.profile}`));
    for (const pid of pids) signal(pid);
    while (pids.some(runs)) await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

function signal(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // it went with its parent
  }
}

/** Processes of ours: those that carry this profile's path. */
function processesWith(argument: string): number[] {
  return allPids().filter((pid) => {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(argument);
    } catch {
      return false;
    }
  });
}

function withDescendants(roots: readonly number[]): number[] {
  const parents = new Map(allPids().map((pid) => [pid, statusOf(pid)?.parent]));
  const found = new Set(roots);
  for (let before = -1; before !== found.size;) {
    before = found.size;
    for (const [pid, parent] of parents) if (parent !== undefined && found.has(parent)) found.add(pid);
  }
  return [...found];
}

const allPids = (): number[] => readdirSync('/proc').flatMap((name) => (/^\d+$/.test(name) ? [Number(name)] : []));
const runs = (pid: number): boolean => !['Z', 'X', undefined].includes(statusOf(pid)?.state);

function statusOf(pid: number): { state: string | undefined; parent: number } | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const [state, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return { state, parent: Number(parent) };
  } catch {
    return undefined;
  }
}
