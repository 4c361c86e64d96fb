import ts from 'typescript';
import type { Source } from './sources.ts';

/** One import: what is named, and the line on which. */
export interface Import {
  readonly specifier: string;
  readonly line: number;
}

/**
 * Every module that a file names, in whatever form: `import`, `import type`, `export … from`, `import()` as
 * expression and as type, `require()`, `new URL('…', import.meta.url)`; in Svelte files also in the markup.
 */
export function importsOf(source: Source): Import[] {
  if (!source.path.endsWith('.svelte')) return parsed(source.text);
  return [...parsed(scriptsOnly(source.text)), ...inMarkup(source.text)];
}

function parsed(text: string): Import[] {
  const file = ts.createSourceFile('file.ts', text, ts.ScriptTarget.Latest, true, ts.ScriptKind.TS);
  const found: Import[] = [];
  const visit = (node: ts.Node): void => {
    const named = moduleNamedBy(node);
    if (named !== undefined) {
      const { line } = file.getLineAndCharacterOfPosition(node.getStart(file));
      found.push({ specifier: named.text, line: line + 1 });
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

function moduleNamedBy(node: ts.Node): ts.StringLiteralLike | undefined {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return literal(node.moduleSpecifier);
  if (ts.isImportTypeNode(node))
    return ts.isLiteralTypeNode(node.argument) ? literal(node.argument.literal) : undefined;
  if (ts.isExternalModuleReference(node)) return literal(node.expression);
  if (ts.isCallExpression(node) && loads(node.expression)) return literal(node.arguments[0]);
  return ts.isNewExpression(node) && node.expression.getText() === 'URL' ? besideThisFile(node) : undefined;
}

/** `new URL('./worker.ts', import.meta.url)` starts a module; a path to anything else is data, no import. */
function besideThisFile({ arguments: given }: ts.NewExpression): ts.StringLiteralLike | undefined {
  const target = literal(given?.[0]);
  const isModule = target !== undefined && /\.(?:[mc]?[jt]s|svelte)$/.test(target.text);
  return isModule && given?.[1]?.getText() === 'import.meta.url' ? target : undefined;
}

function loads(callee: ts.Expression): boolean {
  if (callee.kind === ts.SyntaxKind.ImportKeyword) return true;
  return /^(require|require\.resolve|import\.meta\.resolve)$/.test(callee.getText());
}

function literal(node: ts.Node | undefined): ts.StringLiteralLike | undefined {
  return node !== undefined && ts.isStringLiteralLike(node) ? node : undefined;
}

const SCRIPT = /(<script\b[^>]*>)([\s\S]*?)(<\/script\s*>)/gi;

/** The script blocks alone; everything else becomes blank, so that lines keep their numbers. */
function scriptsOnly(text: string): string {
  let end = 0;
  let kept = '';
  for (const block of text.matchAll(SCRIPT)) {
    const start = block.index + (block[1] ?? '').length;
    kept += blank(text.slice(end, start)) + `${block[2] ?? ''};`;
    end = start + (block[2] ?? '').length;
  }
  return kept;
}

/** `{#await import('…')}` and the like: a look for the call is enough, markup has no other form. */
function inMarkup(text: string): Import[] {
  const markup = text.replace(SCRIPT, blank);
  return [...markup.matchAll(/\b(?:import|require)\s*\(\s*(['"`])([^'"`]+)\1/g)].map((call) => ({
    specifier: call[2] ?? '',
    line: markup.slice(0, call.index).split('\n').length,
  }));
}

function blank(text: string): string {
  return text.replace(/[^\n]/g, ' ');
}
