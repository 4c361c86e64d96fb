import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A source file: its path from the root with forward slashes, and its text. */
export interface Source {
  readonly path: string;
  readonly text: string;
}

const EXTENSIONS = /\.(ts|mts|js|mjs|cjs|svelte)$/;
const SKIPPED = new Set(['node_modules', 'dist', 'data', '.git', 'planted']);

/** All our TypeScript, JavaScript and Svelte files below these folders of `root`. */
export function sourcesBelow(root: string, folders: readonly string[]): Source[] {
  return folders.flatMap((folder) => walk(root, folder));
}

function walk(root: string, folder: string): Source[] {
  const entries = readdirSync(join(root, folder), { withFileTypes: true });
  return entries.flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return SKIPPED.has(entry.name) ? [] : walk(root, path);
    return EXTENSIONS.test(entry.name) ? [{ path, text: readFileSync(join(root, path), 'utf8') }] : [];
  });
}
