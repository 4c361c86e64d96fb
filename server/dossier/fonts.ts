import { create, type Font } from 'fontkit';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Scripts in the order in which a sign is looked for; each is a file of its own. */
const SCRIPTS = ['latin', 'latin-ext', 'greek', 'greek-ext', 'cyrillic', 'cyrillic-ext', 'vietnamese'] as const;
export type Weight = 400 | 700;

/** A stretch of text that one font file can show. */
export interface Run {
  readonly font: string;
  readonly text: string;
}

/** Noto Sans, a file per script and weight: what a PDF embeds. */
export class Fonts {
  readonly #files = new Map<string, { readonly bytes: Buffer; readonly signs: ReadonlySet<number> }>();

  constructor() {
    for (const weight of [400, 700] as const) {
      for (const script of SCRIPTS) {
        const bytes = readFileSync(pathOf(script, weight));
        this.#files.set(`${script}-${weight}`, { bytes, signs: new Set((create(bytes) as Font).characterSet) });
      }
    }
  }

  bytesOf(font: string): Buffer {
    return this.#files.get(font)?.bytes ?? Buffer.alloc(0);
  }

  /** Splits text so that every sign has a glyph; one that no file has is shown as a box with a question mark. */
  runs(text: string, weight: Weight): Run[] {
    const runs: { font: string; text: string }[] = [];
    for (const sign of text.normalize('NFC')) {
      const known = sign === '\n' ? SCRIPTS[0] : this.#scriptOf(sign, weight);
      const font = `${known ?? SCRIPTS[0]}-${weight}`;
      const shown = known === undefined ? UNKNOWN : sign;
      const last = runs.at(-1);
      if (last?.font === font) last.text += shown;
      else runs.push({ font, text: shown });
    }
    return runs;
  }

  #scriptOf(sign: string, weight: Weight): string | undefined {
    const code = sign.codePointAt(0) ?? 0;
    return SCRIPTS.find((script) => this.#files.get(`${script}-${weight}`)?.signs.has(code));
  }
}

const UNKNOWN = '\uFFFD';

function pathOf(script: string, weight: Weight): string {
  const name = `@fontsource/noto-sans/files/noto-sans-${script}-${weight}-normal.woff`;
  return fileURLToPath(import.meta.resolve(name));
}
