/** A kind of file that can be kept: how it is declared, how large it may be (bytes), how it is called. */
export interface FileType {
  readonly media: string;
  readonly extension: string;
  readonly name: string;
  readonly most: number;
  /** Text and tables are kept compressed; the others are already. */
  readonly compress: boolean;
}

const MB = 1_000_000;
const office = 'application/vnd.openxmlformats-officedocument';

export const fileTypes = {
  pdf: { media: 'application/pdf', extension: 'pdf', name: 'PDF', most: 20 * MB, compress: false },
  png: { media: 'image/png', extension: 'png', name: 'PNG', most: 10 * MB, compress: false },
  jpeg: { media: 'image/jpeg', extension: 'jpg', name: 'JPEG', most: 10 * MB, compress: false },
  csv: { media: 'text/csv', extension: 'csv', name: 'CSV', most: 5 * MB, compress: true },
  xlsx: { media: `${office}.spreadsheetml.sheet`, extension: 'xlsx', name: 'XLSX', most: 10 * MB, compress: false },
  docx: { media: `${office}.wordprocessingml.document`, extension: 'docx', name: 'DOCX', most: 10 * MB, compress: false }, // prettier-ignore
  text: { media: 'text/plain', extension: 'txt', name: 'TXT', most: MB, compress: true },
} as const satisfies Readonly<Record<string, FileType>>;

export type FileTypeName = keyof typeof fileTypes;

export const isFileTypeName = (name: string): name is FileTypeName => Object.hasOwn(fileTypes, name);

/** The type that a `Content-Type` declares; undefined: none that can be kept. */
export function typeOfMedia(header: string | undefined): FileTypeName | undefined {
  const media = header?.split(';', 1)[0]?.trim().toLowerCase();
  return Object.keys(fileTypes)
    .filter(isFileTypeName)
    .find((name) => fileTypes[name].media === media);
}
