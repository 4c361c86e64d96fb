import { describe, expect, test } from 'vitest';
import { meant, namedIn, namingAt, withName } from '../../../client/pages/plan/mention.ts';

const known = [
  { id: 'act_1', name: 'Daan de Wit' },
  { id: 'act_2', name: 'Anna' },
  { id: 'act_3', name: 'Anna Bakker' },
  { id: 'org_1', name: 'Gemeente Nieuwe Waard' },
];
const ids = (some: readonly { id: string }[]): string[] => some.map(({ id }) => id);

describe('naming somebody in a comment', () => {
  test('is seen where the caret is, not only at the end', () => {
    expect(namingAt('Vraag @da en dan verder', 'Vraag @da'.length)).toBe('da');
    expect(namingAt('@', 1)).toBe('');
    expect(namingAt('mail naar a@da', 14)).toBeUndefined();
    expect(namingAt('Vraag @da! en', 'Vraag @da! en'.length)).toBeUndefined();
  });

  test('offers who is meant by the beginning of any word of the name', () => {
    expect(ids(meant(known, 'wi'))).toEqual(['act_1']);
    expect(ids(meant(known, 'an'))).toEqual(['act_2', 'act_3']);
    expect(ids(meant(known, 'nieuwe w'))).toEqual(['org_1']);
    expect(ids(meant(known, ''))).toHaveLength(4);
    expect(meant(known, undefined)).toEqual([]);
  });

  test('puts the name in place of what was typed, and leaves the rest', () => {
    const at = 'Vraag @da'.length;
    expect(withName('Vraag @da en dan', at, 'Daan de Wit')).toEqual({ text: 'Vraag @Daan de Wit en dan', caret: 19 });
    expect(withName('@', 1, 'Anna')).toEqual({ text: '@Anna ', caret: 6 });
  });

  test('tells each who is named once, and the longer of two names', () => {
    expect(namedIn('@Anna Bakker en @Daan de Wit, en nog eens @Daan de Wit', known)).toEqual(['act_3', 'act_1']);
    expect(namedIn('@Anna, kijk', known)).toEqual(['act_2']);
    expect(namedIn('Anna', known)).toEqual([]);
  });
});
