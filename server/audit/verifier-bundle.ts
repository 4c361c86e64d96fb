import { readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { join, normalize } from 'node:path';

const IMPORT = /^import (?:type )?(\{[^}]*\}) from '([^']+)';\n/gm;

/**
 * The verifier as one module that plain `node` runs: its files without their types, each after those it imports.
 * Its top-level names are unique over all files, which a test holds it to.
 */
export function bundleVerifier(folder: string): string {
  const done = new Set<string>();
  const builtins = new Map<string, Set<string>>();
  const parts: string[] = [];
  const take = (file: string): void => {
    if (done.has(file)) return;
    done.add(file);
    const plain = stripTypeScriptTypes(readFileSync(join(folder, file), 'utf8'));
    const body = plain.replaceAll(IMPORT, (_, names: string, from: string) => {
      if (from.startsWith('.')) take(normalize(from));
      else for (const name of namesIn(names)) builtins.set(from, (builtins.get(from) ?? new Set()).add(name));
      return '';
    });
    parts.push(`// ${file}\n${body.replaceAll(/^export /gm, '').replaceAll(/[ \t]+$/gm, '')}`);
  };
  take('main.ts');
  const imports = [...builtins].map(([from, names]) => `import { ${[...names].join(', ')} } from '${from}';\n`);
  return `#!/usr/bin/env node\n${imports.join('')}${parts.join('\n')}`;
}

function namesIn(braces: string): string[] {
  return braces
    .slice(1, -1)
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}
