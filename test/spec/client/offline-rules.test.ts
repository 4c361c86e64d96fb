import { expect, test } from 'vitest';
import { catalogue } from '../../../events/catalogue.ts';
import type { KindName } from '../../../events/ids.ts';
import { rightNameOf } from '../../../events/rights/commands.ts';
import { offlineRule } from '../../../client/live/offline-rules.ts';

test('what an offline queue may do with a command is what the catalogue says, for each that a person may give', () => {
  const said = Object.entries(catalogue).flatMap(([kind, { commands }]) =>
    Object.entries(commands).filter(([type]) => rightNameOf(kind as KindName, type) !== 'system'),
  );
  expect(said.length).toBeGreaterThan(30);
  for (const [type, { offline }] of said) expect(offlineRule(type), type).toBe(offline);
});
