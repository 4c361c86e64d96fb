import postcss, { type Declaration } from 'postcss';
import type { Plugin } from 'vite';

/**
 * Leaves out the design tokens that nothing on the page uses: the theme brings some 2,800 of them. Works on parsed
 * CSS; a token that only other unused tokens name goes too. Names that occur in scripts stay.
 */
export function pruneTokens(): Plugin {
  return {
    name: 'prune-tokens',
    apply: 'build',
    enforce: 'post',
    generateBundle(_, bundle) {
      const sheets = Object.values(bundle).flatMap((file) =>
        file.type === 'asset' && file.fileName.endsWith('.css')
          ? [{ file, root: postcss.parse(String(file.source)) }]
          : [],
      );
      const scripts = Object.values(bundle)
        .flatMap((file) => (file.type === 'chunk' ? [file.code] : []))
        .join('\n');
      const tokens = new Map<string, Declaration[]>();
      const used = new Set<string>(scripts.match(/--[a-z][\w-]*/g));
      for (const { root } of sheets) {
        root.walkDecls((declaration) => {
          if (declaration.prop.startsWith('--'))
            tokens.set(declaration.prop, [...(tokens.get(declaration.prop) ?? []), declaration]);
          else for (const name of namesIn(declaration.value)) used.add(name);
        });
      }
      const queue = [...used];
      for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
        for (const declaration of tokens.get(name) ?? []) {
          for (const next of namesIn(declaration.value)) {
            if (used.has(next)) continue;
            used.add(next);
            queue.push(next);
          }
        }
      }
      for (const [name, declarations] of tokens) if (!used.has(name)) for (const one of declarations) one.remove();
      for (const { file, root } of sheets) file.source = root.toString();
    },
  };
}

const namesIn = (value: string): string[] => [...value.matchAll(/var\(\s*(--[\w-]+)/g)].map((match) => match[1] ?? '');
