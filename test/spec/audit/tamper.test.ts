import { expect, test } from 'vitest';
import { campaign, drawing } from '../../tamper/campaign.ts';
import { makeLog } from '../../tamper/log.ts';
import { said, signedLeaf } from '../../tamper/trial.ts';

/** The long one is `npm run tamper`. */
test('whatever is done to the file of a log is found where it was done', { timeout: 60_000 }, async () => {
  const log = await makeLog(1_000);
  expect(said(log, signedLeaf(log))).toEqual([]);
  const seed = 20_260_101;
  const { missed, kinds } = campaign(log, 200, 4, drawing(seed));
  expect(missed, `seed ${seed}`).toEqual([]);
  expect(kinds.size).toBeGreaterThan(10);
  expect(said(log, signedLeaf(log)), 'every trial was undone').toEqual([]);
});
