import PDFDocument from 'pdfkit';
import type { Block } from './blocks.ts';
import { Fonts, type Weight } from './fonts.ts';

export interface PdfOptions {
  readonly language: 'nl' | 'en';
  /** Title of the document: letters, digits and spaces, since pdfkit writes it into XMP as it is. */
  readonly name: string;
  readonly at: Date;
  /** The data that the document shows, embedded as it is. */
  readonly data: { readonly name: string; readonly bytes: Buffer; readonly description: string };
}

/** The fonts are read once. */
let fonts: Fonts | undefined;

/**
 * Blocks as PDF/A-3b (ISO 19005-3): fonts embedded, colours by an sRGB output intent, metadata as XMP, the data as an
 * associated file. The same blocks and date give the same bytes.
 */
export async function pdfOf(blocks: readonly Block[], options: PdfOptions): Promise<Buffer> {
  const { language, name, at, data } = options;
  fonts ??= new Fonts();
  const document = new PDFDocument({
    ...{ subset: 'PDF/A-3b', pdfVersion: '1.7', tagged: true, displayTitle: true },
    ...{ size: 'A4', margins: { top: 62, bottom: 62, left: 62, right: 62 }, bufferPages: true },
    lang: language === 'nl' ? 'nl-NL' : 'en-GB',
    info: { Title: name, Creator: 'Regiotafel', Producer: 'pdfkit', CreationDate: at },
    // a font's bytes do as well as its path, of which alone the types know
    font: fonts.bytesOf('latin-400') as unknown as string,
  });
  const chunks: Buffer[] = [];
  const ended = new Promise<void>((resolve, reject) => {
    document.on('data', (chunk: Buffer) => chunks.push(chunk));
    document.on('end', resolve);
    document.on('error', reject);
  });
  const writer = new Writer(document, fonts);
  for (const block of blocks) writer.block(block);
  writer.pageNumbers(name);
  document.file(data.bytes, {
    ...{ name: data.name, type: 'application/json', description: data.description },
    ...{ creationDate: at, modifiedDate: at, relationship: 'Data' },
  });
  document.end();
  await ended;
  return Buffer.concat(chunks);
}

const INK = '#1b1b1b';
const SOFT = '#4a4a4a';

class Writer {
  readonly #document: PDFKit.PDFDocument;
  readonly #fonts: Fonts;
  readonly #known = new Set<string>();

  constructor(document: PDFKit.PDFDocument, own: Fonts) {
    this.#document = document;
    this.#fonts = own;
  }

  block(block: Block): void {
    switch (block.kind) {
      case 'title':
        return this.#heading('H1', block.text, 20);
      case 'heading':
        return this.#heading('H2', block.text, 14);
      case 'subheading':
        return this.#heading('H3', block.text, 11.5);
      case 'text':
        return this.#said('P', [[block.text, 400, INK]], 10);
      case 'note':
        return this.#said('P', [[block.text, 400, SOFT]], 9);
      case 'list':
        for (const item of block.items) this.#said('P', [[`– ${item}`, 400, INK]], 10, 12);
        return;
      case 'facts':
        for (const [name, value] of block.rows)
          this.#said('P', [[`${name}: `, 700, SOFT], [value, 400, INK]], 10); // prettier-ignore
    }
  }

  pageNumbers(name: string): void {
    const { start, count } = this.#document.bufferedPageRange();
    for (let page = start; page < start + count; page++) {
      this.#document.switchToPage(page);
      const { margins, height } = this.#document.page;
      const bottom = margins.bottom;
      // what stands in the margin would begin a page of its own
      margins.bottom = 0;
      const content = this.#document.markContent('Artifact', { type: 'Pagination' });
      this.#font('latin-400').fontSize(8).fillColor(SOFT);
      content.text(`${name} · ${page + 1} / ${count}`, margins.left, height - 40, { lineBreak: false });
      this.#document.endMarkedContent();
      margins.bottom = bottom;
    }
  }

  #heading(tag: string, said: string, size: number): void {
    const { page, y } = this.#document;
    if (y + size * 4 > page.height - page.margins.bottom) this.#document.addPage();
    if (tag !== 'H1') this.#document.moveDown(size / 14);
    this.#said(tag, [[said, 700, INK]], size);
  }

  #said(tag: string, parts: readonly (readonly [string, Weight, string])[], size: number, indent = 0): void {
    const document = this.#document;
    const runs = parts.flatMap(([said, weight, colour]) =>
      this.#fonts.runs(said, weight).map((run) => ({ ...run, colour })),
    );
    const left = document.page.margins.left + indent;
    const width = document.page.width - left - document.page.margins.right;
    const element = document.struct(tag, {}, () => {
      document.fontSize(size);
      runs.forEach(({ font, text, colour }, n) => {
        const options = { continued: n < runs.length - 1, lineGap: 2 };
        this.#font(font).fillColor(colour);
        if (n === 0) document.text(text, left, document.y, { ...options, width });
        else document.text(text, options);
      });
    });
    document.addStructure(element);
    element.end();
    document.x = document.page.margins.left;
    document.moveDown(0.35);
  }

  #font(name: string): PDFKit.PDFDocument {
    if (!this.#known.has(name)) this.#document.registerFont(name, this.#fonts.bytesOf(name));
    this.#known.add(name);
    return this.#document.font(name);
  }
}
