import { zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { problemOfFile } from '../../../server/files/inspect.ts';
import type { FileTypeName } from '../../../server/files/types.ts';
import { jpeg, office, pdf, png } from '../../integration/some-files.ts';

/** A file is kept when its content is what it is declared to be; nothing of it is trusted but its bytes. */

const codeOf = (type: FileTypeName, content: Uint8Array | string): string | undefined =>
  problemOfFile(type, Buffer.from(content))?.code;

const whole: [FileTypeName, Uint8Array | string][] = [
  ['pdf', pdf('Overeenkomst')],
  ['png', png],
  ['jpeg', jpeg],
  ['xlsx', office('xl')],
  ['docx', office('word')],
  ['csv', 'tijd;kW\n1;2,5\n'],
  ['text', 'Verslag van 3 maart: Yılmaz, Één – akkoord.\n'],
];

describe('each type', () => {
  test.each(whole)('%s is itself and no other', (type, content) => {
    expect(codeOf(type, content)).toBeUndefined();
    const text = ['csv', 'text'];
    for (const [other] of whole)
      if (other !== type && !(text.includes(type) && text.includes(other))) {
        if (text.includes(other)) continue;
        expect([other, codeOf(other, content)]).toEqual([other, 'FILE_NOT_ITS_TYPE']);
      }
    expect(codeOf(type, '')).toBe('FILE_EMPTY');
  });

  test.each(whole.filter(([type]) => type !== 'csv' && type !== 'text'))('%s that ends too early', (type, content) => {
    const bytes = Buffer.from(content);
    expect(codeOf(type, bytes.subarray(0, bytes.length - 30))).toBe('FILE_CUT_OFF');
  });

  test('a program, a page or a picture that says it is text', () => {
    for (const content of [Buffer.from('MZ\x90\x00\x03'), png, office('xl')])
      expect(codeOf('text', content)).toMatch(/FILE_NOT_(ITS_TYPE|UTF8)/);
    expect(codeOf('csv', Buffer.from([0x45, 0xe9, 0x6e]))).toBe('FILE_NOT_UTF8');
    expect(codeOf('csv', Buffer.from('\uFEFFa;b', 'utf16le'))).toMatch(/FILE_NOT_/);
    expect(codeOf('pdf', '<html>%PDF-1.7 %%EOF</html>')).toBe('FILE_NOT_ITS_TYPE');
  });
});

describe('an Office document', () => {
  test('that swells when it is opened is refused, without being opened', () => {
    const bomb = office('xl', { 'xl/sheet1.xml': new Uint8Array(12_000_000) });
    expect(bomb.length).toBeLessThan(200_000);
    expect(codeOf('xlsx', bomb)).toBe('FILE_UNPACKS_TOO_LARGE');
    const many = Object.fromEntries(Array.from({ length: 10_001 }, (_, n) => [`xl/${n}`, new Uint8Array()]));
    expect(codeOf('xlsx', office('xl', many))).toBe('FILE_UNPACKS_TOO_LARGE');
  });

  test('whose list of parts is said to be longer than the file is refused at once', () => {
    const lies = office('xl');
    const end = lies.lastIndexOf('PK\x05\x06', undefined, 'latin1');
    for (const at of [8, 10]) lies.writeUInt16LE(0xfffe, end + at);
    expect(codeOf('xlsx', lies)).toMatch(/FILE_(UNPACKS_TOO_LARGE|CUT_OFF)/);
  });

  test('with macros, or that is a mere archive, is refused', () => {
    expect(codeOf('docx', office('word', { 'word/vbaProject.bin': new Uint8Array(9) }))).toBe('FILE_HOLDS_MACROS');
    expect(codeOf('docx', zipSync({ 'a.txt': new Uint8Array(9) }))).toBe('FILE_NOT_ITS_TYPE');
    expect(codeOf('docx', office('xl'))).toBe('FILE_NOT_ITS_TYPE');
  });
});
