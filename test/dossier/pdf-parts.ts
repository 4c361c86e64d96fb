import { inflateSync } from 'node:zlib';

/** What stands in a PDF that bears on archiving, read from its bytes by hand: no program but this test's. */
export interface PdfParts {
  readonly isEncrypted: boolean;
  readonly hasFileId: boolean;
  /** The metadata stream, which PDF/A wants uncompressed. */
  readonly xmp: string;
  readonly outputIntent: { readonly subtype: string; readonly colours: number; readonly profile: Buffer };
  readonly fonts: readonly { readonly name: string; readonly embedded: boolean }[];
  readonly embedded: readonly {
    readonly name: string;
    readonly relationship: string;
    readonly type: string;
    readonly bytes: Buffer;
  }[];
}

export function partsOf(pdf: Buffer): PdfParts {
  const objects = objectsIn(pdf);
  const all = [...objects.values()];
  const at = (reference: string | undefined): PdfObject =>
    objects.get(reference ?? '') ?? { head: '', body: Buffer.alloc(0) };
  const intent = all.find(({ head }) => head.includes('/Type /OutputIntent'))?.head ?? '';
  const profile = at(referenceOf(intent, 'DestOutputProfile'));
  const catalog = all.find(({ head }) => head.includes('/Type /Catalog'))?.head ?? '';
  return {
    isEncrypted: pdf.includes('/Encrypt'),
    hasFileId: /\/ID \[<[0-9a-f]{32}> <[0-9a-f]{32}>\]/.test(pdf.toString('latin1')),
    xmp: at(referenceOf(catalog, 'Metadata')).body.toString('utf8'),
    outputIntent: {
      subtype: /\/S \/(\w+)/.exec(intent)?.[1] ?? '',
      colours: Number(/\/N (\d)/.exec(profile.head)?.[1]),
      profile: profile.body,
    },
    fonts: all
      .filter(({ head }) => head.includes('/Type /FontDescriptor'))
      .map(({ head }) => ({
        name: /\/FontName \/(\S+)/.exec(head)?.[1] ?? '',
        embedded: at(referenceOf(head, 'FontFile2') ?? referenceOf(head, 'FontFile3')).body.length > 1_000,
      })),
    embedded: [...catalog.matchAll(/\/AF \[([^\]]*)\]/g)].flatMap(([, references = '']) =>
      [...references.matchAll(/(\d+) 0 R/g)].map(([, number]) => {
        const { head } = at(number);
        const file = at(/\/EF <<\s*\/F (\d+) 0 R/.exec(head)?.[1]);
        return {
          name: /\/UF \(([^)]*)\)/.exec(head)?.[1] ?? '',
          relationship: /\/AFRelationship \/(\w+)/.exec(head)?.[1] ?? '',
          type: /\/Subtype \/(\S+)/.exec(file.head)?.[1] ?? '',
          bytes: file.body,
        };
      }),
    ),
  };
}

interface PdfObject {
  readonly head: string;
  /** Of a stream, unpacked. */
  readonly body: Buffer;
}

function objectsIn(pdf: Buffer): Map<string, PdfObject> {
  const text = pdf.toString('latin1');
  const objects = new Map<string, PdfObject>();
  for (const match of text.matchAll(/(?:^|\n)(\d+) 0 obj\n/g)) {
    const from = match.index + match[0].length;
    const end = text.indexOf('\nendobj', from);
    const stream = text.slice(from, end).indexOf('\nstream\n');
    const head = text.slice(from, stream < 0 ? end : from + stream);
    const length = Number(/\/Length (\d+)/.exec(head)?.[1] ?? 0);
    const raw = stream < 0 ? Buffer.alloc(0) : pdf.subarray(from + stream + 8, from + stream + 8 + length);
    objects.set(match[1] ?? '', { head, body: head.includes('FlateDecode') ? inflateSync(raw) : raw });
  }
  return objects;
}

const referenceOf = (head: string, name: string): string | undefined =>
  new RegExp(`/${name} (\\d+) 0 R`).exec(head)?.[1];
