import { describe, expect, test } from 'vitest';
import { noticeKinds } from '../../../projections/notices/notice.ts';
import { lastBoundary } from '../../../server/notices/boundary.ts';
import { digestMail } from '../../../server/notices/mail-text.ts';
import { mailWords } from '../../../server/notices/mail-words.ts';
import { id } from '../given.ts';

describe('when a digest is due', () => {
  const at = (instant: string, digest: 'daily' | 'weekly') => {
    const { day, at: moment } = lastBoundary(Date.parse(instant), digest);
    return [day, new Date(moment).toISOString()];
  };
  test.each([
    ['2026-03-03T06:00:00Z', 'daily', '2026-03-03', '2026-03-03T06:00:00.000Z'],
    ['2026-03-03T05:59:59Z', 'daily', '2026-03-02', '2026-03-02T06:00:00.000Z'],
    // the clock went forward in the night of 29 March
    ['2026-03-29T05:00:00Z', 'daily', '2026-03-29', '2026-03-29T05:00:00.000Z'],
    ['2026-10-25T05:30:00Z', 'daily', '2026-10-24', '2026-10-24T05:00:00.000Z'],
    // 22:30 in London is the next day here, before seven
    ['2026-07-01T22:30:00Z', 'daily', '2026-07-01', '2026-07-01T05:00:00.000Z'],
    ['2026-03-05T12:00:00Z', 'weekly', '2026-03-02', '2026-03-02T06:00:00.000Z'],
    ['2026-03-02T05:00:00Z', 'weekly', '2026-02-23', '2026-02-23T06:00:00.000Z'],
  ] as const)('at %s, %s: that of %s', (now, digest, day, moment) => {
    expect(at(now, digest)).toEqual([day, moment]);
  });
});

describe('the words of a mail', () => {
  test.each(['nl', 'en'] as const)('name every kind, once and more often, in %s', (language) => {
    for (const kind of noticeKinds) {
      const [one, more] = [mailWords[language].kinds[kind](1), mailWords[language].kinds[kind](3)];
      expect(one).not.toBe(more);
      expect(more).toContain('3');
      expect(mailWords.nl.kinds[kind](1)).not.toBe(mailWords.en.kinds[kind](1));
    }
  });

  test('a name cannot put signs of HTML into it', () => {
    const places = [{ subject: id('pln'), region: '<script>&"', counts: { mention: 2, status: 1 } }];
    const mail = digestMail(places, { language: 'nl', url: 'https://tafel.example' });
    expect(mail.subject).toBe('3 meldingen voor u op de Regiotafel');
    expect(mail.html).toContain('Een plan in &lt;script&gt;&amp;&quot;');
    expect(mail.html).not.toContain('<script>');
    expect(mail.text).toContain(
      `- u bent 2 keer genoemd in opmerkingen\n- het plan is geparkeerd of hervat\nhttps://tafel.example/plan/${id('pln')}`,
    );
  });

  test('each place has its own address', () => {
    const places = ['sel', 'rnd', 'dec', 'sit'].map((kind) => ({ subject: id(kind), region: undefined, counts: {} }));
    const { text } = digestMail(places, { language: 'en', url: 'https://tafel.example' });
    expect(text.match(/(?<=https:\/\/tafel\.example)\S+/g)?.slice(0, 4)).toEqual([
      ...[`/selectie/${id('sel')}`, `/programma/ronde/${id('rnd')}`, `/besluit/${id('dec')}`, '/meldingen'],
    ]);
    expect(text).toContain('An interview round');
  });
});
